// The tree of steps, and which step is shown when.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "app/core/document.h"
#include "app/core/outline.h"
#include "app/core/player.h"

namespace attn {
namespace {

using ::testing::ElementsAre;

// A trace of 1×1 givens with these paths.
Trace trace_of(std::initializer_list<const char*> paths) {
  Tape tape;
  for (const char* path : paths) tape.give(path, "value", Tensor(Mat::Zero(1, 1), {}, {}));
  return tape.finish();
}

Trace small_trace() {
  return trace_of({"model/embedding", "model/encoder/layer1/self/W_O", "encoder/embedding/sum",
                   "encoder/layer1/self/head1/query", "encoder/layer1/self/head1/weights",
                   "encoder/layer1/self/head2/query", "encoder/layer1/self/concat", "decode1/mask",
                   "decode1/layer1/self/head1/weights", "decode1/output/next"});
}

std::vector<std::string> names(const std::vector<OutlineNode>& nodes) {
  std::vector<std::string> found;
  for (const OutlineNode& n : nodes) found.push_back(n.name);
  return found;
}

TEST(Outline, IsTheTreeThatThePathsSpellWithTheWeightsLast) {
  const std::vector<OutlineNode> roots = outline(small_trace());
  EXPECT_THAT(names(roots), ElementsAre("encoder", "decode1", "model"));
  EXPECT_THAT(names(roots[0].children), ElementsAre("embedding", "layer1"));
  const OutlineNode& self = roots[0].children[1].children[0];
  EXPECT_THAT(names(self.children), ElementsAre("head1", "head2", "concat"));
  EXPECT_EQ(self.path, "encoder/layer1/self");
  EXPECT_EQ(self.step, -1);
  EXPECT_EQ(self.steps, 4);
  EXPECT_EQ(self.children[2].step, 6);
  EXPECT_EQ(self.children[2].path, "encoder/layer1/self/concat");
  EXPECT_EQ(roots[0].steps + roots[1].steps + roots[2].steps, 10);
}

TEST(Outline, AGroupMayBeAStepItself) {
  const std::vector<OutlineNode> roots = outline(trace_of({"a", "a/b"}));
  ASSERT_EQ(roots.size(), 1u);
  EXPECT_EQ(roots[0].step, 0);
  EXPECT_EQ(roots[0].steps, 2);
  EXPECT_EQ(roots[0].children[0].step, 1);
}

TEST(Outline, OfNothingIsNothing) { EXPECT_TRUE(outline(Trace()).empty()); }

TEST(Timeline, LeavesTheWeightsOut) {
  EXPECT_THAT(timeline(small_trace()), ElementsAre(2, 3, 4, 5, 6, 7, 8, 9));
  EXPECT_TRUE(timeline(Trace()).empty());
}

TEST(Resolve, FindsTheStepOrTheNearestThatMakesSense) {
  const Trace trace = small_trace();
  EXPECT_EQ(resolve(trace, "encoder/layer1/self/concat"), 6);
  EXPECT_EQ(resolve(trace, "decode7/layer1/self/head1/weights"), 8) << "this trace has one decoding step only";
  EXPECT_EQ(resolve(trace, "decode99999999999/output/next"), trace.find(default_step)) << "no number at all";
  EXPECT_EQ(resolve(trace, "decoder"), 4);
  EXPECT_EQ(resolve(trace, ""), 4);
  EXPECT_EQ(resolve(trace_of({"model/embedding", "one", "two"}), "three"), 1);
  EXPECT_EQ(resolve(Trace(), "one"), -1);
}

TEST(Moved, StopsAtBothEndsAndLeavesAWeightForTheFirstStep) {
  const std::vector<int> places = timeline(small_trace());
  EXPECT_EQ(moved(places, 4, 1), 5);
  EXPECT_EQ(moved(places, 4, -1), 3);
  EXPECT_EQ(moved(places, 2, -1), 2);
  EXPECT_EQ(moved(places, 9, 1), 9);
  EXPECT_EQ(moved(places, 9, -100), 2);
  EXPECT_EQ(moved(places, 0, 1), 2);
  EXPECT_EQ(moved(places, 1, -1), 2);
  EXPECT_EQ(moved({}, 3, 1), 3);
}

TEST(Player, IsAFunctionOfTime) {
  const std::vector<int> places = timeline(small_trace());
  const Player player = play(places, 4, 100);
  EXPECT_TRUE(player.playing);
  EXPECT_EQ(place_at(player, places, 100), 2);
  EXPECT_EQ(place_at(player, places, 100 + 0.99 * player.each), 2);
  EXPECT_EQ(place_at(player, places, 100 + 1.01 * player.each), 3);
  EXPECT_EQ(place_at(player, places, 50), 2) << "a clock that runs backwards";
  EXPECT_EQ(place_at(player, places, 1e12), 7);
  EXPECT_FALSE(finished(player, places, 100));
  EXPECT_TRUE(finished(player, places, 100 + 5.01 * player.each));
  EXPECT_NEAR(until_next(player, 100), player.each, 1e-9);
  EXPECT_NEAR(until_next(player, 100 + 1.25 * player.each), 0.75 * player.each, 1e-9);
}

TEST(Player, BeginsAnewAtTheEnd) {
  const std::vector<int> places = timeline(small_trace());
  EXPECT_EQ(play(places, 9, 0).place, 0);
  EXPECT_EQ(play({}, -1, 0).place, 0);
  EXPECT_TRUE(finished(play({}, -1, 0), {}, 0));
}

}  // namespace
}  // namespace attn
