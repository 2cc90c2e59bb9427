// Tooltips hide neither what they are about nor the window's edge, and go when one works by keyboard.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include "app/gui/headless.h"
#include "app/gui/place.h"
#include "tests/support/window.h"

namespace attn::gui {
namespace {

constexpr scene::Rect room{0, 0, 1000, 600};

bool meet(const scene::Rect& a, const scene::Rect& b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

void expect_place(const scene::Rect& about, Tip where, float x, float y) {
  const scene::Rect place = tip_place(room, about, 200, 40, where);
  EXPECT_EQ(place.x, x);
  EXPECT_EQ(place.y, y);
  EXPECT_FALSE(meet(place, about));
}

TEST(TipPlace, IsBelowAControlOrAbove) {
  expect_place({100, 50, 80, 28}, Tip::below, 100, 84);
  expect_place({900, 50, 80, 28}, Tip::below, 780, 84);
  expect_place({100, 570, 80, 28}, Tip::below, 100, 524);
}

TEST(TipPlace, IsBesideACellAndFlipsAtTheEdges) {
  expect_place({100, 50, 20, 10}, Tip::beside, 138, 84);
  expect_place({900, 50, 20, 10}, Tip::beside, 682, 84);
  expect_place({900, 560, 20, 10}, Tip::beside, 682, 496);
}

TEST(TipPlace, IsLevelWithARow) {
  expect_place({0, 100, 264, 24}, Tip::level, 270, 92);
  expect_place({700, 100, 300, 24}, Tip::level, 494, 92);
}

class TooltipTest : public WindowTest {
 protected:
  void point_at(std::string_view name) {
    const scene::Rect rect = window.seen().find(name)->rect;
    window.move(rect.x + rect.w / 2, rect.y + rect.h / 2);
  }
};

TEST_F(TooltipTest, CoversNoControlThatItIsAbout) {
  for (const char* name : {"speed", "theme", "help", "language 1", "grain 2", "next", "chain Q", "copy translation"}) {
    point_at(name);
    ASSERT_TRUE(window.seen().tip) << name;
    const Record::Tooltip& tip = *window.seen().tip;
    EXPECT_FALSE(meet(tip.rect, tip.about)) << name;
    EXPECT_FALSE(meet(tip.rect, window.seen().find(name)->rect)) << name;
    EXPECT_TRUE(tip.rect.x >= 0 && tip.rect.y >= 0 && tip.rect.x + tip.rect.w <= 1440 && tip.rect.y + tip.rect.h <= 900)
        << name;
    EXPECT_LE(tip.rect.w, 320 + 17) << name;
  }
}

TEST_F(TooltipTest, GoesWithAKeyUntilThePointerMoves) {
  point_at("speed");
  ASSERT_TRUE(window.seen().tip);
  window.press(GLFW_KEY_RIGHT);
  EXPECT_FALSE(window.seen().tip);
  const scene::Rect speed = window.seen().find("speed")->rect;
  window.move(speed.x + 10, speed.y + 10);
  EXPECT_TRUE(window.seen().tip);
}

}  // namespace
}  // namespace attn::gui
