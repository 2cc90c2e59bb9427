// Model folders that are damaged or lie, sentences that cannot be translated: one clear sentence each, and nothing
// else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>

#include <unistd.h>

#include "engine/model/translate.h"
#include "engine/text/unicode.h"

namespace attn {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

const fs::path odd = fs::path(ATTN_SOURCE_DIR) / "tests/reference/odd";

const Model& odd_model() {
  static const Model model = load_model(ModelFiles::folder(odd.string()));
  return model;
}
const Model& tiny_model() {
  static const Model model = load_model(std::string(default_model));
  return model;
}

class DamagedModel : public testing::Test {
 protected:
  void SetUp() override {
    const testing::TestInfo* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() / ("attnscope_model_" + std::string(info->name()) + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::copy(odd, folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void refused(const std::string& file, const std::string& why) {
    EXPECT_THAT([&] { load_model(folder_.string()); },
                ThrowsMessage<std::invalid_argument>(AllOf(HasSubstr(file), HasSubstr(why))));
  }
  std::string text(const char* file) {
    std::ifstream in(folder_ / file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const char* file, const std::string& content) {
    std::ofstream(folder_ / file, std::ios::binary) << content;
  }
  void config(const std::string& field, const std::string& value) {
    const std::string before = text("config.json");
    const std::string after =
        std::regex_replace(before, std::regex("\"" + field + "\": *[^,\\n}]+"), "\"" + field + "\": " + value);
    ASSERT_NE(before, after) << field;
    write("config.json", after);
  }
  fs::path folder_;
};

TEST_F(DamagedModel, MissingFilesAreNamed) {
  for (const char* file : {"config.json", "vocab.json", "source.spm", "target.spm", "model.safetensors"}) {
    const std::string content = text(file);
    fs::remove(folder_ / file);
    refused(file, "No such file");
    write(file, content);
  }
  EXPECT_NO_THROW(load_model(folder_.string()));
}
TEST_F(DamagedModel, TruncatedWeights) {
  fs::resize_file(folder_ / "model.safetensors", 20000);
  refused("model.safetensors", "outside the");
}
TEST_F(DamagedModel, EmptyFiles) {
  for (const char* file : {"config.json", "vocab.json", "source.spm", "target.spm", "model.safetensors"}) {
    const std::string content = text(file);
    write(file, "");
    refused(file, "");
    write(file, content);
  }
}
TEST_F(DamagedModel, HeadsMustDivide) {
  config("encoder_attention_heads", "5");
  refused("config.json", "does not divide d_model 48");
}
TEST_F(DamagedModel, VocabularySize) {
  config("vocab_size", "70");
  refused("model.safetensors", "expected [70, 48]");
}
TEST_F(DamagedModel, FeedForwardSize) {
  config("encoder_ffn_dim", "81");
  refused("model.safetensors", "fc1");
}
TEST_F(DamagedModel, LayerThatIsNotThere) {
  config("encoder_layers", "2");
  refused("model.safetensors", "model.encoder.layers.1");
}
TEST_F(DamagedModel, UnknownActivation) {
  config("activation_function", "\"softplus\"");
  refused("config.json", "softplus");
}
TEST_F(DamagedModel, NumbersOutOfRange) {
  config("d_model", "1000000000");
  refused("config.json", "d_model");
}
TEST_F(DamagedModel, NumbersOfAnotherType) {
  config("decoder_layers", "\"two\"");
  refused("config.json", "decoder_layers");
}
TEST_F(DamagedModel, ConfigIsNotJson) {
  write("config.json", "{\"d_model\": ");
  refused("config.json", "not a JSON object");
}
TEST_F(DamagedModel, VocabularyWithoutUnknown) {
  write("vocab.json", "{\"a\": 1}");
  refused("vocab.json", "<unk>");
}
TEST_F(DamagedModel, VocabularyIdsOutside) {
  write("vocab.json", "{\"<unk>\": 1000}");
  refused("vocab.json", "outside 0 to");
}
TEST_F(DamagedModel, VocabularyIdTwice) {
  write("vocab.json", "{\"<unk>\": 1, \"a\": 1}");
  refused("vocab.json", "two tokens have the id 1");
}
TEST_F(DamagedModel, Pieces) {
  write("target.spm", std::string(300, 'x'));
  refused("target.spm", "not a SentencePiece model");
}

TEST(Folders, ThatAreNone) {
  EXPECT_THAT([] { load_model(std::string("/no/such/folder")); },
              ThrowsMessage<std::invalid_argument>(HasSubstr("no such folder")));
  EXPECT_THAT([] { load_model((odd / "config.json").string()); },
              ThrowsMessage<std::invalid_argument>(HasSubstr("not a folder")));
}

TEST(Bundled, TheDefaultComesFirst) {
  const std::vector<std::string> names = bundled_models();
  ASSERT_EQ(names.size(), 2u);
  EXPECT_EQ(names[0], "en-fr-tiny");
  EXPECT_EQ(names[1], "en-fr-small");
}

TEST(Sentence, Errors) {
  const auto throws = [](const std::string& text, const std::string& why) {
    EXPECT_THAT([&] { translate(odd_model(), text); }, ThrowsMessage<std::invalid_argument>(HasSubstr(why)));
  };
  throws("", "empty");
  throws(" \t \n ", "empty");
  throws("caf\xc3", "not UTF-8: byte 4");
  throws("\xed\xa0\x80", "not UTF-8: byte 1");  // a surrogate
  throws("\xc0\xaf", "not UTF-8");              // an overlong form
  throws("\xf5\x80\x80\x80", "not UTF-8");      // above U+10FFFF
  throws(std::string(2'000'000, 'a'), "2000000 bytes");
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "boat ";
  throws(many, "at most 24");
}

// The longest sentence that fits is translated; one token more is refused with both numbers.
TEST(Sentence, TheLimitIsExact) {
  const auto boats = [](int n) {
    std::string text = "boat";
    for (int i = 1; i < n; ++i) text += " boat";
    return text;
  };
  const std::size_t each =
      odd_model().vocabulary.encode("boat boat").size() - odd_model().vocabulary.encode("boat").size();
  const int most = static_cast<int>((24 - 1) / each);
  EXPECT_NO_THROW(translate(odd_model(), boats(most)));
  EXPECT_THAT([&] { translate(odd_model(), boats(most + 1)); },
              ThrowsMessage<std::invalid_argument>(
                  AllOf(HasSubstr(std::to_string((most + 1) * static_cast<int>(each) + 1)), HasSubstr("24"))));
}

TEST(Sentence, UnknownCharactersAreMarked) {
  const attn::Run t = translate(tiny_model(), "I like 漢");
  int unknown = 0;
  for (const Token& token : t.read)
    if (token.unknown) {
      ++unknown;
      EXPECT_THAT(token.label, HasSubstr("漢"));
    }
  EXPECT_EQ(unknown, 1);
}

TEST(Sentence, DecomposedTextIsComposed) {
  EXPECT_EQ(normalise("e\xcc\x81t"), "\xc3\xa9t");
  EXPECT_EQ(normalise("  a b \n"), "a b");
  EXPECT_EQ(translate(tiny_model(), "Rene\xcc\x81 is happy").output,
            translate(tiny_model(), "Ren\xc3\xa9 is happy").output);
}

TEST(Sentence, TokensAreShownAsWords) {
  const attn::Run t = translate(tiny_model(), "I am a student.");
  std::vector<std::string> labels;
  for (const Token& token : t.read) labels.push_back(token.label);
  EXPECT_THAT(labels, testing::ElementsAre("I", "am", "a", "student", ".", "</s>"));
  EXPECT_EQ(t.trace.at("decode1/embedding/tokens").out.row_axis.label(0), "<s>");
  std::vector<std::string> words;
  for (const Written& word : t.written) words.push_back(word.label);
  EXPECT_THAT(words, testing::ElementsAre("Je", "suis", "étudiant", ".", "</s>"));
  EXPECT_TRUE(t.complete);
}

TEST(Sentence, CandidatesComeFromTheTrace) {
  const attn::Run t = translate(tiny_model(), "I am a student");
  const std::vector<Candidate> best = top_candidates(t, 1, 8000);
  ASSERT_EQ(best.size(), 8000u);
  double sum = 0;
  for (std::size_t i = 0; i < best.size(); ++i) {
    sum += static_cast<double>(best[i].probability);
    if (i > 0) {
      ASSERT_GE(best[i - 1].probability, best[i].probability);
    }
  }
  EXPECT_NEAR(sum, 1, 1e-5);
  EXPECT_EQ(best[0].label, "Je");
  EXPECT_EQ(best[0].id, t.written[0].id);
}

TEST(Loading, TellsHowFarItIs) {
  std::vector<std::size_t> done;
  std::size_t all = 0;
  load_model(ModelFiles::bundled("en-fr-tiny"), {[&](std::size_t part, std::size_t whole) {
                                                   done.push_back(part);
                                                   all = whole;
                                                 },
                                                 {}});
  ASSERT_GT(done.size(), 50u);
  EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
  EXPECT_EQ(done.back(), all);
  EXPECT_GT(all, 1'500'000u);  // 753,472 numbers of two bytes
}

TEST(Loading, StopsWhenAskedTo) {
  std::stop_source source;
  int reads = 0;
  const LoadWatch watch{[&](std::size_t, std::size_t) {
                          ++reads;
                          source.request_stop();
                        },
                        source.get_token()};
  EXPECT_THROW(load_model(ModelFiles::bundled("en-fr-tiny"), watch), Cancelled);
  EXPECT_EQ(reads, 1);
}

TEST(Cancelling, StopsAtOnce) {
  std::stop_source source;
  TranslateOptions options;
  options.stop = source.get_token();
  int steps = 0;
  options.progress = [&](int) {
    ++steps;
    source.request_stop();
  };
  EXPECT_THROW(translate(tiny_model(), "I am a student", options), Cancelled);
  EXPECT_EQ(steps, 1);
}

}  // namespace
}  // namespace attn
