// Which moment is on the stage: by hand, and by the clock.
#include "app/core/player.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/roles/roles.h"

namespace attn {
namespace {

using ::testing::ElementsAre;

struct Shape {
  const char* path;
  Index rows = 1, cols = 1;
};

Trace trace_of(std::initializer_list<Shape> steps) {
  Tape tape;
  for (const Shape& s : steps) {
    const bool weight = std::string_view(s.path).starts_with("model/");
    tape.give(s.path, weight ? roles::W_O : roles::value, Tensor(Mat::zeros(s.rows, s.cols), {}, {}));
  }
  return tape.finish();
}

Step step_of(Index rows, Index cols) { return trace_of({{"step", rows, cols}})[0]; }

// Steps 2 … 9 are played.
Trace small_trace() {
  return trace_of({{"model/embedding", 2, 2},
                   {"model/encoder/layer1/self/W_O"},
                   {"encoder/embedding/sum", 2, 2},
                   {"encoder/layer1/self/head1/query", 3, 4},
                   {"encoder/layer1/self/head1/weights", 2, 2},
                   {"encoder/layer1/self/head2/query", 2, 2},
                   {"encoder/layer1/self/concat"},
                   {"decode1/mask"},
                   {"decode1/layer1/self/head1/weights"},
                   {"decode1/output/next"}});
}

TEST(Timeline, LeavesTheWeightsOut) {
  EXPECT_THAT(timeline(small_trace()), ElementsAre(2, 3, 4, 5, 6, 7, 8, 9));
  EXPECT_TRUE(timeline(Trace()).empty());
}

TEST(Resolve, FindsTheStepOrTheNearestThatMakesSense) {
  const Trace trace = small_trace();
  EXPECT_EQ(resolve(trace, "encoder/layer1/self/concat"), 6);
  EXPECT_EQ(resolve(trace, "decode7/layer1/self/head1/weights"), 8) << "this trace has one decoding step only";
  EXPECT_EQ(resolve(trace, "decode99999999999/output/next"), trace.find(default_first_step)) << "no number at all";
  EXPECT_EQ(resolve(trace, "decoder"), 4);
  EXPECT_EQ(resolve(trace, ""), 4);
  EXPECT_EQ(resolve(trace_of({{"model/embedding"}, {"one"}, {"two"}}), "three"), 1);
  EXPECT_EQ(resolve(Trace(), "one"), -1);
}

TEST(Units, AreCellsThenRowsThenParts) {
  EXPECT_EQ(units(step_of(16, 16)), 256);
  EXPECT_EQ(units(step_of(16, 17)), 16);
  EXPECT_EQ(units(step_of(256, 2)), 256);
  EXPECT_EQ(units(step_of(1, 8000)), 64);
  EXPECT_EQ(units(step_of(257, 2)), 64);
  EXPECT_EQ(units(step_of(0, 5)), 1);
}

TEST(Units, CellsAppearRowByRow) {
  const Step small = step_of(3, 4), wide = step_of(5, 64), tall = step_of(640, 3);
  EXPECT_EQ(cells_done(small, 0), 0);
  EXPECT_EQ(cells_done(small, 0.5), 6);
  EXPECT_EQ(cells_done(small, 0.57), 6);
  EXPECT_EQ(cells_done(small, 0.584), 7);
  for (int k = 0; k <= 12; ++k) EXPECT_EQ(cells_done(small, k / 12.0), k) << "rounding must not lose a cell";
  EXPECT_EQ(cells_done(wide, 0.59), 128) << "whole rows";
  EXPECT_EQ(cells_done(tall, 1.0 / 64), 30) << "a part of 64";
  EXPECT_EQ(cells_done(step_of(1, 6400), 0.5), 3200) << "a row of its own sweeps by";
  EXPECT_EQ(cells_done(step_of(1, 5000), 1), 5000);
  EXPECT_EQ(cells_done(step_of(0, 4), 1), 0);
  EXPECT_EQ(cells_done(small, 7), 12);
  EXPECT_EQ(cells_done(small, -1), 0);
  EXPECT_EQ(cells_done(small, std::nan("")), 0);
}

class Moved : public testing::Test {
 protected:
  Moment by(Moment from, Grain grain, int direction) const { return moved(trace, places, from, grain, direction); }
  const Trace trace = small_trace();
  const std::vector<int> places = timeline(trace);
};

TEST_F(Moved, ByStep) {
  EXPECT_EQ(by({4, 1}, Grain::step, 1), (Moment{5, 1}));
  EXPECT_EQ(by({4, 0.5}, Grain::step, 1), (Moment{4, 1})) << "what is begun is completed first";
  EXPECT_EQ(by({4, 0.5}, Grain::step, -1), (Moment{3, 1}));
  EXPECT_EQ(by({4, 1}, Grain::step, -1), (Moment{3, 1}));
  EXPECT_EQ(by({2, 1}, Grain::step, -1), (Moment{2, 1}));
  EXPECT_EQ(by({9, 1}, Grain::step, 1), (Moment{9, 1}));
}

TEST_F(Moved, ByCellAcrossTheBordersOfSteps) {
  EXPECT_EQ(by({4, 0.25}, Grain::cell, 1), (Moment{4, 0.5}));
  EXPECT_EQ(by({4, 0.5}, Grain::cell, -1), (Moment{4, 0.25}));
  EXPECT_EQ(by({4, 0.6}, Grain::cell, 1), (Moment{4, 0.75})) << "a cell on its way lands";
  EXPECT_EQ(by({4, 1}, Grain::cell, 1), (Moment{5, 0.25}));
  EXPECT_EQ(by({4, 0.25}, Grain::cell, -1), (Moment{3, 1}));
  EXPECT_EQ(by({4, 0}, Grain::cell, -1), (Moment{3, 1}));
  EXPECT_EQ(by({3, 1}, Grain::cell, -1), (Moment{3, 11.0 / 12}));
  EXPECT_EQ(by({2, 0.25}, Grain::cell, -1), (Moment{2, 0}));
  EXPECT_EQ(by({2, 0}, Grain::cell, -1), (Moment{2, 0}));
  EXPECT_EQ(by({9, 1}, Grain::cell, 1), (Moment{9, 1}));
}

TEST_F(Moved, ThereAndBackVisitsEveryCell) {
  std::vector<Moment> way{{2, 0}};
  while (!(way.back() == Moment{9, 1})) {
    ASSERT_LT(way.size(), 100u);
    way.push_back(by(way.back(), Grain::cell, 1));
  }
  EXPECT_EQ(way.size(), 1u + 4 + 12 + 4 + 4 + 1 + 1 + 1 + 1);
  for (std::size_t i = way.size() - 1; i > 0; --i)
    EXPECT_EQ(by(way[i], Grain::cell, -1), way[i - 1]) << "step " << way[i].step << " phase " << way[i].phase;
}

TEST_F(Moved, ByBlock) {
  EXPECT_EQ(by({3, 0.5}, Grain::block, 1), (Moment{5, 1})) << "head 1 → head 2";
  EXPECT_EQ(by({5, 1}, Grain::block, 1), (Moment{6, 1})) << "head 2 → self";
  EXPECT_EQ(by({5, 1}, Grain::block, -1), (Moment{3, 1})) << "the first step of head 1";
  EXPECT_EQ(by({4, 1}, Grain::block, -1), (Moment{2, 1}));
  EXPECT_EQ(by({2, 1}, Grain::block, -1), (Moment{2, 1}));
  EXPECT_EQ(by({9, 0.5}, Grain::block, 1), (Moment{9, 1}));
}

TEST_F(Moved, ByLayer) {
  EXPECT_EQ(by({2, 1}, Grain::layer, 1), (Moment{3, 1}));
  EXPECT_EQ(by({3, 1}, Grain::layer, 1), (Moment{7, 1}));
  EXPECT_EQ(by({8, 1}, Grain::layer, 1), (Moment{9, 1}));
  EXPECT_EQ(by({7, 1}, Grain::layer, -1), (Moment{3, 1}));
  EXPECT_EQ(by({6, 1}, Grain::layer, -1), (Moment{2, 1}));
}

TEST_F(Moved, FromAWeightToTheFirstStep) {
  for (const Grain grain : {Grain::cell, Grain::step, Grain::block, Grain::layer})
    for (const int direction : {-1, 1}) EXPECT_EQ(by({1, 1}, grain, direction), (Moment{2, 1}));
  EXPECT_EQ(moved(trace, {}, {1, 1}, Grain::step, 1), (Moment{1, 1}));
}

TEST(Duration, FirstCellFirstRowAndTheRest) {
  EXPECT_NEAR(filling(step_of(4, 4)), 1.2 + 3 * 0.09 + 12 * 0.0225, 1e-9);
  EXPECT_NEAR(duration(step_of(4, 4)), filling(step_of(4, 4)) + 0.4, 1e-9) << "the complete step lingers";
  EXPECT_NEAR(filling(step_of(5, 1)), 1.2 + 4 * 0.0225, 1e-9);
  EXPECT_NEAR(filling(step_of(5, 64)), 1.2 + 4 * 0.09, 1e-9) << "rows";
  EXPECT_NEAR(duration(step_of(1, 1)), 0.8, 1e-9);
  EXPECT_NEAR(duration(step_of(1, 5000)), 64 * 0.025 + 0.4, 1e-9);
  EXPECT_NEAR(duration(step_of(0, 0)), 0.8, 1e-9);
  EXPECT_NEAR(duration(step_of(4, 64)), 6, 1e-9);
  EXPECT_NEAR(duration(step_of(200, 200)), 6, 1e-9);
}

class Playing : public Moved {
 protected:
  Moment shown(const Player& player, double now) const { return at(player, trace, places, now); }
  Player from(Moment moment, double speed = 1, bool reduced = false) const {
    return play(trace, places, moment, 100, speed, reduced);
  }
  // Step 3 is of 3×4 cells.
  static constexpr double row = 1.2 + 3 * 0.09, full = row + 8 * 0.0225;
};

TEST_F(Playing, FillsAStepCellByCell) {
  const Player player = from({3, 0});
  EXPECT_TRUE(player.playing);
  const auto cells = [&](double seconds) { return cells_done(trace[3], shown(player, 100 + seconds).phase); };
  EXPECT_EQ(shown(player, 100), (Moment{3, 0}));
  EXPECT_EQ(shown(player, 50), (Moment{3, 0})) << "a clock that runs backwards";
  EXPECT_EQ(cells(1.19), 0);
  EXPECT_EQ(cells(1.21), 1);
  EXPECT_EQ(cells(1.28), 1);
  EXPECT_EQ(cells(1.30), 2);
  EXPECT_EQ(cells(row + 0.001), 4);
  EXPECT_EQ(cells(row + 0.0226), 5);
  EXPECT_EQ(cells(full - 0.001), 11);
  EXPECT_NEAR(shown(player, 100.6).phase, 0.5 / 12, 1e-9) << "half of the first cell";
  EXPECT_EQ(shown(player, 100 + full + 0.001), (Moment{3, 1}));
  EXPECT_EQ(shown(player, 100 + full + 0.399), (Moment{3, 1}));
  const Moment next = shown(player, 100 + full + 0.41);
  EXPECT_EQ(next.step, 4);
  EXPECT_NEAR(next.phase, 0.01 / 1.2 / 4, 1e-9);
  EXPECT_EQ(shown(player, 1e12), (Moment{9, 1}));
}

TEST_F(Playing, TimeNeverGoesBack) {
  const Player player = from({2, 0});
  Moment before{2, 0};
  for (double now = 100; now < 140; now += 0.01) {
    const Moment moment = shown(player, now);
    ASSERT_TRUE(moment.step > before.step || (moment.step == before.step && moment.phase >= before.phase)) << now;
    ASSERT_TRUE(moment.phase >= 0 && moment.phase <= 1) << now;
    before = moment;
  }
  EXPECT_EQ(before, (Moment{9, 1}));
}

TEST_F(Playing, ALongStepIsHurriedAfterItsFirstCell) {
  const Trace wide = trace_of({{"wide", 4, 64}, {"end"}});
  const Course both({0, 1});
  const Player player = play(wide, both, {0, 0}, 0);
  EXPECT_EQ(cells_done(wide[0], at(player, wide, both, 1.19).phase), 0);
  EXPECT_EQ(cells_done(wide[0], at(player, wide, both, 1.21).phase), 1);
  EXPECT_LT(at(player, wide, both, 5.59).phase, 1);
  EXPECT_EQ(at(player, wide, both, 5.61), (Moment{0, 1}));
  EXPECT_EQ(at(player, wide, both, 6.01).step, 1);
}

TEST_F(Playing, GoesOnFromWhereItIs) {
  EXPECT_EQ(shown(from({3, 0.25}), 100).step, 3);
  EXPECT_NEAR(shown(from({3, 0.25}), 100).phase, 0.25, 1e-9);
  EXPECT_NEAR(shown(from({3, 4.0 / 12}), 100 + 2 * 0.0225).phase, 6.0 / 12, 1e-9);
  EXPECT_EQ(shown(from({3, 1}), 100), (Moment{4, 0})) << "after a complete step the next one begins";
  EXPECT_EQ(shown(from({9, 0}), 100), (Moment{9, 0}));
  EXPECT_EQ(shown(from({9, 1}), 100), (Moment{2, 0})) << "at the end, from the beginning";
  EXPECT_EQ(shown(from({0, 1}), 100), (Moment{2, 0})) << "from a weight, from the beginning";
}

TEST_F(Playing, Finishes) {
  const Player player = from({9, 0});
  EXPECT_FALSE(finished(player, trace, places, 100.39));
  EXPECT_TRUE(finished(player, trace, places, 100.41));
  EXPECT_TRUE(finished(play(Trace(), {}, {}, 0), Trace(), {}, 0));
  EXPECT_EQ(at(play(Trace(), {}, {}, 0), Trace(), {}, 9), (Moment{-1, 1}));
}

TEST_F(Playing, SaysWhenThePictureChanges) {
  const auto until = [&](const Player& player, double now) { return until_next(player, trace, places, now); };
  EXPECT_EQ(until(from({3, 0}), 101), 0) << "cells appear";
  EXPECT_NEAR(until(from({3, 0}), 100 + full + 0.1), 0.3, 1e-9) << "a complete step lingers";
  EXPECT_NEAR(until(from({3, 0}, 2), 100 + (full + 0.1) / 2), 0.15, 1e-9);
  EXPECT_EQ(until(from({9, 0}), 200), 0) << "the player is to be stopped";
  EXPECT_EQ(until(Player(), 0), std::numeric_limits<double>::infinity());
  EXPECT_NEAR(until(from({3, 0}, 2, true), 100.1), 0.3, 1e-9);
}

TEST_F(Playing, WithReducedMotionStepsAppearComplete) {
  const Player player = from({3, 0.5}, 1, true);
  EXPECT_EQ(shown(player, 100), (Moment{3, 1}));
  EXPECT_EQ(shown(player, 100.79), (Moment{3, 1}));
  EXPECT_EQ(shown(player, 100.81), (Moment{4, 1}));
  EXPECT_EQ(shown(player, 100 + 6 * 0.8 + 0.01), (Moment{9, 1}));
  EXPECT_TRUE(finished(player, trace, places, 100 + 6 * 0.8 + 0.01));
  EXPECT_EQ(shown(from({3, 1}, 1, true), 100), (Moment{4, 1}));
}

TEST_F(Playing, AnotherSpeedDoesNotJump) {
  for (const bool reduced : {false, true}) {
    const Player player = from({3, 0}, 1, reduced), faster = with_speed(player, 4, 101.3);
    EXPECT_EQ(shown(faster, 101.3).step, shown(player, 101.3).step);
    EXPECT_NEAR(shown(faster, 101.3).phase, shown(player, 101.3).phase, 1e-9);
    EXPECT_EQ(shown(faster, 101.4).step, shown(player, 101.7).step);
    EXPECT_NEAR(shown(faster, 101.4).phase, shown(player, 101.7).phase, 1e-9);
  }
}

TEST_F(Playing, ReducedMotionMayBeChosenWhilePlaying) {
  const Player player = from({3, 0}), reduced = with_reduced(player, trace, places, true, 101);
  EXPECT_EQ(shown(reduced, 101), (Moment{3, 1}));
  EXPECT_EQ(shown(reduced, 101.81), (Moment{4, 1}));
  EXPECT_EQ(shown(with_reduced(player, trace, places, false, 101), 101), shown(player, 101));
  const Player again = with_reduced(reduced, trace, places, false, 101.9);
  EXPECT_EQ(shown(again, 101.9), (Moment{4, 1})) << "it is there and stays for its moment";
  EXPECT_EQ(shown(again, 102.31).step, 5);
}

}  // namespace
}  // namespace attn
