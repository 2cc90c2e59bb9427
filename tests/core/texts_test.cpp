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
#include "engine/roles/roles.h"
#include "engine/run_kind.h"

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

// Every "family.name" string literal of these sources. Literals that end in a dot or in _ are beginnings of keys.
Keys literals(const char* folder, const std::regex& pattern) {
  Keys found;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(ATTN_SOURCE_DIR) / folder)) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
    const std::string text = content(entry.path());
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) found.insert((*at)[1]);
  }
  return found;
}

// A sentence of a model that masks words it may never write.
const attn::Run& translation() {
  static const attn::Run made =
      translate(load_model((fs::path(ATTN_SOURCE_DIR) / "tests/reference/odd").string()), "am a");
  return made;
}

// Of every role that is known, in keys. What a beam search is handed over is in no trace that anybody sees.
Keys keys_of_roles() {
  Keys found;
  for (const RoleFamily& family : role_families())
    for (const Role* role : family)
      if (role != &roles::memory) found.insert(std::string(role->text_key()));
  return found;
}

// The names of groups: in paths without their numbers. Self-attention is called otherwise in a decoding step.
Keys groups() {
  Keys found{"decode_self", "written_self"};
  std::vector<attn::Run> runs;
  for (const RunKind* kind : run_kinds())
    if (!kind->needs_model) runs.push_back(kind->run(standard_request(kind->id, {}), nullptr, {}));
  TranslateOptions kept;
  kept.rows = DecoderRows::newest;
  runs.push_back(translate(load_model(std::string(default_model)), "I am a student", kept));
  runs.push_back(translation());
  for (const attn::Run& run : runs)
    for (const Step& step : run.trace.steps())
      for (std::size_t from = 0, slash = 0; (slash = step.path.find('/', from)) != std::string::npos;
           from = slash + 1) {
        const std::string part = step.path.substr(from, slash - from);
        found.insert(part.substr(0, part.find_last_not_of("0123456789") + 1));
      }
  return found;
}

// What is asked for, for every kind of run.
Keys keys_of_runs() {
  Keys found{"explain.table", "explain.projected",
             "why.tokens_next"};  // of tables that nobody has learned, and what they make
  for (const RunKind* kind : run_kinds()) {
    found.insert("run." + std::string(kind->id));
    for (const ParamSpec& spec : kind->params) {
      found.insert("param." + std::string(kind->id) + "." + std::string(spec.id));
      for (const std::string_view choice : spec.choices) found.insert("choice." + std::string(choice));
      if (!kind->needs_model && spec.kind != ParamSpec::Kind::text && spec.kind != ParamSpec::Kind::matrix &&
          keys_of(Language::en).contains("param_short." + std::string(kind->id) + "." + std::string(spec.id)))
        found.insert("param_short." + std::string(kind->id) + "." + std::string(spec.id));
    }
  }
  return found;
}

// The keys that the program asks for: written out, or made of a role, a group, a run, an op, or a word of an
// explanation.
Keys used_keys() {
  Keys found;
  const Keys there = keys_of(Language::en);
  std::string families;  // what stands before the first dot
  for (const std::string& key : there)
    if (const std::string family = key.substr(0, key.find('.'));
        ("|" + families).find("|" + family + "|") == std::string::npos)
      families += family + "|";
  families.pop_back();
  const std::regex literal("\"((?:" + families + R"re()\.[^"\s]*[^"\s._])")re");
  for (const char* folder : {"app/core", "app/scene", "app/export", "app/gui", "app/cli"})
    found.merge(literals(folder, literal));
  for (const std::string& role : keys_of_roles()) {
    found.insert("title." + role);
    found.insert("explain." + role);
    if (const std::string key = "why." + role; there.contains(key)) found.insert(key);  // not for every role
    // What is said of one cell: not for every role; of a masked one in two ways.
    for (const char* end : {"", "_later"})
      if (const std::string key = "here." + role + end; there.contains(key)) found.insert(key);
    // Only titles that are too long for a bar have a short form.
    if (const std::string key = "flame." + role; there.contains(key)) found.insert(key);
  }
  found.merge(keys_of_runs());
  for (const std::string& fault : literals("engine/runs", std::regex(R"re("([a-z_]+)",\s*\{)re")))
    if (there.contains("fault." + fault)) found.insert("fault." + fault);
  for (const char* op : {"append", "last_row", "stack"})
    for (const char* what : {"", "_idea"}) found.insert("stage.rows." + std::string(op) + what);
  for (const std::string& group : groups()) {
    found.insert("group." + group);
    if (const std::string key = "flame.group_" + group; there.contains(key)) found.insert(key);
    if (!group.ends_with("_self")) found.insert("ui.rail_" + group);  // the rail has no room for it
  }
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
  EXPECT_EQ(texts(Message{"problem.other", {"a {0} b"}}), "This could not be computed: a {0} b")
      << "values are not filled in again";
  EXPECT_EQ(texts(Message{"group.layer", {}}), "Layer {0}");
  EXPECT_EQ(texts("no.such.key"), "no.such.key");
}

