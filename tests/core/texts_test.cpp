// The three text tables: the same keys, all of them used, none missing, and what is printed with them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "app/core/names.h"
#include "engine/model/translate.h"
#include "engine/op.h"

namespace attn {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Keys = std::set<std::string>;

Keys keys_of(Language language) {
  Keys found;
  const Texts texts(language);
  for (const auto& [key, text] : texts.table()) found.insert(key);
  return found;
}

Keys minus(const Keys& a, const Keys& b) {
  Keys left;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(left, left.end()));
  return left;
}

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// Every "family.name" string literal of these sources. Literals that end in a dot are beginnings of keys.
Keys literals(const char* folder, const std::regex& pattern) {
  Keys found;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(ATTN_SOURCE_DIR) / folder)) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
    const std::string text = content(entry.path());
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) found.insert((*at)[1]);
  }
  return found;
}

// The keys that the program asks for: written out, or made of a kind, a group, an op, or a word of an explanation.
Keys used_keys() {
  Keys found;
  const Keys there = keys_of(Language::en);
  std::string families;  // what stands before the first dot
  for (const std::string& key : there)
    if (const std::string family = key.substr(0, key.find('.'));
        ("|" + families).find("|" + family + "|") == std::string::npos)
      families += family + "|";
  families.pop_back();
  const std::regex literal("\"((?:" + families + R"re()\.[^"\s]*[^"\s.])")re");
  for (const char* folder : {"app/core", "app/scene", "app/export", "app/gui", "app/cli"})
    found.merge(literals(folder, literal));
  for (const std::string_view kind : known_kinds()) {
    found.insert("title." + std::string(kind));
    found.insert("explain." + std::string(kind));
    // What is said of one cell: not for every kind; of a masked one in two ways.
    for (const char* end : {"", "_later"})
      if (const std::string key = "here." + std::string(kind) + end; there.contains(key)) found.insert(key);
    // Only titles that are too long for a bar have a short form.
    if (const std::string key = "flame." + std::string(kind); there.contains(key)) found.insert(key);
  }
  for (const std::string_view group : known_groups()) found.insert("group." + std::string(group));
  for (const OpFamily& family : op_families())
    for (const Op* op : family) found.insert("op." + std::string(op->name));
  const std::regex line(R"re((?:sum_line\(|push_back\(\{)"([^"]+)")re"),
      number(R"re(number_term\([^;]*?"([^"]+)"\))re"), choice(R"re("([^"]+)" : "([^"]+)")re");
  for (const std::string& name : literals("engine/ops", line))
    if (name != "cell" && name != "given") found.insert("line." + name);
  for (const std::string& note : literals("engine/ops", number)) found.insert("term." + note);
  // Said by the arithmetic itself, or chosen by a condition.
  for (const char* note : {"max", "mean", "normalised", "argmax", "later", "allowed"})
    found.insert("term." + std::string(note));
  return found;
}

TEST(Texts, AllTablesHaveTheSameKeys) {
  const Keys english = keys_of(Language::en);
  EXPECT_GT(english.size(), 100u);
  for (const Language language : languages) {
    EXPECT_THAT(minus(english, keys_of(language)), IsEmpty()) << "missing in " << code(language);
    EXPECT_THAT(minus(keys_of(language), english), IsEmpty()) << "only in " << code(language);
  }
}

TEST(Texts, EveryKeyThatIsUsedExistsAndNoneIsUnused) {
  const Keys used = used_keys(), there = keys_of(Language::en);
  EXPECT_THAT(minus(used, there), IsEmpty()) << "used, but in no table";
  EXPECT_THAT(minus(there, used), IsEmpty()) << "in the tables, but used nowhere";
}

TEST(Texts, TranslationsKeepThePlaceholders) {
  const auto places = [](std::string_view text) {
    Keys found;
    const std::string s(text);
    const std::regex place(R"(\{(\d*)\})");
    for (std::sregex_iterator at(s.begin(), s.end(), place), end; at != end; ++at) found.insert((*at)[1]);
    return found;
  };
  const Texts english(Language::en), chinese(Language::zh), french(Language::fr);
  for (const auto& [key, text] : english.table()) {
    EXPECT_FALSE(text.empty()) << key;
    EXPECT_EQ(places(chinese(key)), places(text)) << key;
    EXPECT_EQ(places(french(key)), places(text)) << key;
  }
}

TEST(Texts, FillsInValues) {
  const Texts texts(Language::en);
  EXPECT_EQ(texts(Message{"group.layer", {"12"}}), "Layer 12");
  EXPECT_EQ(texts(Message{"problem.other", {"a {0} b"}}), "The sentence could not be translated: a {0} b")
      << "values are not filled in again";
  EXPECT_EQ(texts(Message{"group.layer", {}}), "Layer {0}");
  EXPECT_EQ(texts("no.such.key"), "no.such.key");
}

TEST(Texts, LanguagesGoInACircle) {
  EXPECT_EQ(next(Language::en), Language::zh);
  EXPECT_EQ(next(Language::zh), Language::fr);
  EXPECT_EQ(next(Language::fr), Language::en);
}

TEST(Names, AKindSaysWhatAStepIsWhereverItIs) {
  EXPECT_EQ(kind_of("encoder/layer2/self/head3/scores"), "scores");
  EXPECT_EQ(kind_of("decode4/layer1/cross/head1/scores"), "cross_scores");
  EXPECT_EQ(kind_of("encoder/embedding/sum"), "embedding_sum");
  EXPECT_EQ(kind_of("encoder/layer1/add_norm1/sum"), "residual");
  EXPECT_EQ(kind_of("encoder/embedding/scaled"), "embedding_scaled");
  EXPECT_EQ(kind_of("decode1/layer1/cross/output"), "projection");
  EXPECT_EQ(kind_of("decode1/layer1/ffn/output"), "ffn_output");
  EXPECT_EQ(kind_of("model/encoder/layer1/self/head1/W_Q"), "weight");
  EXPECT_EQ(kind_of("model/embedding"), "embedding_table");
  EXPECT_EQ(kind_of("model/output/bias"), "output_bias");
  EXPECT_EQ(kind_of("something/else"), "else");
}

TEST(Names, BreadcrumbsReadFromTheRoot) {
  const Texts texts(Language::en), french(Language::fr);
  EXPECT_THAT(breadcrumb(texts, "encoder/layer1/self/head2/scores"),
              ElementsAre("Encoder", "Layer 1", "Self-attention", "Head 2", "Scores"));
  EXPECT_THAT(breadcrumb(texts, "decode3/layer1/self/concat"),
              ElementsAre("Decode 3", "Layer 1", "Masked self-attention", "Concat"));
  EXPECT_THAT(breadcrumb(texts, "model/decoder/layer2/self/head1/W_Q"),
              ElementsAre("Model weights", "Decoder", "Layer 2", "Self-attention", "Head 1", "Weights W_Q"));
  EXPECT_THAT(breadcrumb(french, "encoder/layer1/ffn/hidden"),
              ElementsAre("Encodeur", "Couche 1", "Réseau feed-forward", "Élargir\u00A0: W₁"));
  EXPECT_THAT(breadcrumb(texts, "query"), ElementsAre("Query projection"));
  EXPECT_THAT(breadcrumb(texts, "unknown/thing"), ElementsAre("unknown", "thing"));
}

TEST(Names, BarsHaveShortLabels) {
  const Texts texts(Language::en), french(Language::fr);
  EXPECT_EQ(flame_label(texts, "encoder/layer1/self/head2/scores"), "QKᵀ");
  EXPECT_EQ(flame_label(texts, "decode1/layer1/cross/head2/key"), "K");
  EXPECT_EQ(flame_label(french, "encoder/layer1/add_norm1/norm"), "Norm.");
  EXPECT_EQ(flame_label(texts, "decode1/output/probabilities"), "softmax");
  EXPECT_EQ(flame_label(texts, "decode1/output/next"), "Argmax") << "the title is short enough";
  EXPECT_EQ(flame_label(texts, "unknown/thing"), "thing");
}

// Every step of a real translation.
TEST(Names, EveryStepOfATranslationHasATitleAndAnExplanation) {
  const fs::path folder = fs::path(ATTN_SOURCE_DIR) / "tests/reference/odd";
  const Model model = load_model(folder.string());
  const Translation translation = translate(model, "am a");
  const Texts texts(Language::en);
  Keys missing;
  for (const Step& step : translation.trace.steps()) {
    const std::string kind = kind_of(step.path);
    if (!texts.has("title." + kind) || !texts.has("explain." + kind)) missing.insert(step.path);
    for (std::size_t slash = step.path.find('/'); slash != std::string::npos; slash = step.path.find('/', slash + 1)) {
      const std::string group = step.path.substr(0, slash);
      if (group_title(texts, group) == group.substr(group.rfind('/') + 1)) missing.insert(group);
    }
  }
  EXPECT_THAT(missing, IsEmpty());
}

}  // namespace
}  // namespace attn
