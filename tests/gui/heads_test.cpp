// The Heads view used as a person would.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <set>

#include "app/gui/headless.h"
#include "engine/eigen.h"
#include "engine/runs/marian_params.h"
#include "tests/support/window.h"

namespace attn::gui {
namespace {

class HeadsTest : public WindowTest {
 protected:
  explicit HeadsTest(const HeadlessOptions& options = {}) : WindowTest(options) { window.press(GLFW_KEY_3); }

  bool sees(std::string_view words) {
    return std::any_of(window.seen().texts.begin(), window.seen().texts.end(),
                       [&](const Record::Text& t) { return t.words.find(words) != std::string::npos; });
  }
  int thumbnails() {
    return static_cast<int>(std::count_if(
        window.seen().items.begin(), window.seen().items.end(),
        [](const Record::Item& i) { return i.name.starts_with("head enc") || i.name.starts_with("head dec"); }));
  }
};

TEST_F(HeadsTest, OpensByKeyAndTabAndKeepsTheStep) {
  EXPECT_EQ(document().view, ViewName::heads);
  EXPECT_EQ(path(), default_first_step);
  EXPECT_TRUE(sees("Encoder · Layer 1 · Head 1"));
  window.press(GLFW_KEY_1);
  EXPECT_EQ(document().view, ViewName::step);
  window.click("view heads");
  EXPECT_EQ(document().view, ViewName::heads);
  EXPECT_EQ(path(), default_first_step);
}

TEST_F(HeadsTest, AClickOnAHeadGoesToItsWeights) {
  window.click("head encoder/layer1/self/head3/weights");
  EXPECT_EQ(path(), "encoder/layer1/self/head3/weights");
  EXPECT_EQ(document().view, ViewName::heads) << "only the playhead moves";
  EXPECT_TRUE(sees("Encoder · Layer 1 · Head 3"));
  window.press(GLFW_KEY_RIGHT_BRACKET);
  EXPECT_EQ(path(), "encoder/layer1/self/head4/weights");
  EXPECT_TRUE(sees("Encoder · Layer 1 · Head 4"));
}

TEST_F(HeadsTest, TheEnlargedHeadIsExportedAsItsMatrix) {
  window.click("head encoder/layer2/self/head3/weights");
  window.click("export head");
  EXPECT_TRUE(view().exporting.open);
  EXPECT_EQ(document().exporting.what, ExportWhat::matrix);
  EXPECT_EQ(path(), "encoder/layer2/self/head3/weights");
  window.press(GLFW_KEY_ESCAPE);
  window.click("mean 1");
  EXPECT_FALSE(window.seen().find("export head")) << "several heads together are no step";
}

// Whatever kind of attention the one before was of.
TEST_F(HeadsTest, EveryMeanIsEnlarged) {
  for (const char* mean : {"mean 1", "mean 6", "mean 4", "mean 2", "mean 5", "mean 3"}) {
    window.click(mean);
    EXPECT_EQ(document().heads.others.size(), 3u) << mean;
    EXPECT_TRUE(sees("4 heads together")) << mean;
    const Tensor& one = trace()[window.program().step()].out;
    const Tensor& mean_of_all = view().heads.combined;
    ASSERT_EQ(mean_of_all.rows(), one.rows()) << mean;
    ASSERT_EQ(mean_of_all.cols(), one.cols()) << mean;
  }
}

TEST_F(HeadsTest, ACellPointedAtLightsItsWords) {
  const scene::HeadsGrid::Place& place = view().heads.grid.places.front();
  const scene::Rect box = window.seen().find("head encoder/layer1/self/head1/weights")->rect;
  const float cell = place.cells.w / 5;
  window.move(box.x + place.cells.x - place.box.x + 1.5f * cell, box.y + place.cells.y - place.box.y + 2.5f * cell);
  std::set<std::string> lit;
  for (const Record::Lit& l : window.seen().lit)
    if (l.place == "source" && l.as == Record::Lit::As::itself) lit.insert(l.name);
  EXPECT_EQ(lit, (std::set<std::string>{"1", "2"})) << "the row's word and the column's";
}

TEST_F(HeadsTest, OpenStepShowsTheStep) {
  window.click("head encoder/layer2/self/head2/weights");
  window.click("open step");
  EXPECT_EQ(document().view, ViewName::step);
  EXPECT_EQ(path(), "encoder/layer2/self/head2/weights");
  window.press(GLFW_KEY_3);
  window.click("heads values 1");
  window.press(GLFW_KEY_ENTER);
  EXPECT_EQ(path(), "encoder/layer2/self/head2/scores") << "what is shown is what is opened";
}

TEST_F(HeadsTest, FiltersAndOrders) {
  EXPECT_GE(thumbnails(), 12);
  window.click("kind encoder");
  EXPECT_FALSE(document().heads.kinds[0]);
  EXPECT_FALSE(sees("Encoder self-attention"));
  window.click("kind encoder");
  EXPECT_TRUE(sees("Encoder self-attention"));
  window.click("heads layer 2");
  EXPECT_EQ(document().heads.layer, 2);
  EXPECT_EQ(window.seen().find("head encoder/layer1/self/head1/weights"), nullptr);
  window.click("heads layer 0");
  window.click("heads order 1");
  EXPECT_EQ(document().heads.order, HeadOrder::focus);
  EXPECT_TRUE(sees("L1 · H1"));
  window.click("heads order 0");
  window.click("heads scale 1");
  EXPECT_TRUE(document().heads.own_scale);
  const int mixed = static_cast<int>(Pattern::mixed);
  window.click("pattern " + std::to_string(mixed));
  EXPECT_FALSE(document().heads.patterns[static_cast<std::size_t>(mixed)]);
}

TEST_F(HeadsTest, NothingLeftIsSaid) {
  for (const char* kind : {"kind encoder", "kind decoder", "kind cross"}) window.click(kind);
  EXPECT_TRUE(sees("No head fits these filters"));
  EXPECT_EQ(thumbnails(), 0);
}

TEST_F(HeadsTest, ControlSelectsSeveralHeads) {
  window.click("head encoder/layer1/self/head2/weights");
  window.click("head encoder/layer1/self/head3/weights", true);
  EXPECT_THAT(document().heads.others, testing::ElementsAre(HeadName{AttentionKind::encoder, 1, 3}));
  EXPECT_EQ(path(), "encoder/layer1/self/head2/weights");
  EXPECT_TRUE(sees("2 heads together"));
  window.click("heads sum 1");
  EXPECT_TRUE(document().heads.sum);
  const Mat &second = trace().at("encoder/layer1/self/head2/weights").out.mat(),
            &third = trace().at("encoder/layer1/self/head3/weights").out.mat();
  const auto both = eigen(second) + eigen(third);
  EXPECT_LT((eigen(view().heads.combined.mat()) - both).cwiseAbs().maxCoeff(), 1e-6f);
  window.click("head encoder/layer1/self/head3/weights", true);
  EXPECT_TRUE(document().heads.others.empty());
  window.click("mean 1");
  EXPECT_EQ(document().heads.others.size(), 3u) << "a mean selects all heads of its layer";
}

TEST_F(HeadsTest, WordsAreSelectedAndForgottenWithTheSentence) {
  const auto* words = window.seen().find("asking words");
  ASSERT_NE(words, nullptr);
  const scene::Rect r = words->rect;
  window.click(r.x + r.w - 8, r.y + r.h * 0.1f);
  window.click(r.x + r.w - 8, r.y + r.h * 0.5f, true);
  EXPECT_THAT(document().heads.rows, testing::ElementsAre(0, 2));
  window.click("heads sum 1");
  EXPECT_TRUE(document().heads.sum);
  window.press(GLFW_KEY_L, true);
  window.type("s");
  EXPECT_TRUE(document().heads.rows.empty());
}

TEST_F(HeadsTest, ACellIsSelectedByMouseAndKeys) {
  const auto* cells = window.seen().find("head cells");
  ASSERT_NE(cells, nullptr);
  const scene::Rect r = cells->rect;
  window.click(r.x + r.w * 0.9f, r.y + r.h * 0.5f);
  EXPECT_EQ(document().cell, (Cell{2, 4}));
  window.press(GLFW_KEY_UP);
  EXPECT_EQ(document().cell, (Cell{1, 4}));
  window.press(GLFW_KEY_R);
  EXPECT_THAT(document().heads.rows, testing::ElementsAre(1));
}

TEST_F(HeadsTest, DecoderHeadsAreThoseOfTheLastDecodingStep) {
  window.press(GLFW_KEY_K);
  window.press(GLFW_KEY_K);
  EXPECT_THAT(document().heads.kinds, testing::ElementsAre(false, true, false));
  window.click("head decode4/layer2/self/head1/weights");
  EXPECT_EQ(path(), "decode4/layer2/self/head1/weights");
  EXPECT_TRUE(sees("decoding 4"));
  EXPECT_EQ(view().heads.combined.rows(), 4);
}

class SmallHeadsTest : public HeadsTest {
 protected:
  SmallHeadsTest() : HeadsTest({{}, {}, 1024, 640}) {}
};

TEST_F(SmallHeadsTest, TheEnlargedHeadLiesOverThePage) {
  EXPECT_EQ(window.seen().find("open step"), nullptr);
  window.click("show head");
  EXPECT_NE(window.seen().find("open step"), nullptr);
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_EQ(window.seen().find("open step"), nullptr);
  window.click("head encoder/layer1/self/head1/weights");
  EXPECT_NE(window.seen().find("open step"), nullptr) << "a click enlarges";
  window.click("close heads detail");
  EXPECT_EQ(window.seen().find("open step"), nullptr);
}

TEST(HeadsStates, WithoutASentenceThereAreExamples) {
  HeadlessOptions options;
  options.settings.document.view = ViewName::heads;
  set_sentence(options.settings.document.request, "");
  Headless window(options);
  window.settle();
  ASSERT_NE(window.seen().find("Where is the station?"), nullptr);
  window.click("Where is the station?");
  EXPECT_NE(window.seen().find("open step"), nullptr);
}

}  // namespace
}  // namespace attn::gui
