// Words are proved like numbers: what the pictures and explanations say of a run is worked out again, by a second rule,
// over 20 sentences and all their steps.
//
// The text table is replaced by one that prints keys and values, so that a picture says exactly what it states. Every
// key with values must have a rule here, or be named as one whose values are sizes that its rule below checks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <regex>
#include <set>
#include <utility>

#include "app/core/explanation.h"
#include "app/scene/stage/cursor.h"
#include "app/scene/stage/stage.h"
#include "engine/model/translate.h"
#include "engine/roles/roles.h"
#include "tests/support/statement_rules.h"
#include "tests/support/twenty_sentences.h"

namespace attn::test {
namespace {

using namespace scene;
using testing::IsEmpty;

// A statement as it was printed: its key, its values.
struct Said {
  std::string key;
  std::vector<std::string> values;
};

constexpr char begin = '\x01', part = '\x02', end = '\x03';

std::string template_of(std::string_view key) {
  if (key == "stage.common.thousands") return "";
  if (key == "number.one") return "1";
  std::string text = begin + std::string(key);
  for (int i = 0; i < 6; ++i) text += std::string(1, part) + "{" + std::to_string(i) + "}";
  return text + end;
}

std::vector<Said> statements(const Scene& scene) {
  std::string all;
  for (const Mark& mark : scene.marks)
    if (mark.kind == Mark::Kind::text) all += mark.text;
  std::vector<Said> found;
  for (std::size_t at = all.find(begin); at != all.npos; at = all.find(begin, at + 1)) {
    const std::size_t stop = all.find(end, at);
    Said said;
    std::string field;
    std::vector<std::string> fields;
    for (const char c : all.substr(at + 1, stop - at - 1)) {
      if (c == part)
        fields.push_back(std::exchange(field, {}));
      else
        field += c;
    }
    fields.push_back(field);
    said.key = fields[0];
    for (std::size_t i = 1; i < fields.size(); ++i)
      if (fields[i] != "{" + std::to_string(i - 1) + "}") said.values.push_back(fields[i]);
    found.push_back(std::move(said));
  }
  return found;
}

struct Proof {
  std::map<std::string, int> seen;
  std::set<std::string> wrong, without_rule;
};

void prove(const attn::Run& run, int number, Proof& proof) {
  const Theme theme = dark_theme();
  const Measure measure = [](std::string_view text, Font, float) { return 0.001f * static_cast<float>(text.size()); };
  const Tensor& out = run.trace[number].out;
  if (out.size() == 0) return;
  const auto cell = default_cell(run.trace, number);
  StageRequest ask{run.trace, number, 1, -1, cell, theme, 1400, 900, measure, "", "", template_of};
  for (const Said& said : statements(stage(ask))) {
    if (said.values.empty() || labels().contains(said.key)) continue;
    const auto rule = rules().find(said.key);
    if (rule == rules().end()) {
      proof.without_rule.insert(said.key);
      continue;
    }
    ++proof.seen[said.key];
    if (rule->second({run, number, cell.first, cell.second, said.values})) continue;
    std::string words = run.trace[number].path + ": " + said.key;
    for (const std::string& value : said.values) words += " | " + value;
    if (proof.wrong.size() < 20) proof.wrong.insert(words);
  }
}

const Model& tiny() {
  static const Model model = load_model(std::string(default_model));
  return model;
}

TEST(Statements, OfPicturesAreTrueOfTheRun) {
  Proof proof;
  for (const char* sentence : sentences) {
    const attn::Run run = translate(tiny(), sentence);
    for (int i = 0; i < run.trace.size(); ++i)
      if (!run.trace[i].role->parameter) prove(run, i, proof);
  }
  const attn::Run forced = translate(tiny(), sentences[0], {.forced = {{1, 131}, {2, 417}}});
  const attn::Run drawn = translate(tiny(), sentences[0], {.sampling = SamplingOptions{1.3, 0, 1, 7}});
  for (const attn::Run* run : {&forced, &drawn})
    for (int i = 0; i < run->trace.size(); ++i)
      if (run->trace[i].role->is(roles::next) || run->trace[i].role == &roles::tokens) prove(*run, i, proof);
  EXPECT_THAT(proof.wrong, IsEmpty());
  EXPECT_THAT(proof.without_rule, IsEmpty()) << "printed with values, but nothing here proves it";
  for (const char* key : {"stage.scores.largest", "stage.scores.cross_idea", "stage.mask.visible", "stage.mask.copy",
                          "stage.context.idea", "stage.activation.above", "stage.output.argmax", "stage.output.drawn",
                          "stage.tokens.begin_idea", "stage.tokens.next_idea", "stage.lookup.idea"})
    EXPECT_GT(proof.seen[key], 0) << key << " was never printed";
}

// Explanations: the sentence about the cell, found again by its pattern in the English table.
std::regex pattern_of(std::string_view text) {
  std::string pattern;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}') {
      pattern += "(.*)";
      i += 2;
    } else {
      if (std::string_view("\\^$.|?*+()[]{}").find(text[i]) != std::string_view::npos) pattern += '\\';
      pattern += text[i];
    }
  }
  return std::regex(pattern + "$");
}

