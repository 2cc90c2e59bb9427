// Sight: windows of whole cells, and how hands move them.
#include "app/scene/sight.h"

#include <gtest/gtest.h>

namespace attn::scene {
namespace {

TEST(Sight, AWindowIsOfWholeCellsWithinTheMatrix) {
  EXPECT_EQ(window(1, 0, 48), (Window{0, 48}));
  EXPECT_EQ(window(4, 24, 48), (Window{18, 12}));
  EXPECT_EQ(window(4, 0, 48), (Window{0, 12}));
  EXPECT_EQ(window(4, 1000, 48), (Window{36, 12}));
  EXPECT_EQ(window(5, 24, 48), (Window{19, 10}));
  EXPECT_EQ(window(100, 24, 48).seen, 4) << "never less than four cells";
  EXPECT_EQ(window(100, 1, 3), (Window{0, 3})) << "nor less than there are";
}

// A product's three matrices as they stand on a stage: 40 rows, 60 columns, 20 terms.
Scene product(const Sight& sight) {
  const auto axis = [&](Pane::Side side, Index count, float middle) {
    const Window w = window(sight.zoom, middle, count);
    return Pane::Axis{side, count, w.from, w.seen};
  };
  const auto rows = axis(Pane::Side::rows, 40, sight.rows), cols = axis(Pane::Side::cols, 60, sight.cols),
             inner = axis(Pane::Side::inner, 20, sight.inner);
  Scene scene{1000, 1000, {}, {}};
  scene.panes = {
      {{0, 500, 200, 400}, rows, inner}, {{300, 0, 600, 200}, inner, cols}, {{300, 500, 600, 400}, rows, cols}};
  return scene;
}

Index cell_at(const Pane::Axis& axis, float part) {
  return axis.from + static_cast<Index>(part * static_cast<float>(axis.seen));
}

TEST(Sight, ZoomingKeepsTheCellUnderThePointer) {
  Sight sight;
  const float x = 300 + 600 * 0.71f, y = 500 + 400 * 0.33f;
  const Pane before = product(sight).panes[2];
  const Index row = cell_at(before.down, 0.33f), col = cell_at(before.across, 0.71f);
  for (int i = 0; i < 8; ++i) {
    sight = zoomed(sight, product(sight), x, y, 1.25f);
    const Pane now = product(sight).panes[2];
    EXPECT_NEAR(cell_at(now.down, 0.33f), row, 1);
    EXPECT_NEAR(cell_at(now.across, 0.71f), col, 1);
  }
  EXPECT_LT(product(sight).panes[2].down.seen, 10);
}

TEST(Sight, MatricesThatShareASideShowTheSamePartOfIt) {
  const Sight sight = zoomed({}, product({}), 100, 600, 3);
  const Scene scene = product(sight);
  EXPECT_EQ(scene.panes[0].down.from, scene.panes[2].down.from);
  EXPECT_EQ(scene.panes[0].down.seen, 14);
  EXPECT_EQ(scene.panes[1].across.seen, 20);
  EXPECT_EQ(scene.panes[0].across.seen, 7) << "the inner side too";
}

TEST(Sight, OutAgainIsTheWholeAndClosestHasAnEnd) {
  Sight sight = zoomed({}, product({}), 600, 700, 2);
  EXPECT_EQ(zoomed(sight, product(sight), 600, 700, 0.4f), Sight{});
  sight = zoomed(sight, product(sight), 600, 700, 1e6f);
  EXPECT_EQ(sight.zoom, 15) << "60 columns, four of them in sight";
}

TEST(Sight, PanningAndScrollingEndAtTheEdges) {
  Sight sight = sight_at(4, 20, 30);
  const Scene scene = product(sight);
  ASSERT_EQ(scene.panes[2].across.seen, 15);
  const Sight right = panned(sight, scene, 600, 700, -40, 0);  // one cell is 40 wide
  EXPECT_EQ(window(4, right.cols, 60).from, scene.panes[2].across.from + 1);
  EXPECT_EQ(right.rows, sight.rows);
  for (int i = 0; i < 50; ++i) sight = scrolled(sight, product(sight), 600, 700, 0, 1);
  EXPECT_EQ(window(4, sight.rows, 40), (Window{30, 10}));
  sight = scrolled(sight, product(sight), 600, 700, 0, -1);
  EXPECT_EQ(window(4, sight.rows, 40), (Window{29, 10})) << "nothing has to be pulled back first";
  EXPECT_EQ(scrolled({}, product({}), 600, 700, 0, 1), Sight{}) << "the whole does not scroll";
  const Sight terms = scrolled(sight_at(4, 20, 30), scene, 600, 100, 0, 3);  // over the right factor: its rows
  EXPECT_EQ(terms.rows, sight_at(4, 20, 30).rows);
  EXPECT_GT(terms.inner, 0);
}

TEST(Sight, ASelectedCellIsBroughtIntoSight) {
  const Sight sight = sight_at(4, 20, 30);
  EXPECT_EQ(with_cell(sight, 40, 60, 22, 33), sight) << "it is there already";
  EXPECT_EQ(window(4, with_cell(sight, 40, 60, 39, 33).rows, 40), (Window{30, 10}));
  EXPECT_EQ(window(4, with_cell(sight, 40, 60, 20, 3).cols, 60), (Window{3, 15}));
}

}  // namespace
}  // namespace attn::scene
