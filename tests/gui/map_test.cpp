// The map as a person uses it: tab and key, the bar above it, pointing, clicking, wheel.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/gui/headless.h"
#include "app/scene/format.h"
#include "app/scene/ribbon.h"
#include "tests/support/window.h"

namespace attn::gui {
namespace {

using scene::Mark;

HeadlessOptions at_the_end() {
  HeadlessOptions options;
  options.settings.document.view = ViewName::map;
  options.settings.document.step = "decode3/layer2/cross/head4/weights";
  options.settings.document.cell = Cell{2, 2};
  return options;
}

class MapTest : public WindowTest {
 protected:
  MapTest() : WindowTest(at_the_end()) {}

  // A point of the map, in logical pixels of the window.
  scene::Point on_window(float x, float y) {
    const MapView& map = view().map;
    const scene::Rect panel = window.seen().find("map")->rect;
    const float spare = std::max(0.0f, panel.w - map.plan.width * map.key.zoom) / 2;
    return {panel.x + spare + (x - map.x) * map.key.zoom, panel.y + (y - map.y) * map.key.zoom};
  }
  // The strongest ribbon of a block, and its middle.
  const Mark* strongest(std::string_view block) {
    const Mark* found = nullptr;
    for (const Mark& m : view().map.scene.scene.marks)
      if (m.kind == Mark::Kind::ribbon && m.cell.step >= 0 && trace()[m.cell.step].path.starts_with(block)) found = &m;
    return found;
  }
  scene::Point middle(const Mark& ribbon) {
    const scene::Point upper = scene::on_ribbon(ribbon.points[0], ribbon.points[2], 0.5f),
                       lower = scene::on_ribbon(ribbon.points[1], ribbon.points[3], 0.5f);
    return on_window(upper.x, (upper.y + lower.y) / 2);
  }
  bool says(std::string_view panel, std::string_view words) {
    const auto& texts = window.seen().texts;
    return std::any_of(texts.begin(), texts.end(),
                       [&](const Record::Text& t) { return t.panel == panel && t.words == words; });
  }
};

TEST_F(MapTest, TabAndKeyChangeTheViewAndNothingElse) {
  const std::string before = path();
  window.click("view step");
  EXPECT_EQ(document().view, ViewName::step);
  window.press(GLFW_KEY_2);
  EXPECT_EQ(document().view, ViewName::map);
  window.press(GLFW_KEY_1);
  window.click("view map");
  EXPECT_EQ(document().view, ViewName::map);
  EXPECT_EQ(path(), before);
}

TEST_F(MapTest, TheBarSaysWhatIsDrawn) {
  const auto count = [&](Mark::Kind kind) {
    const auto& marks = view().map.scene.scene.marks;
    return std::count_if(marks.begin(), marks.end(), [&](const Mark& m) {
      return m.kind == kind && (kind != Mark::Kind::fill || m.cell.step >= 0);
    });
  };
  window.click("map head 2");
  EXPECT_EQ(document().map.head, 2);
  for (const Mark& m : view().map.scene.scene.marks)
    if (m.kind == Mark::Kind::ribbon && m.cell.step >= 0) {
      EXPECT_NE(trace()[m.cell.step].path.find("/head2/"), std::string::npos);
    }
  window.click("map head 0");
  EXPECT_EQ(document().map.head, 0);
  const auto ribbons = count(Mark::Kind::ribbon);
  const scene::Rect slider = window.seen().find("map threshold")->rect;
  window.click(slider.x + slider.w - 8, slider.y + slider.h / 2);
  EXPECT_GT(document().map.hide_below, 40);
  EXPECT_LT(count(Mark::Kind::ribbon), ribbons);
  const auto images = count(Mark::Kind::image);
  window.click("map thumbnails");
  EXPECT_FALSE(document().map.thumbnails);
  EXPECT_LT(count(Mark::Kind::image), images);
  EXPECT_GT(count(Mark::Kind::fill), 0);
  window.click("map barcodes");
  EXPECT_FALSE(document().map.barcodes);
  EXPECT_EQ(count(Mark::Kind::fill), 0);
  EXPECT_TRUE(says("map", "each chosen word becomes the next input"));
  window.click("map loop");
  EXPECT_FALSE(document().map.loop);
  EXPECT_FALSE(says("map", "each chosen word becomes the next input"));
}

TEST_F(MapTest, ARibbonHasACardAndLeadsToItsStep) {
  const Mark ribbon = *strongest("encoder/layer2/self");
  const scene::Point at = middle(ribbon);
  window.move(at.x, at.y);
  ASSERT_TRUE(window.seen().find("map card"));
  const std::string stem = "encoder/layer2/self/head";
  for (int h = 1; h <= 4; ++h) {
    const Step& weights = trace().at(stem + std::to_string(h) + "/weights");
    EXPECT_TRUE(says("map card", scene::cell_text(static_cast<double>(weights.out(ribbon.cell.row, ribbon.cell.col)))));
  }
  window.click(at.x, at.y);
  EXPECT_EQ(document().view, ViewName::step);
  EXPECT_EQ(path(), stem + "1/weights");
  EXPECT_EQ(document().cell, (Cell{ribbon.cell.row, ribbon.cell.col}));
}

TEST_F(MapTest, TheSelectedCellHasItsCardToo) {
  window.press(GLFW_KEY_TAB);  // from "a" to "student", which it looks at
  EXPECT_TRUE(window.seen().find("map card"));
  window.press(GLFW_KEY_RIGHT);  // no weights there
  EXPECT_FALSE(window.seen().find("map card"));
}

// In a low window a card would hide half of the map.
TEST_F(MapTest, InALowWindowTheCardIsAStrip) {
  window.press(GLFW_KEY_TAB);
  EXPECT_GT(window.seen().find("map card")->rect.h, 100);
  window.resize(1024, 640);
  ASSERT_TRUE(window.seen().find("map card"));
  EXPECT_LT(window.seen().find("map card")->rect.h, 40);
  const Tensor& weights = trace().at("decode3/layer2/cross/head4/weights").out;
  EXPECT_TRUE(says("map card", scene::cell_text(static_cast<double>(weights(2, 3)))));
}

TEST_F(MapTest, ABlockAndAWordMoveThePlayheadAlone) {
  const scene::MapTarget* block = nullptr;
  const scene::MapTarget* word = nullptr;
  const auto targets = view().map.scene.targets;
  for (const scene::MapTarget& t : targets) {
    if (t.kind == scene::MapTarget::Kind::block && !block) block = &t;
    if (t.kind == scene::MapTarget::Kind::word && t.row == 2 && !word) word = &t;
  }
  ASSERT_TRUE(block && word);
  scene::Point at = on_window(word->rect.x + 5, word->rect.y + 5);
  window.click(at.x, at.y);
  EXPECT_EQ(path(), "encoder/embedding/tokens");
  EXPECT_EQ(document().cell, (Cell{2, 0}));
  window.press(GLFW_KEY_END);
  at = on_window(block->rect.x + 6, block->rect.y + 12);
  window.click(at.x, at.y);
  EXPECT_EQ(path(), trace()[block->step].path);
  EXPECT_EQ(document().view, ViewName::map);
}

TEST_F(MapTest, TheWheelZoomsAtThePointerAndScrolls) {
  const scene::Rect panel = window.seen().find("map")->rect;
  const float x = panel.x + 700, y = panel.y + 300;
  const auto under = [&] {
    const MapView& map = view().map;
    const float spare = std::max(0.0f, panel.w - map.plan.width * map.key.zoom) / 2;
    return scene::Point{map.x + (x - panel.x - spare) / map.key.zoom, map.y + (y - panel.y) / map.key.zoom};
  };
  window.wheel(x, y, 1, true);
  window.wheel(x, y, 1, true);
  const scene::Point before = under();
  const float zoom = view().map.key.zoom;
  window.wheel(x, y, 1, true);
  EXPECT_GT(view().map.key.zoom, zoom);
  EXPECT_NEAR(under().x, before.x, 1);
  EXPECT_NEAR(under().y, before.y, 1);
  const float top = view().map.y;
  window.wheel(x, y, -1);
  EXPECT_GT(view().map.y, top);
  window.click("map reset");
  EXPECT_EQ(view().map.zoom, plain_zoom);
  EXPECT_EQ(view().map.y, 0);
  window.click("map closer");
  EXPECT_EQ(view().map.zoom, plain_zoom + 1);
  window.click("map farther");
  EXPECT_EQ(view().map.zoom, plain_zoom);
}

// Everything of the bar, without a mouse; the same keys do something else, or nothing, in other views.
TEST_F(MapTest, KeysReachTheWholeBar) {
  const int heads = view().map.run.heads();
  for (int head = 1; head <= heads; ++head) {
    window.press(GLFW_KEY_H);
    EXPECT_EQ(document().map.head, head);
  }
  window.press(GLFW_KEY_H);
  EXPECT_EQ(document().map.head, 0) << "after the last head the mean";
  window.press(GLFW_KEY_H, false, true);
  EXPECT_EQ(document().map.head, heads);
  window.press(GLFW_KEY_W);
  EXPECT_EQ(document().map.hide_below, 10);
  for (int i = 0; i < 3; ++i) window.press(GLFW_KEY_W, false, true);
  EXPECT_EQ(document().map.hide_below, 0) << "held at the end";
  window.press(GLFW_KEY_T);
  EXPECT_FALSE(document().map.thumbnails);
  window.press(GLFW_KEY_B);
  EXPECT_FALSE(document().map.barcodes);
  window.press(GLFW_KEY_F);
  EXPECT_FALSE(document().map.loop);
  for (int i = 0; i < 2; ++i) window.press(GLFW_KEY_Z);
  EXPECT_EQ(view().map.zoom, plain_zoom + 2);
  float x = view().map.x, y = view().map.y;
  window.press(GLFW_KEY_UP, false, true);
  EXPECT_LT(view().map.y, y);
  y = view().map.y;
  window.press(GLFW_KEY_DOWN, false, true);
  EXPECT_GT(view().map.y, y);
  window.press(GLFW_KEY_PAGE_UP);
  EXPECT_LT(view().map.x, x);
  x = view().map.x;
  window.press(GLFW_KEY_PAGE_DOWN);
  EXPECT_GT(view().map.x, x);
  window.press(GLFW_KEY_Z, false, true);
  EXPECT_EQ(view().map.zoom, plain_zoom + 1);
  window.press(GLFW_KEY_X);
  EXPECT_EQ(view().map.zoom, plain_zoom);
  const std::string before = path();
  window.press(GLFW_KEY_ENTER);
  EXPECT_EQ(document().view, ViewName::step);
  EXPECT_EQ(path(), before);
  const MapOptions options = document().map;
  for (const int key : {GLFW_KEY_H, GLFW_KEY_W, GLFW_KEY_T, GLFW_KEY_B, GLFW_KEY_F}) window.press(key);
  EXPECT_EQ(document().map, options);
}

// Where the map is larger than the window, the playhead stays in sight.
TEST_F(MapTest, FollowsThePlayhead) {
  window.resize(1024, 640);
  for (const int key : {GLFW_KEY_HOME, GLFW_KEY_END}) {
    window.press(key);
    ASSERT_TRUE(view().map.scene.now);
    const scene::Rect now = *view().map.scene.now, panel = window.seen().find("map")->rect;
    const scene::Point middle = on_window(now.x + now.w / 2, now.y);
    EXPECT_GT(middle.x, panel.x);
    EXPECT_LT(middle.x, panel.x + panel.w);
  }
}

TEST_F(MapTest, WithoutASentenceThereAreExamples) {
  window.press(GLFW_KEY_L, true);
  window.press(GLFW_KEY_A, true);
  window.press(GLFW_KEY_BACKSPACE);
  EXPECT_FALSE(window.seen().find("map"));
  EXPECT_TRUE(says("map", "Where is the station?"));
}

}  // namespace
}  // namespace attn::gui
