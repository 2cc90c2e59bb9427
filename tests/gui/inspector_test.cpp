// The inspector: what it tells of the selected cell, where its boxes and rows lead, by mouse and by keys.
#include <gmock/gmock.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/gui/headless.h"
#include "tests/support/window.h"

namespace attn::gui {
namespace {

using As = Record::Lit::As;
using testing::HasSubstr;

const std::string head = "encoder/layer1/self/head2/";

HeadlessOptions tall() {
  HeadlessOptions options;
  options.height = 1400;  // all of it is in sight
  options.settings.document.step = head + "scores";
  options.settings.document.cell = Cell{1, 3};
  return options;
}

class InspectorTest : public WindowTest {
 protected:
  InspectorTest() : WindowTest(tall()) {}

  std::string all_words() {
    std::string words;
    for (const Record::Text& t : window.seen().texts)
      if (t.panel == "inspector") words += t.words + "\n";
    return words;
  }
  void go_to(std::string path) {
    Document to = document();
    to.step = std::move(path);
    window.choose(to);
  }
  void hover(std::string_view name) {
    const Record::Item* item = window.seen().find(name);
    ASSERT_TRUE(item) << name;
    window.move(item->rect.x + item->rect.w / 2, item->rect.y + item->rect.h / 2);
  }
};

TEST_F(InspectorTest, ABoxOfTheGraphLeadsToItsStepAndCell) {
  window.click("from " + head + "key");
  EXPECT_EQ(path(), head + "key");
  EXPECT_EQ(document().cell, (Cell{3, 0})) << "the row of student";
  window.click("from encoder/embedding/sum");
  EXPECT_EQ(path(), "encoder/embedding/sum");
  EXPECT_EQ(document().cell, (Cell{3, 0}));
  window.click("from encoder/embedding/lookup");  // what the scaled rows were computed from
  EXPECT_EQ(path(), "encoder/embedding/lookup");
  window.click("from model/embedding");
  EXPECT_EQ(path(), "model/embedding");
  EXPECT_THAT(all_words(), HasSubstr("Nothing is computed here"));
}

TEST_F(InspectorTest, WhatCameBeforeTheGraphIsOneLink) {
  EXPECT_THAT(all_words(), HasSubstr("… 4 steps before"));
  window.click("before");
  EXPECT_EQ(path(), "encoder/embedding/positions");
  EXPECT_FALSE(window.seen().find("before")) << "nothing is before it";
  EXPECT_THAT(all_words(), HasSubstr("these numbers follow from the\nrule alone"));
}

TEST_F(InspectorTest, PathsAreInTipsOnly) {
  EXPECT_EQ(all_words().find("encoder/"), std::string::npos);
  hover("from " + head + "key");
  ASSERT_TRUE(window.seen().tip);
  std::string tip = window.seen().tip->words;
  std::erase(tip, '\n');
  EXPECT_THAT(tip, HasSubstr(head + "key"));
}

TEST_F(InspectorTest, ASoftmaxIsToldInFiveLines) {
  go_to(head + "weights");
  EXPECT_EQ(view().inspector.rows.size(), 5u);
  const auto more = std::find_if(window.seen().items.begin(), window.seen().items.end(),
                                 [](const Record::Item& item) { return item.name.starts_with("more terms"); });
  ASSERT_NE(more, window.seen().items.end());
  window.click(std::string(more->name));
  EXPECT_GT(view().inspector.rows.size(), 10u);
}

TEST_F(InspectorTest, PointingAtABoxLightsItsCells) {
  hover("from " + head + "query");
  EXPECT_EQ(view().linked.shown().pointed, Pointed::row_of(trace().find(head + "query"), 1));
  EXPECT_TRUE(window.seen().has({"stage", head + "query", As::itself}));
  EXPECT_TRUE(window.seen().has({"stage", head + "scores", As::reader}));
  EXPECT_TRUE(window.seen().has({"inspector", "from " + head + "query", As::itself}));
  EXPECT_TRUE(window.seen().has({"inspector", "from encoder/embedding/sum", As::read}));
}

TEST_F(InspectorTest, WhatIsPointedAtElsewhereLightsItsBox) {
  hover(head + "key");
  EXPECT_TRUE(window.seen().has({"inspector", "from " + head + "key", As::itself}));
  EXPECT_FALSE(window.seen().has({"inspector", "from " + head + "query", As::itself}));
}

TEST_F(InspectorTest, WhatUsesTheCellLeadsThere) {
  window.click("used by " + head + "scaled");
  EXPECT_EQ(path(), head + "scaled");
  EXPECT_EQ(document().cell, (Cell{1, 3})) << "the same cell";
  window.click("used by " + head + "weights");
  EXPECT_EQ(path(), head + "weights");
  EXPECT_EQ(document().cell, (Cell{1, 0})) << "the whole row: its first cell";
}

TEST_F(InspectorTest, KeysReachEveryBox) {
  window.press(GLFW_KEY_I);
  EXPECT_EQ(view().inspector.focus, 0);
  EXPECT_EQ(view().linked.shown().pointed, Pointed::cell(window.program().step(), 1, 3)) << "the cell itself";
  window.press(GLFW_KEY_I);
  EXPECT_TRUE(window.seen().has({"stage", head + "query", As::itself})) << "lit as if it were pointed at";
  window.press(GLFW_KEY_I, false, true);
  window.press(GLFW_KEY_I, false, true);
  EXPECT_EQ(view().inspector.focus, static_cast<int>(view().inspector.ways.size()) - 1);
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_EQ(view().inspector.focus, -1);
  window.press(GLFW_KEY_I);
  window.press(GLFW_KEY_I);
  window.press(GLFW_KEY_ENTER);
  EXPECT_EQ(path(), head + "query");
  EXPECT_EQ(view().inspector.focus, -1) << "another cell, from the beginning";
}

TEST_F(InspectorTest, LongSumsOpenAndClose) {
  go_to(head + "query");
  const auto terms = [&] {
    return std::count_if(view().inspector.rows.begin(), view().inspector.rows.end(),
                         [](const ArithmeticRow& row) { return row.kind == ArithmeticRow::Kind::term; });
  };
  EXPECT_EQ(terms(), 18);
  const auto more = std::find_if(window.seen().items.begin(), window.seen().items.end(),
                                 [](const Record::Item& item) { return item.name.starts_with("more terms"); });
  ASSERT_NE(more, window.seen().items.end());
  window.click(std::string(more->name));
  EXPECT_EQ(terms(), 65) << "and the bias";
  window.click("fewer terms");
  EXPECT_EQ(terms(), 18);
}

TEST_F(InspectorTest, NamesTheWords) {
  EXPECT_THAT(all_words(), HasSubstr("asks"));
  EXPECT_THAT(all_words(), HasSubstr("am, student"));
}

// 2×2: it does not have the selected cell. Then its default cell is told of, and leads on.
TEST(Inspector, WhereTheSelectedCellIsNotTellsOfTheDefaultOne) {
  HeadlessOptions options = tall();
  options.settings.document.step = "decode2/layer1/self/head1/masked";
  Headless window(options);
  window.settle();
  const Program& program = window.program();
  const Tensor& out = program.derived().answer.run->trace[program.step()].out;
  const Index largest = out(1, 0) >= out(1, 1) ? 0 : 1;  // in the last row, which chooses the next word
  window.click("from decode2/mask");
  EXPECT_EQ(program.derived().answer.run->trace[program.step()].path, "decode2/mask");
  EXPECT_EQ(program.document().cell, (Cell{1, largest}));
}

// At the beginning of a step there is nothing to tell; of a cell on its way the sum is not told yet.
TEST(Inspector, SaysNothingOfWhatIsNotComputedYet) {
  for (const double phase : {0.0, 0.5 / 25}) {
    HeadlessOptions options = tall();
    options.settings.document.phase = phase;
    Headless early(options);
    early.settle();
    const Program& program = early.program();
    const Tensor& out = program.derived().answer.run->trace[program.step()].out;
    const std::string value = number_text(static_cast<double>(out(0, 0)));
    bool pending = false;
    for (const Record::Text& t : early.seen().texts) {
      if (t.panel != "inspector") continue;
      EXPECT_EQ(t.words.find(value), std::string::npos) << t.words;
      pending = pending || t.words == (phase == 0 ? "Not computed yet" : "= …");
    }
    EXPECT_TRUE(pending) << phase;
    EXPECT_EQ(program.view().inspector.rows.empty(), phase == 0);
  }
}

// The selected cell waits while another is computed; a click goes back to it.
TEST(Inspector, TheSelectedCellIsPinnedMeanwhile) {
  HeadlessOptions options = tall();
  options.settings.document.phase = 0.5;
  Headless window(options);
  window.settle();
  ASSERT_TRUE(window.seen().find("pinned"));
  window.click("pinned");
  EXPECT_DOUBLE_EQ(window.program().document().phase, 1);
  EXPECT_EQ(window.program().document().cell, (Cell{1, 3}));
  EXPECT_FALSE(window.seen().find("pinned"));
}

}  // namespace
}  // namespace attn::gui
