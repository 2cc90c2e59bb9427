// Damaged files by the thousand: a reader gives a value or throws std::invalid_argument with the file's name, nothing
// else. The damage is random but the same in every run; under the sanitizers this is where memory errors would show.
#include <gtest/gtest.h>

#include <fstream>

#include "engine/model/config.h"
#include "engine/model/safetensors.h"
#include "engine/text/unicode.h"
#include "engine/text/vocabulary.h"
#include "tests/support/random.h"

namespace attn::test {
namespace {

std::string content(const std::string& name) {
  std::ifstream in(ATTN_SOURCE_DIR "/tests/reference/odd/" + name, std::ios::binary);
  std::string all{std::istreambuf_iterator<char>(in), {}};
  EXPECT_FALSE(all.empty()) << name;
  return all;
}

Bytes bytes(std::string text, std::string name) {
  auto owner = std::make_shared<const std::string>(std::move(text));
  return {owner, std::as_bytes(std::span<const char>(owner->data(), owner->size())), std::move(name)};
}

// One to four changes in the first `reach` bytes: a byte, a bit, a cut, a repetition, a deletion, a JSON character.
std::string damaged(std::string text, std::size_t reach, Random& random) {
  constexpr std::string_view marks = "{}[],:\"\\0123456789-+.eEtfn \n\0";
  for (Index n = 1 + random.below(4); n > 0 && !text.empty(); --n) {
    const std::size_t most = std::min(reach, text.size());
    const auto at = static_cast<std::size_t>(random.below(static_cast<Index>(most)));
    const auto length = static_cast<std::size_t>(1 + random.below(16));
    switch (random.below(6)) {
      case 0:
        text[at] = static_cast<char>(random.below(256));
        break;
      case 1:
        text[at] = static_cast<char>(text[at] ^ (1 << random.below(8)));
        break;
      case 2:
        text.resize(at);
        break;
      case 3:
        text.insert(at, text.substr(at, length));
        break;
      case 4:
        text.erase(at, length);
        break;
      default:
        text[at] = marks[static_cast<std::size_t>(random.below(static_cast<Index>(marks.size())))];
    }
  }
  return text;
}

// Reads many damaged copies. Most must be refused, or the damage does not reach what is checked.
template <class Read>
void every_copy_is_read_or_refused(const std::string& name, std::size_t reach, int copies, const Read& read) {
  const std::string whole = content(name);
  EXPECT_NO_THROW(read(bytes(whole, name)));
  Random random(7);
  int refused = 0;
  for (int i = 0; i < copies; ++i) {
    try {
      read(bytes(damaged(whole, reach, random), name));
    } catch (const std::invalid_argument& e) {
      ++refused;
      EXPECT_NE(std::string_view(e.what()).find(name), std::string_view::npos) << e.what();
    } catch (const std::exception& e) {
      ADD_FAILURE() << "copy " << i << " of " << name << ": " << e.what();
    }
  }
  EXPECT_GT(refused, copies / 4) << name;
}

TEST(Fuzz, Safetensors) {
  every_copy_is_read_or_refused("model.safetensors", 6000, 2000, [](const Bytes& file) {
    const Safetensors found(file);
    for (const auto& [name, entry] : found.entries())
      if (!entry.shape.empty() && entry.shape.size() <= 2) found.read(name);
  });
}

TEST(Fuzz, Config) {
  every_copy_is_read_or_refused("config.json", 1 << 20, 10000, [](const Bytes& file) { read_config(file); });
}

TEST(Fuzz, Vocabulary) {
  const Bytes pieces = bytes(content("source.spm"), "source.spm");
  every_copy_is_read_or_refused("vocab.json", 1 << 20, 3000, [&](const Bytes& file) {
    const Vocabulary words(file, pieces, pieces, 59, 0, 58);
    words.decode({5, 6, 7, 58, 1, 0});
    words.encode("the old boat");
  });
}

// Any bytes are text in NFC or refused; what was accepted is accepted again and stays as it is.
TEST(Fuzz, Text) {
  const std::string whole = "Où est la gare, Rene\xcc\x81 ? \xe6\xbc\xa2\xf0\x9f\x99\x82 \xc2\xa0x";
  Random random(8);
  int accepted = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string once;
    try {
      once = normalise(damaged(whole, whole.size(), random));
    } catch (const std::invalid_argument&) {
      continue;
    }
    ++accepted;
    EXPECT_EQ(malformed_utf8(once), std::string_view::npos);
    EXPECT_EQ(normalise(once), once);
  }
  EXPECT_GT(accepted, 1000);
}

}  // namespace
}  // namespace attn::test
