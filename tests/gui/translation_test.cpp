// The Translation view, used as a person would.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/headless.h"
#include "app/gui/translation_view.h"
#include "engine/eigen.h"
#include "engine/runs/marian_params.h"
#include "tests/support/window.h"

namespace attn::gui {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

HeadlessOptions opened(const char* step = "decode3/output/next", int width = 1440, int height = 900) {
  HeadlessOptions options;
  options.width = width;
  options.height = height;
  options.settings.document.view = ViewName::translation;
  options.settings.document.step = step;
  return options;
}

class TranslationTest : public WindowTest {
 protected:
  TranslationTest() : WindowTest(opened()) {}

  const attn::Run& translation() { return *window.program().derived().answer.run; }
  std::vector<int> ids() { return written_ids(translation()); }
  std::vector<std::string> words() {
    std::vector<std::string> words;
    for (const Written& word : translation().written) words.push_back(word.label);
    return words;
  }
  bool says(std::string_view text) {
    return std::any_of(window.seen().texts.begin(), window.seen().texts.end(),
                       [&](const Record::Text& t) { return t.words == text; });
  }
};

TEST_F(TranslationTest, ItsTabAndItsKeyOpenIt) {
  window.press(GLFW_KEY_1);
  EXPECT_EQ(document().view, ViewName::step);
  window.press(GLFW_KEY_4);
  EXPECT_EQ(document().view, ViewName::translation);
  window.click("view step");
  window.click("view translation");
  EXPECT_EQ(document().view, ViewName::translation);
  EXPECT_EQ(path(), "decode3/output/next") << "another view is not another step";
  EXPECT_TRUE(says("Word 3 · étudiant"));
}

TEST_F(TranslationTest, RowsAndCellsLeadToTheirStep) {
  const scene::Rect row = window.seen().find("row 1")->rect;
  window.click(row.x + 20, row.y + row.h - 6);
  EXPECT_EQ(path(), "decode1/output/next");
  EXPECT_EQ(document().view, ViewName::translation);
  window.press(GLFW_KEY_4);
  window.press(GLFW_KEY_RIGHT_BRACKET);  // from the mean to head 1
  EXPECT_EQ(view().translation.head, 1);
  const scene::Rect cells = window.seen().find("looked 1")->rect;
  window.click(cells.x + cells.w * 0.3f, cells.y + 20);
  EXPECT_EQ(path(), "decode1/layer2/cross/head1/weights");
  EXPECT_EQ(document().cell, (Cell{0, 1}));
}

// What is pointed at in the table lights the words above it, and in its own head.
TEST_F(TranslationTest, LooksLightTheWordsOfTheSource) {
  const auto lit = [&](const char* place, int word) {
    return window.seen().has({place, std::to_string(word), Record::Lit::As::itself});
  };
  const scene::Rect cells = window.seen().find("looked 1")->rect;
  window.move(cells.x + cells.w * 0.3f, cells.y + 20);  // the mean: of no head
  EXPECT_TRUE(lit("source", 1));
  EXPECT_FALSE(lit("source", 0));
  EXPECT_TRUE(lit("looked", 1));
  window.press(GLFW_KEY_RIGHT_BRACKET);  // head 1
  window.move(cells.x + cells.w * 0.5f, cells.y + 20);
  EXPECT_TRUE(lit("source", 2));
  EXPECT_TRUE(lit("looked", 2));
  const scene::Rect word = window.seen().find("chosen 2")->rect;
  const Tensor& looked = view().translation.looked;
  Index most = 0;
  eigen(looked.mat()).row(1).maxCoeff(&most);
  window.move(word.x + 5, word.y + 5);
  EXPECT_TRUE(lit("source", static_cast<int>(most)));
  const scene::Rect heads = window.seen().find("source heads")->rect;
  window.move(heads.x + heads.w * 0.7f, heads.y + 10);
  EXPECT_TRUE(lit("source", 3));
  window.move(5, 895);
  EXPECT_FALSE(lit("looked", 3));
}

TEST_F(TranslationTest, OpenTheStepDoes) {
  window.click("open step");
  EXPECT_EQ(document().view, ViewName::step);
  EXPECT_EQ(path(), "decode3/output/next");
}

TEST_F(TranslationTest, AClickedCandidateIsForcedAndUndone) {
  const std::vector<int> before = ids();
  const Step& p = trace()[trace().find("decode2/output/probabilities")];
  const int second = top_candidates(translation(), 2, 2)[1].id;
  ASSERT_EQ(p.out.cols(), 8000);
  window.click("candidate 2 1");
  window.settle();
  EXPECT_THAT(document().request.forced, ElementsAre(ForcedWord{2, second}));
  EXPECT_EQ(ids()[1], second);
  EXPECT_EQ(ids()[0], before[0]);
  EXPECT_EQ(path(), "decode2/output/next");
  EXPECT_TRUE(says("forced"));
  window.press(GLFW_KEY_Z, true);
  window.settle();
  EXPECT_EQ(ids(), before);
  EXPECT_THAT(document().request.forced, IsEmpty());
  window.press(GLFW_KEY_Y, true);
  window.settle();
  EXPECT_EQ(ids()[1], second);
  window.click("release 2");
  window.settle();
  EXPECT_EQ(ids(), before);
}

TEST_F(TranslationTest, TheModelsOwnWordNeedsNoForce) {
  window.click("candidate 3 0");
  EXPECT_THAT(document().request.forced, IsEmpty());
}

TEST_F(TranslationTest, AWordIsTypedWithCompletion) {
  window.click("force 3");
  EXPECT_TRUE(view().typing);
  window.type("profe");
  ASSERT_TRUE(window.seen().find("completion 0"));
  EXPECT_TRUE(says("professeur"));
  window.press(GLFW_KEY_ENTER);
  window.settle();
  EXPECT_EQ(words()[2], "professeur");
  EXPECT_FALSE(window.seen().find("force field"));
  EXPECT_EQ(path(), "decode3/output/next");
}

TEST_F(TranslationTest, EscapeKeepsTheWord) {
  window.press(GLFW_KEY_F2);
  EXPECT_TRUE(view().typing);
  window.type("chat");
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_THAT(document().request.forced, IsEmpty());
  EXPECT_FALSE(window.seen().find("force field"));
  EXPECT_EQ(words()[2], "étudiant");
}

TEST_F(TranslationTest, NoPieceNoForce) {
  window.press(GLFW_KEY_F2);
  window.type("zzzzq");
  EXPECT_TRUE(says("no piece begins like this"));
  window.press(GLFW_KEY_ENTER);
  EXPECT_THAT(document().request.forced, IsEmpty());
}

TEST_F(TranslationTest, KeysReachRowsAndCandidates) {
  window.press(GLFW_KEY_UP);
  EXPECT_EQ(path(), "decode2/output/next");
  window.press(GLFW_KEY_ENTER);
  EXPECT_THAT(document().request.forced, IsEmpty()) << "no candidate is at hand";
  window.press(GLFW_KEY_TAB);
  window.press(GLFW_KEY_TAB);
  window.press(GLFW_KEY_TAB);
  window.press(GLFW_KEY_TAB, false, true);
  window.press(GLFW_KEY_ENTER);
  window.settle();
  EXPECT_EQ(document().request.forced.size(), 1u);
  EXPECT_EQ(document().request.forced[0].position, 2);
  window.press(GLFW_KEY_DELETE);
  EXPECT_THAT(document().request.forced, IsEmpty());
  window.press(GLFW_KEY_DOWN);
  EXPECT_EQ(path(), "decode3/output/next");
}

TEST_F(TranslationTest, AnotherSentenceForgetsTheForcedWords) {
  window.click("candidate 2 1");
  window.press(GLFW_KEY_L, true);
  window.type("s");
  EXPECT_THAT(document().request.forced, IsEmpty());
}

TEST_F(TranslationTest, LayerAndHeadAreChosen) {
  window.click("look layer");
  window.click("look layer 0");
  EXPECT_EQ(document().translation.layer, 1);
  window.click("look head");
  window.click("look head 3");
  EXPECT_EQ(document().translation.head, 3);
  EXPECT_EQ(view().translation.layer, 1);
  EXPECT_EQ(view().translation.head, 3);
}

TEST_F(TranslationTest, ABeamNodeIsOpened) {
  const std::vector<int> before = ids();
  window.click("decoding 1");
  window.settle();
  const auto search = window.program().derived().answer.beam;
  ASSERT_TRUE(search);
  EXPECT_EQ(ids(), before) << "the run stays what it was";
  int node = -1;  // the second word of another beginning
  for (int i = 0; i < static_cast<int>(search->nodes.size()); ++i)
    if (search->nodes[static_cast<std::size_t>(i)].depth == 2 && beginning(*search, i)[0] != before[0]) node = i;
  ASSERT_GE(node, 0);
  window.click("node " + std::to_string(node));
  window.settle();
  const std::vector<int> wanted = beginning(*search, node);
  EXPECT_TRUE(std::equal(wanted.begin(), wanted.end(), ids().begin()));
  EXPECT_EQ(path(), "decode2/output/next");
  EXPECT_TRUE(window.program().derived().answer.beam) << "the tree stays";
  window.press(GLFW_KEY_Z, true);
  window.settle();
  EXPECT_EQ(ids(), before);
  window.press(GLFW_KEY_O);
  window.press(GLFW_KEY_DOWN, false, true);
  window.settle();
  EXPECT_EQ(document().translation.beam_width, 3);
  EXPECT_EQ(window.program().derived().answer.beam->hypotheses.size(), 3u);
  const int at = view().translation.node;
  window.press(GLFW_KEY_TAB);
  EXPECT_EQ(view().translation.node, at + 1);
  const auto held = window.program().derived().answer.beam;  // the next run brings a tree of its own
  const BeamSearch& narrower = *held;
  const int depth = narrower.nodes[static_cast<std::size_t>(at + 1)].depth + 1;
  window.press(GLFW_KEY_DOWN);
  EXPECT_EQ(narrower.nodes[static_cast<std::size_t>(view().translation.node)].depth, depth);
  window.press(GLFW_KEY_ENTER);
  window.settle();
  EXPECT_EQ(path(), "decode" + std::to_string(depth) + "/output/next");
  const std::vector<int> third = beginning(narrower, view().translation.node);
  EXPECT_TRUE(std::equal(third.begin(), third.end(), ids().begin()));
}

// The panel's arithmetic of a word under sampling, worked out here from the logits.
TEST_F(TranslationTest, SamplingIsExplainedTermByTerm) {
  window.press(GLFW_KEY_V);
  window.press(GLFW_KEY_V);
  window.settle();
  const SamplingOptions options = sampling_of(document().request);
  ASSERT_EQ(options.temperature, 0.8);
  ASSERT_EQ(options.top_p, 0.95);
  const auto share_of = [&](const std::string& step, int id, double& from, double& sum) {
    const Tensor& logits = trace().at(step).out;
    std::vector<std::pair<double, int>> terms;
    double largest = -1e9, all = 0, kept = 0;
    for (Index c = 0; c < logits.cols(); ++c) largest = std::max(largest, static_cast<double>(logits(0, c)));
    for (Index c = 0; c < logits.cols(); ++c)
      terms.emplace_back(-std::exp((static_cast<double>(logits(0, c)) - largest) / 0.8), static_cast<int>(c));
    std::sort(terms.begin(), terms.end());
    for (const auto& [minus, word] : terms) all -= minus;
    std::size_t left = 0;
    while (kept < 0.95 * all) kept -= terms[left++].first;
    sum = kept;
    from = 0;
    for (std::size_t i = 0; i < left && terms[i].second != id; ++i) from -= terms[i].first / kept;
    for (std::size_t i = 0; i < left; ++i)
      if (terms[i].second == id) return -terms[i].first / kept;
    return 0.0;
  };
  double from = 0, sum = 0;
  const double share = share_of("decode3/output/logits", ids()[2], from, sum);
  EXPECT_TRUE(says(fmt::format("p = {:.4f} / {:.4f} = {:.3f}", share * sum, sum, share)));
  window.click("draw");
  window.settle();
  window.click("chosen 1");
  ASSERT_EQ(path(), "decode1/output/next");
  const double first = share_of("decode1/output/logits", ids()[0], from, sum);
  ASSERT_TRUE(view().translation.sampled);
  EXPECT_NEAR(view().translation.sampled->from, from, 1e-9);
  EXPECT_NEAR(view().translation.sampled->probability, first, 1e-9);
  const double u = uniform(1, 1);  // tests/engine/decoding_test.cpp knows the sequence
  EXPECT_LE(from, u);
  EXPECT_GE(from + first, u);
  const std::string begins = fmt::format("Drawn with u = {:.4f}", u);
  EXPECT_TRUE(std::any_of(window.seen().texts.begin(), window.seen().texts.end(),
                          [&](const Record::Text& t) { return t.words.starts_with(begins); }));
}

TEST_F(TranslationTest, SamplingShowsBeforeItDraws) {
  const std::vector<int> before = ids();
  window.press(GLFW_KEY_V);
  window.press(GLFW_KEY_V);
  ASSERT_EQ(document().translation.decoding, Decoding::sampling);
  window.settle();
  EXPECT_EQ(ids(), before) << "nothing is drawn yet";
  const scene::Rect knob = window.seen().find("temperature")->rect;
  window.drag(knob.x + 2, knob.y + 12, knob.x + knob.w, knob.y + 12);
  EXPECT_EQ(sampling_of(document().request).temperature, 2);
  const scene::Rect p = window.seen().find("top p")->rect;
  window.drag(p.x + 2, p.y + 12, p.x + p.w, p.y + 12);
  EXPECT_EQ(sampling_of(document().request).top_p, 1);
  EXPECT_EQ(ids(), before);
  window.click("draw");
  window.settle();
  const std::vector<int> first = ids();
  EXPECT_NE(first, before) << "at temperature 2 of 8000 words";
  window.press(GLFW_KEY_R);
  window.settle();
  EXPECT_EQ(sampling_of(document().request).seed, 2u);
  EXPECT_NE(ids(), first);
  window.press(GLFW_KEY_Z, true);
  window.settle();
  EXPECT_EQ(ids(), first);
  window.click("undraw");
  window.settle();
  EXPECT_EQ(ids(), before);
}

// The current row is in sight, however far down the table of the sentence before was looked at.
TEST(Run, AnotherSentenceBringsItsCurrentRowIntoSight) {
  HeadlessOptions options = opened("decode1/output/next", 1440, 560);
  set_sentence(options.settings.document.request,
               "The old man reads a long book every evening and the young woman sleeps on the chair.");
  Headless window(options);
  window.settle();
  window.press(GLFW_KEY_END);
  ASSERT_FALSE(window.seen().find("chosen 1")) << "the table is scrolled";
  Document changed = window.program().document();
  set_sentence(changed.request, "I am a student");
  changed.step = "decode1/output/next";
  window.choose(changed);
  window.settle();
  EXPECT_TRUE(window.seen().find("chosen 1"));
}

TEST(Run, WithoutRoomTheArithmeticLiesOverTheTable) {
  Headless window(opened("decode3/output/next", 1024, 640));
  window.settle();
  const auto open = [&] {
    return std::any_of(window.seen().texts.begin(), window.seen().texts.end(),
                       [](const Record::Text& t) { return t.words == "Word 3 · étudiant"; });
  };
  EXPECT_FALSE(open());
  window.click("arithmetic");
  EXPECT_TRUE(open());
  window.press(GLFW_KEY_B, true);
  EXPECT_FALSE(open());
}

TEST(Run, ShowsWhatTheStageShowsWhereThereIsNoRun) {
  HeadlessOptions options = opened();
  set_sentence(options.settings.document.request, "");
  Headless window(options);
  window.settle();
  EXPECT_TRUE(window.seen().find("Where is the station?"));
  EXPECT_FALSE(window.seen().find("row 1"));
}

}  // namespace
}  // namespace attn::gui