TEST(Texts, LanguagesGoInACircle) {
  EXPECT_EQ(next(Language::en), Language::zh);
  EXPECT_EQ(next(Language::zh), Language::fr);
  EXPECT_EQ(next(Language::fr), Language::en);
}

TEST(Names, ARoleSaysWhatAStepIsWhereverItIs) {
  const Texts texts(Language::en);
  EXPECT_EQ(step_title(texts, translation().trace.at("encoder/layer1/self/head3/scores")), "Scores");
  EXPECT_EQ(step_title(texts, roles::residual, "encoder/layer1/add_norm1/sum"), "Add (residual)");
  EXPECT_EQ(step_title(texts, roles::embedding_sum, "encoder/embedding/sum"), "Add position");
  EXPECT_EQ(step_title(texts, roles::ffn_output, "decode1/layer1/ffn/output"), "Narrow: W₂");
  EXPECT_EQ(step_title(texts, roles::W_Q, "model/encoder/layer1/self/head1/W_Q"), "Weights W_Q");
  EXPECT_EQ(step_title(texts, role_of("else"), "something/else"), "else");
}

TEST(Names, BreadcrumbsReadFromTheRoot) {
  const Texts texts(Language::en), french(Language::fr);
  const auto step = [](const char* path, const Role& role) {
    Step made;
    made.path = path;
    made.role = &role;
    return made;
  };
  EXPECT_THAT(breadcrumb(texts, step("encoder/layer1/self/head2/scores", roles::scores)),
              ElementsAre("Encoder", "Layer 1", "Self-attention", "Head 2", "Scores"));
  EXPECT_THAT(breadcrumb(texts, step("decode3/layer1/self/concat", roles::concat)),
              ElementsAre("Decoding 3", "Layer 1", "Masked self-attention", "Concat"));
  EXPECT_THAT(breadcrumb(texts, step("model/decoder/layer2/self/head1/W_Q", roles::W_Q)),
              ElementsAre("Model weights", "Decoder", "Layer 2", "Self-attention", "Head 1", "Weights W_Q"));
  EXPECT_THAT(breadcrumb(french, step("encoder/layer1/ffn/hidden", roles::hidden)),
              ElementsAre("Encodeur", "Couche 1", "Réseau feed-forward", "Élargir\u00A0: W₁"));
  EXPECT_THAT(breadcrumb(texts, step("query", roles::query)), ElementsAre("Query projection"));
  EXPECT_THAT(breadcrumb(texts, step("unknown/thing", role_of("thing"))), ElementsAre("unknown", "thing"));
}

TEST(Names, BarsHaveShortLabels) {
  const Texts texts(Language::en), french(Language::fr);
  EXPECT_THAT(flame_labels(texts, roles::scores, "encoder/layer1/self/head2/scores"), ElementsAre("QKᵀ", "S"));
  EXPECT_THAT(flame_labels(texts, roles::cross_key, "decode1/layer1/cross/head2/key"), ElementsAre("K"));
  EXPECT_THAT(flame_labels(french, roles::norm, "encoder/layer1/add_norm1/norm"), ElementsAre("Norm.", "N"));
  EXPECT_THAT(flame_labels(texts, roles::weights, "encoder/layer1/self/head2/weights"),
              ElementsAre("softmax", "soft", "σ"));
  EXPECT_THAT(flame_labels(texts, roles::next, "decode1/output/next"), ElementsAre("Argmax", "max"))
      << "the title is short enough";
  EXPECT_THAT(flame_labels(texts, role_of("thing"), "unknown/thing"), ElementsAre("thing"));
  EXPECT_THAT(flame_labels(french, "encoder/layer1/add_norm1"), ElementsAre("Somme et normalisation", "S + N", "⊕"));
  EXPECT_THAT(flame_labels(texts, "decode3/layer1/self"),
              ElementsAre("Masked self-attention", "Masked self-att.", "Masked", "Self"));
  EXPECT_THAT(flame_labels(texts, "decode3"), ElementsAre("Decoding 3", "D3"));
  EXPECT_THAT(flame_labels(texts, "unknown"), ElementsAre("unknown"));
}

// Every step of a real translation.
TEST(Names, EveryStepOfATranslationHasATitleAndAnExplanation) {
  const Texts texts(Language::en);
  Keys missing;
  for (const Step& step : translation().trace.steps()) {
    const std::string role(step.role->text_key());
    if (!texts.has("title." + role) || !texts.has("explain." + role)) missing.insert(step.path);
    for (std::size_t slash = step.path.find('/'); slash != std::string::npos; slash = step.path.find('/', slash + 1)) {
      const std::string group = step.path.substr(0, slash);
      if (group_title(texts, group) == group.substr(group.rfind('/') + 1)) missing.insert(group);
    }
  }
  EXPECT_THAT(missing, IsEmpty());
}

}  // namespace
}  // namespace attn