// The word that a row weighs most, of the weights beside the context: by the path, the other way to find them.
std::string weighed_most(const Trace& trace, const Step& context, Index row) {
  const Tensor& weights = trace.at(context.path.substr(0, context.path.rfind('/')) + "/weights").out;
  return weights.col_axis.label(largest(weights, row));
}

TEST(Statements, OfExplanationsAreTrueOfTheRun) {
  const Texts texts(Language::en);
  std::set<std::string> wrong;
  std::map<std::string, int> seen;
  for (const char* sentence : sentences) {
    const attn::Run run = translate(tiny(), sentence);
    for (int i = 0; i < run.trace.size(); ++i) {
      const Step& step = run.trace[i];
      const std::string role(step.role->text_key());
      const Index rows = step.out.rows(), cols = step.out.cols();
      for (const auto& [row, col] : {std::pair<Index, Index>{0, cols - 1}, {rows - 1, 0}, {rows / 2, cols / 2}}) {
        if (!step.out.contains(row, col)) continue;
        const std::string words = explanation(texts, run.trace, i, {row, col});
        const auto says = [&](const std::string& key, const std::vector<std::string>& values) {
          std::smatch found;
          if (!texts.has(key) || !std::regex_search(words, found, pattern_of(texts(key)))) return false;
          const std::string exact = texts(Message{key, values});
          if (!words.ends_with(exact)) wrong.insert(step.path + ": " + words);
          ++seen[key];
          return true;
        };
        const std::string asks = step.out.row_axis.label(row), asked = step.out.col_axis.label(col);
        const std::string place = std::to_string(step.out.row_axis.first + row + 1);
        if (step.role->is(roles::context))
          says("here." + role, {asks, asked, place, weighed_most(run.trace, step, row), ""});
        else if (step.role->is(roles::concat))
          says("here.concat", {asks, asked, place, "", std::to_string(col / (cols / 4) + 1)});
        else if (step.role == &roles::mask || step.role->is(roles::masked)) {
          const bool later = col > row;  // in a run that computes all rows
          EXPECT_TRUE(says("here." + role + (later ? "_later" : ""), {asks, asked, place})) << words;
          EXPECT_EQ(later, std::isinf(step.out(row, col))) << step.path;
        } else if (step.role == &roles::weights) {
          const bool later = step.path.starts_with("decode") && col > row;
          EXPECT_TRUE(says(later ? "here.weights_later" : "here.weights", {asks, asked, place})) << words;
          EXPECT_TRUE(!later || step.out(row, col) == 0) << step.path;
        } else {
          says("here." + role, {asks, asked, place});
        }
      }
    }
  }
  EXPECT_THAT(wrong, IsEmpty());
  for (const char* key : {"here.context", "here.cross_context", "here.concat", "here.mask_later", "here.masked_later",
                          "here.weights_later", "here.positions"})
    EXPECT_GT(seen[key], 0) << key << " was never said";
}

}  // namespace
}  // namespace attn::test
