// Linked highlighting: what is pointed at in one place lights up in all others, and goes out again.
#include <gmock/gmock.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/gui/headless.h"
#include "tests/support/window.h"

namespace attn::gui {
namespace {

using As = Record::Lit::As;
using testing::UnorderedElementsAre;

const std::string head = "encoder/layer1/self/head2/";

HeadlessOptions on_scores() {
  HeadlessOptions options;
  options.settings.document.step = head + "scores";
  options.settings.document.cell = Cell{1, 3};
  return options;
}

class LinksTest : public WindowTest {
 protected:
  LinksTest() : WindowTest(on_scores()) {
    for (int i = 0; i < 8; ++i) window.press(GLFW_KEY_EQUAL);  // so close that steps have bars of their own
    window.press(GLFW_KEY_PAGE_UP);                            // from the first step on
  }

  bool lit(const std::string& place, const std::string& name, As as) { return window.seen().has({place, name, as}); }
  // All that is lit in a place in one way, each once.
  std::set<std::string> all(const std::string& place, As as) {
    std::set<std::string> found;
    for (const Record::Lit& l : window.seen().lit)
      if (l.place == place && l.as == as) found.insert(l.name);
    return found;
  }
  void hover(std::string_view name) {
    const Record::Item* item = window.seen().find(name);
    ASSERT_TRUE(item) << name;
    window.move(item->rect.x + item->rect.w / 2, item->rect.y + item->rect.h / 2);
  }
  // The middle of a cell as the stage shows it.
  scene::Point cell_on_stage(const scene::CellTag& cell) {
    const scene::Rect stage = areas(1440, 900).stage;
    for (const scene::Mark& m : view().stage.scene.marks)
      if (m.kind == scene::Mark::Kind::fill && m.cell == cell)
        return {stage.x + 20 + m.rect.x + m.rect.w / 2, stage.y + 44 + m.rect.y + m.rect.h / 2};
    ADD_FAILURE() << "not drawn";
    return {};
  }
};

TEST_F(LinksTest, WhatIsSelectedLightsWhatItReadsAndWhatReadsIt) {
  EXPECT_EQ(all("outline", As::read), (std::set<std::string>{head + "query", head + "key"}));
  EXPECT_EQ(all("outline", As::reader), (std::set<std::string>{head + "scaled"}));
  EXPECT_EQ(all("flame", As::read), (std::set<std::string>{head + "query", head + "key"}));
  EXPECT_EQ(all("flame", As::reader), (std::set<std::string>{head + "scaled"}));
  EXPECT_EQ(all("overview", As::read), (std::set<std::string>{head + "query", head + "key"}));
  EXPECT_EQ(all("source", As::itself), (std::set<std::string>{"1", "3"})) << "am and student";
  EXPECT_EQ(all("source", As::read), (std::set<std::string>{"1", "3"}));
  EXPECT_EQ(all("stage", As::itself).size(), 0u) << "the picture marks it itself";
}

TEST_F(LinksTest, ACellOfTheStageLightsEverywhere) {
  const int query = trace().find(head + "query");
  const scene::Point at = cell_on_stage({query, 2, 5});
  window.move(at.x, at.y);
  EXPECT_TRUE(lit("stage", head + "query", As::itself));
  EXPECT_TRUE(lit("stage", head + "scores", As::reader)) << "a row of scores reads it";
  EXPECT_TRUE(lit("thumbnail", head + "query", As::itself));
  EXPECT_TRUE(lit("thumbnail", head + "scores", As::reader));
  EXPECT_EQ(all("outline", As::reader), (std::set<std::string>{head + "scores"}));
  EXPECT_EQ(all("flame", As::reader), (std::set<std::string>{head + "scores"}));
  EXPECT_EQ(all("flame", As::read), (std::set<std::string>{"encoder/embedding/sum"}));
  EXPECT_EQ(all("source", As::itself), (std::set<std::string>{"2"})) << "the row of 'a'";
  EXPECT_FALSE(lit("stage", head + "key", As::read) || lit("stage", head + "key", As::reader));
  window.move(5, 895);  // away
  EXPECT_EQ(all("flame", As::reader), (std::set<std::string>{head + "scaled"})) << "the selected cell's again";
  EXPECT_TRUE(all("stage", As::itself).empty());
}

TEST_F(LinksTest, AnOutlineRowLightsWholeSteps) {
  hover(head + "key");
  EXPECT_TRUE(lit("stage", head + "key", As::itself));
  EXPECT_TRUE(lit("stage", head + "scores", As::reader));
  EXPECT_EQ(all("flame", As::read), (std::set<std::string>{"encoder/embedding/sum"})) << "weights are on no timeline";
  EXPECT_EQ(all("outline", As::reader), (std::set<std::string>{head + "scores"}));
  EXPECT_TRUE(all("source", As::itself).empty()) << "no word in particular";
}

TEST_F(LinksTest, AGroupLightsWhatGoesInAndComesOut) {
  hover("encoder/layer1/self/head3");
  EXPECT_EQ(all("overview", As::read), (std::set<std::string>{"encoder/embedding/sum"}));
  EXPECT_EQ(all("overview", As::reader), (std::set<std::string>{"encoder/layer1/self/concat"}));
  EXPECT_TRUE(lit("outline", "encoder/embedding", As::read)) << "folded: it stands for its steps";
  EXPECT_TRUE(lit("outline", "encoder/layer1/self/concat", As::reader));
}

TEST_F(LinksTest, AThumbnailPointsAtACell) {
  const Record::Item* picture = window.seen().find("picture " + head + "weights");
  ASSERT_TRUE(picture);
  const scene::Rect r = picture->rect;  // 5×5
  window.move(r.x + r.w * 0.7f, r.y + r.h * 0.3f);
  EXPECT_TRUE(lit("thumbnail", head + "weights", As::itself));
  EXPECT_TRUE(lit("thumbnail", head + "scaled", As::read));
  EXPECT_TRUE(lit("thumbnail", head + "context", As::reader));
  EXPECT_EQ(all("source", As::itself), (std::set<std::string>{"1", "3"})) << "am looks at student";
  EXPECT_EQ(path(), head + "scores") << "pointing goes nowhere";
  window.click(r.x + r.w * 0.7f, r.y + r.h * 0.3f);
  EXPECT_EQ(path(), head + "weights");
}

TEST_F(LinksTest, AFlameBarLightsItsStep) {
  hover("bar " + head + "query");
  EXPECT_TRUE(lit("stage", head + "query", As::itself));
  EXPECT_TRUE(lit("stage", head + "scores", As::reader));
  EXPECT_EQ(all("outline", As::reader), (std::set<std::string>{head + "scores"}));
  EXPECT_TRUE(lit("thumbnail", head + "scores", As::reader));
}

TEST_F(LinksTest, AWordLightsTheRowsThatCarryIt) {
  hover("source 2");  // a
  EXPECT_TRUE(lit("stage", head + "query", As::itself));
  EXPECT_TRUE(lit("stage", head + "key", As::itself));
  EXPECT_TRUE(lit("stage", head + "scores", As::itself));
  EXPECT_TRUE(lit("thumbnail", head + "weights", As::itself));
  EXPECT_EQ(all("source", As::itself), (std::set<std::string>{"2"}));
  EXPECT_TRUE(all("outline", As::read).empty());
}

TEST_F(LinksTest, AWordOfTheTranslationLightsItsRowsToo) {
  hover("target 1");
  EXPECT_EQ(all("target", As::itself), (std::set<std::string>{"1"}));
  EXPECT_TRUE(all("source", As::itself).empty());
  EXPECT_TRUE(all("stage", As::itself).empty()) << "the encoder knows nothing of it";
}

TEST_F(LinksTest, ALabelLightsItsRowOrColumn) {
  const int scores = trace().find(head + "scores");
  const scene::Rect stage = areas(1440, 900).stage;
  for (const scene::Mark& m : view().stage.scene.marks) {
    if (m.kind != scene::Mark::Kind::text || !(m.names == scene::CellTag{scores, 4, -1})) continue;
    window.move(stage.x + 20 + m.rect.x - 6, stage.y + 44 + m.rect.y);
    EXPECT_EQ(view().linked.shown().pointed, Pointed::row_of(scores, 4));
    EXPECT_TRUE(lit("stage", head + "scores", As::itself));
    EXPECT_TRUE(lit("stage", head + "query", As::read));
    EXPECT_EQ(all("source", As::itself), (std::set<std::string>{"4"})) << "</s>";
    return;
  }
  FAIL() << "no label";
}

TEST_F(LinksTest, NothingIsComputedWhileThePointerRests) {
  hover(head + "key");
  const StepLinks* first = view().linked.shown().steps.data();
  window.pass(1);
  EXPECT_EQ(view().linked.shown().steps.data(), first);
  EXPECT_FALSE(window.program().changed());
}

}  // namespace
}  // namespace attn::gui
