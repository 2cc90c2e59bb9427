// The cursor: one cell, the same for every panel, at every moment of a step.
#include "app/scene/stage/cursor.h"

#include <gtest/gtest.h>

#include "app/core/moment.h"
#include "app/scene/stage/by_rows.h"
#include "engine/model/translate.h"

namespace attn::scene {
namespace {

const Trace& trace() {
  static const attn::Run run = translate(load_model(std::string(default_model)), "I am a student");
  return run.trace;
}

Cursor at(const char* path, double phase, std::optional<Cell> selected = {}, bool sweeping = false) {
  return attn::cursor(trace(), trace().find(path), phase, selected, sweeping).value();
}

std::pair<Index, Index> place(const Cursor& c) { return {c.row, c.col}; }

TEST(Cursor, OfACompleteStepIsTheSelectedCell) {
  const Cursor c = at("encoder/layer1/self/head2/scores", 1, Cell{1, 3});
  EXPECT_EQ(place(c), std::pair(Index{1}, Index{3}));
  EXPECT_TRUE(c.all);
  EXPECT_FALSE(c.computing);
}

TEST(Cursor, WithoutASelectedCellIsTheLargestOfTheRowThatMatters) {
  const auto expected = [](const char* path, Index row) {
    const Tensor& out = trace().at(path).out;
    Index best = 0;
    for (Index c = 0; c < out.cols(); ++c)
      if (out(row, c) > out(row, best)) best = c;
    return std::pair(row, best);
  };
  // Of what is read, the last word before </s>; of what is written, the last.
  for (const char* path : {"encoder/layer1/self/head2/scores", "encoder/layer2/self/head1/weights"})
    EXPECT_EQ(place(at(path, 1)), expected(path, 3)) << path;
  EXPECT_EQ(place(at("decode3/layer2/cross/head1/weights", 1)), expected("decode3/layer2/cross/head1/weights", 2));
  EXPECT_EQ(place(at("decode3/layer1/self/head1/masked", 1)), expected("decode3/layer1/self/head1/masked", 2));
  EXPECT_EQ(place(at("encoder/layer1/self/head2/scores", 1, Cell{9, 9})).first, 3) << "no such cell";
}

// Cell by cell: at k and a half cells it is cell k that is being computed; at k cells exactly, the one before is there.
TEST(Cursor, FollowsTheCellThatIsComputed) {
  const char* path = "encoder/layer1/self/head2/scores";
  const double all = 25;
  for (int k = 0; k < 25; ++k) {
    const Cursor within = at(path, (k + 0.5) / all, Cell{1, 3});
    EXPECT_EQ(place(within), std::pair(Index{k / 5}, Index{k % 5})) << k;
    EXPECT_TRUE(within.computing);
    EXPECT_NEAR(within.part, 0.5, 1e-9);
    EXPECT_EQ(within.done, k);
    if (k == 0) continue;
    const Cursor there = at(path, k / all, Cell{1, 3});
    EXPECT_EQ(place(there), std::pair(Index{(k - 1) / 5}, Index{(k - 1) % 5})) << k;
    EXPECT_FALSE(there.computing);
  }
}

// 5×64 numbers come in rows: the row on its way, in the column that is looked at.
TEST(Cursor, FollowsTheRowThatIsComputed) {
  const char* path = "encoder/embedding/sum";
  for (int r = 0; r < 5; ++r) {
    const Cursor within = at(path, (r + 0.5) / 5, Cell{1, 7});
    EXPECT_EQ(place(within), std::pair(Index{r}, Index{7}));
    EXPECT_TRUE(within.computing);
    const Cursor there = at(path, (r + 1.0) / 5 - 1e-9, Cell{1, 7});
    EXPECT_EQ(there.row, r);
  }
}

// While a step plays, nothing but the matrix moves after the first row.
TEST(Cursor, StaysInTheFirstRowWhileTheRestSweepsBy) {
  const char* path = "encoder/layer1/self/head2/scores";
  EXPECT_EQ(place(at(path, 2.5 / 25, {}, true)), std::pair(Index{0}, Index{2}));
  for (int k = 5; k < 24; ++k) {
    const Cursor c = at(path, (k + 0.5) / 25, {}, true);
    EXPECT_EQ(place(c), std::pair(Index{0}, Index{4})) << k;
    ASSERT_TRUE(c.sweep) << k;
    EXPECT_EQ(*c.sweep, (RowCol{k / 5, k % 5})) << k;
    EXPECT_FALSE(c.computing);
    EXPECT_EQ(c.done, k);
  }
  EXPECT_FALSE(at(path, 1, {}, true).sweep);
}

TEST(Cursor, PointsAtACellThatIsThere) {
  const int step = trace().find("encoder/layer1/self/head2/scores");
  const Looked looked{.selected = {}, .pointed = RowCol{0, 1}, .sweeping = false};
  EXPECT_EQ(cursor_at(trace(), step, 0.5, 12, looked).col, 1);
  const Looked ahead{.selected = {}, .pointed = RowCol{4, 1}, .sweeping = false};
  EXPECT_EQ(cursor_at(trace(), step, 0.5, 12, ahead).row, 2) << "it is not there yet";
}

TEST(Newest, IsTheWholeRowWhereRowsAppear) {
  for (const auto& [cols, width] : {std::pair<Index, float>{64, 639}, {4, 9}}) {
    const Tensor tensor(Mat(5, cols), {}, {});
    parts::Grid grid;
    grid.of = &tensor;
    grid.down = {5, 1, 5, 10};
    grid.across = {cols, 1, cols, 10};
    grid.box = {0, 0, grid.across.length(), grid.down.length()};
    Cursor at{2, 3};
    at.all = false;
    EXPECT_EQ(parts::newest(grid, at).w, width) << cols;
    EXPECT_EQ(parts::newest(grid, at).y, 20);
    at.sweep = RowCol{4, 1};
    EXPECT_EQ(parts::newest(grid, at).y, 40) << "the sweep has gone on";
    at.all = true;
    EXPECT_EQ(parts::newest(grid, at).w, 9) << "one cell is selected";
  }
}

}  // namespace
}  // namespace attn::scene
