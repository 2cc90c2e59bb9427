// Matrices wider than the stage: zoom, scroll and pan with the mouse, the keys' cell in sight, and the lens.
#include <algorithm>
#include <array>

#include "app/gui/headless.h"
#include "app/scene/texels.h"
#include "engine/runs/marian_params.h"
#include "tests/support/window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace attn::gui {
namespace {

constexpr const char* many_words =
    "When the weather is fine my brother and his two friends like to walk along the river and talk about the books "
    "that they have read and the songs that they have heard and the things that they want to do when they are old "
    "but today it is cold";

HeadlessOptions options(const char* step) {
  HeadlessOptions o;
  set_sentence(o.settings.document.request, many_words);
  o.settings.document.step = step;
  o.settings.document.cell = Cell{20, 20};
  return o;
}

class StageZoom : public WindowTest {
 protected:
  explicit StageZoom(const char* step = "encoder/layer1/self/head2/scores") : WindowTest(options(step)) {}

  const scene::Scene& scene() { return view().stage.scene; }
  const scene::Pane& result() { return scene().panes.back(); }
  // Of the scene, on the window: there are no scales here.
  std::array<float, 2> on_window(float x, float y) { return {view().stage.origin.x + x, view().stage.origin.y + y}; }
  std::array<float, 2> middle(const scene::Rect& r) { return on_window(r.x + r.w / 2, r.y + r.h / 2); }
  // Where the step's own matrix shows a cell.
  std::array<float, 2> cell(Index row, Index col) {
    for (const scene::Mark& m : scene().marks)
      if (m.cell.step == window.program().step() && m.kind == scene::Mark::Kind::texels)
        return middle(scene::place_of(m, row, col));
    ADD_FAILURE() << "no texels";
    return {};
  }
  int numbers() {
    return static_cast<int>(std::count_if(scene().marks.begin(), scene().marks.end(), [&](const scene::Mark& m) {
      return m.kind == scene::Mark::Kind::text && m.cell.step == window.program().step();
    }));
  }
  bool ring_at(Index row, Index col) {
    return std::any_of(scene().marks.begin(), scene().marks.end(), [&](const scene::Mark& m) {
      return m.kind == scene::Mark::Kind::text && m.cell == scene::CellTag{window.program().step(), row, col};
    });
  }
};

TEST_F(StageZoom, FartherAwayThanTheWholeIsTheMapWithAFlightThatEnds) {
  const auto at = cell(30, 40);
  window.wheel(at[0], at[1], -1, true);
  EXPECT_EQ(document().view, ViewName::map);
  EXPECT_EQ(path(), "encoder/layer1/self/head2/scores");
  ASSERT_TRUE(view().map.flight);
  window.pass(0.2);
  EXPECT_TRUE(view().map.flight);
  window.pass(0.2);
  EXPECT_FALSE(view().map.flight);
}

TEST_F(StageZoom, WithReducedMotionNothingFlies) {
  Document chosen = document();
  chosen.reduced_motion = true;
  window.choose(chosen);
  const auto at = cell(30, 40);
  window.wheel(at[0], at[1], -1, true);
  EXPECT_EQ(document().view, ViewName::map);
  EXPECT_FALSE(view().map.flight);
}

TEST_F(StageZoom, ControlAndWheelZoomAtThePointerUntilNumbersAppear) {
  const auto at = cell(30, 40);
  for (int i = 0; i < 8; ++i) window.wheel(at[0], at[1], 1, true);
  EXPECT_GT(view().stage_zoom.sight.zoom, 4);
  const scene::Pane& pane = result();
  EXPECT_LE(pane.down.from, 30);
  EXPECT_GT(pane.down.from + pane.down.seen, 30);
  EXPECT_LE(pane.across.from, 40);
  EXPECT_GT(pane.across.from + pane.across.seen, 40);
  EXPECT_GE(numbers(), pane.down.seen * pane.across.seen);
  // All three matrices together.
  ASSERT_EQ(scene().panes.size(), 3u);
  EXPECT_EQ(scene().panes[0].down.from, pane.down.from);
  EXPECT_EQ(scene().panes[1].across.from, pane.across.from);
  EXPECT_EQ(scene().panes[0].across.seen, scene().panes[1].down.seen);
  window.click("whole");
  EXPECT_EQ(view().stage_zoom.sight, scene::Sight{});
  EXPECT_EQ(window.seen().find("whole"), nullptr);
}

TEST_F(StageZoom, TheWheelScrollsAndTheMiddleButtonPans) {
  const auto at = cell(25, 25);
  for (int i = 0; i < 8; ++i) window.wheel(at[0], at[1], 1, true);
  const scene::Pane before = result();
  window.wheel(at[0], at[1], -2);
  EXPECT_GT(result().down.from, before.down.from);
  EXPECT_EQ(result().across.from, before.across.from);
  const scene::Pane scrolled = result();
  const float cell_w = scrolled.box.w / static_cast<float>(scrolled.across.seen);
  window.drag(at[0], at[1], at[0] - 3 * cell_w, at[1], 2);
  EXPECT_EQ(result().across.from, scrolled.across.from + 3);
  EXPECT_EQ(result().down.from, scrolled.down.from);
}

TEST_F(StageZoom, KeysZoomAboutTheSelectedCellAndKeepItInSight) {
  for (int i = 0; i < 5; ++i) window.press(GLFW_KEY_Z);
  const auto sees_cell = [&] {
    const Cell c = *document().cell;
    return c.row >= result().down.from && c.row < result().down.from + result().down.seen &&
           c.col >= result().across.from && c.col < result().across.from + result().across.seen;
  };
  EXPECT_TRUE(sees_cell());
  const Index from = result().down.from;
  for (int i = 0; i < 12; ++i) window.press(GLFW_KEY_DOWN);
  EXPECT_EQ(document().cell, (Cell{32, 20}));
  EXPECT_GT(result().down.from, from);
  EXPECT_TRUE(sees_cell());
  window.press(GLFW_KEY_X);
  EXPECT_EQ(view().stage_zoom.sight, scene::Sight{});
}

TEST_F(StageZoom, AnotherShapeIsSeenAsAWhole) {
  for (int i = 0; i < 3; ++i) window.press(GLFW_KEY_Z);
  const scene::Sight close = view().stage_zoom.sight;
  window.press(GLFW_KEY_RIGHT);  // scaled: of the same shape
  EXPECT_EQ(path(), "encoder/layer1/self/head2/scaled");
  EXPECT_EQ(view().stage_zoom.sight, close);
  for (int i = 0; i < 2; ++i) window.press(GLFW_KEY_RIGHT);
  EXPECT_EQ(path(), "encoder/layer1/self/head2/context");
  EXPECT_EQ(view().stage_zoom.sight, scene::Sight{});
}

TEST_F(StageZoom, TheLensShowsTheSelectedCellThenWhatIsPointedAt) {
  EXPECT_TRUE(ring_at(20, 20));
  EXPECT_EQ(numbers(), 25) << "in the middle, where seven by seven would hide the keys";
  const auto at = cell(5, 40);
  window.move(at[0], at[1]);
  EXPECT_TRUE(ring_at(5, 40));
  EXPECT_EQ(numbers(), 49) << "seven by seven";
  EXPECT_FALSE(ring_at(20, 20));
  window.move(5, 5);
  EXPECT_TRUE(ring_at(20, 20));
}

TEST_F(StageZoom, AClickPinsTheLensAndEscapeReleasesIt) {
  const auto at = cell(5, 40);
  window.click(at[0], at[1]);
  EXPECT_EQ(document().cell, (Cell{5, 40}));
  const auto other = cell(45, 10);
  window.move(other[0], other[1]);
  EXPECT_TRUE(ring_at(5, 40));
  window.press(GLFW_KEY_ESCAPE);
  window.move(other[0] + 1, other[1]);
  EXPECT_TRUE(ring_at(45, 10));
}

TEST_F(StageZoom, TheNumbersOfATensorGoUpOnceForAllThatIsSeenOfIt) {
  const std::size_t before = window.program().textures().heatmaps().uploads();
  const auto at = cell(25, 25);
  for (int i = 0; i < 3; ++i) window.wheel(at[0], at[1], 1, true);
  for (int i = 0; i < 3; ++i) window.wheel(at[0], at[1], -1, true);
  EXPECT_EQ(window.program().textures().heatmaps().uploads(), before);
}

}  // namespace
}  // namespace attn::gui
