// The flame graph: where the bars are, and which of them are in sight.
#include "app/core/flame.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "app/core/player.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Flame flame_of(const std::vector<std::string>& paths) {
  Tape tape;
  for (const std::string& path : paths)
    tape.give(path, path.starts_with("model/") ? roles::embedding_table : roles::value,
              Tensor(Mat::zeros(1, 1), {}, {}));
  const Trace trace = tape.finish();
  return flame(trace, timeline(trace));
}

Flame small_flame() {
  return flame_of({"model/embedding", "encoder/embedding/sum", "encoder/layer1/self/head1/query",
                   "encoder/layer1/self/head1/key", "encoder/layer1/self/head2/query", "encoder/layer1/self/concat",
                   "decode1/mask", "decode1/layer1/self/head1/query"});
}

TEST(Flame, LanesAreDepthsAndBarsAreRuns) {
  const Flame f = small_flame();
  EXPECT_EQ(f.places, 7) << "weights are not played";
  ASSERT_EQ(f.lanes.size(), 5u);
  EXPECT_THAT(f.lanes[0],
              ElementsAre(FlameBar{0, 0, 5, -1, nullptr, "encoder"}, FlameBar{0, 5, 7, -1, nullptr, "decode1"}));
  EXPECT_THAT(f.lanes[1], ElementsAre(FlameBar{1, 0, 1, -1, nullptr, "encoder/embedding"},
                                      FlameBar{1, 1, 5, -1, nullptr, "encoder/layer1"},
                                      FlameBar{1, 5, 6, 6, &roles::value, "decode1/mask"},
                                      FlameBar{1, 6, 7, -1, nullptr, "decode1/layer1"}));
  EXPECT_THAT(f.lanes[3], ElementsAre(FlameBar{3, 1, 3, -1, nullptr, "encoder/layer1/self/head1"},
                                      FlameBar{3, 3, 4, -1, nullptr, "encoder/layer1/self/head2"},
                                      FlameBar{3, 4, 5, 5, &roles::value, "encoder/layer1/self/concat"},
                                      FlameBar{3, 6, 7, -1, nullptr, "decode1/layer1/self/head1"}));
  EXPECT_THAT(f.lanes[4][1], (FlameBar{4, 2, 3, 3, &roles::value, "encoder/layer1/self/head1/key"}));
  EXPECT_TRUE(flame(Trace(), {}).lanes.empty());
}

TEST(Flame, AGroupThatIsLeftAndEnteredAgainHasTwoBars) {
  const Flame f = flame_of({"a/x", "b/x", "a/y", "a"});
  EXPECT_THAT(f.lanes[0], ElementsAre(FlameBar{0, 0, 1, -1, nullptr, "a"}, FlameBar{0, 1, 2, -1, nullptr, "b"},
                                      FlameBar{0, 2, 3, -1, nullptr, "a"}, FlameBar{0, 3, 4, 3, &roles::value, "a"}));
}

TEST(Flame, AGroupEndsAtAStepThatIsNotAsDeep) {
  const Flame f = flame_of({"a/b/x", "c", "a/b/y"});
  EXPECT_THAT(f.lanes[1], ElementsAre(FlameBar{1, 0, 1, -1, nullptr, "a/b"}, FlameBar{1, 2, 3, -1, nullptr, "a/b"}));
}

TEST(Flame, ABarIsVisibleWhereItReachesIn) {
  const Flame f = small_flame();
  const auto paths = [&](int lane, FlameWindow window) {
    std::vector<std::string> found;
    for (const FlameBar& bar : visible(f, lane, window)) found.push_back(bar.path);
    return found;
  };
  EXPECT_THAT(paths(0, {0, 7}), ElementsAre("encoder", "decode1"));
  EXPECT_THAT(paths(0, {1, 5}), ElementsAre("encoder"));
  EXPECT_THAT(paths(0, {4.9, 5.1}), ElementsAre("encoder", "decode1"));
  EXPECT_THAT(paths(3, {0, 1}), IsEmpty());
  EXPECT_THAT(paths(3, {2.5, 4}), ElementsAre("encoder/layer1/self/head1", "encoder/layer1/self/head2"));
  EXPECT_THAT(paths(5, {0, 7}), IsEmpty());
  EXPECT_THAT(paths(-1, {0, 7}), IsEmpty());
}

TEST(Flame, VisibleIsWhatALookAtEveryBarFinds) {
  std::vector<std::string> names;
  std::mt19937 random(7);
  for (int i = 0; i < 300; ++i) names.push_back("g" + std::to_string(random() % 3) + "/s" + std::to_string(i));
  const Flame f = flame_of(names);
  for (int trial = 0; trial < 200; ++trial) {
    const double first = static_cast<double>(random() % 3100) / 10 - 5;
    const FlameWindow window{first, first + static_cast<double>(random() % 400) / 10 + 0.1};
    for (int lane = 0; lane < 2; ++lane) {
      std::vector<FlameBar> expected;
      for (const FlameBar& bar : f.lanes[static_cast<std::size_t>(lane)])
        if (bar.last > window.first && bar.first < window.last) expected.push_back(bar);
      const auto found = visible(f, lane, window);
      EXPECT_EQ(std::vector<FlameBar>(found.begin(), found.end()), expected);
    }
  }
}

TEST(Flame, FindsTheBarUnderThePointer) {
  const Flame f = small_flame();
  EXPECT_EQ(bar_at(f, 0, 4.99)->path, "encoder");
  EXPECT_EQ(bar_at(f, 0, 5)->path, "decode1");
  EXPECT_EQ(bar_at(f, 0, 0)->path, "encoder");
  EXPECT_EQ(bar_at(f, 3, 0.5), nullptr);
  EXPECT_EQ(bar_at(f, 0, 7), nullptr);
  EXPECT_EQ(bar_at(f, 0, -0.1), nullptr);
  EXPECT_EQ(bar_at(f, 9, 1), nullptr);
}

TEST(FlameWindow, IsHeldWithinTheTimeline) {
  EXPECT_EQ(fit(638), (FlameWindow{0, 638}));
  EXPECT_EQ(clamped({-5, 15}, 100), (FlameWindow{0, 20}));
  EXPECT_EQ(clamped({90, 110}, 100), (FlameWindow{80, 100}));
  EXPECT_EQ(clamped({-5, 500}, 100), (FlameWindow{0, 100}));
  EXPECT_EQ(clamped({40, 41}, 100), (FlameWindow{40, 48})) << "never narrower than 8";
  EXPECT_EQ(clamped({98, 99}, 100), (FlameWindow{92, 100}));
  EXPECT_EQ(clamped({60, 50}, 100), (FlameWindow{60, 68})) << "a window inside out";
  EXPECT_EQ(clamped({2, 3}, 5), (FlameWindow{0, 5})) << "or all there is";
  EXPECT_EQ(clamped({std::nan(""), 3}, 50), fit(50));
  EXPECT_EQ(clamped({0, 9}, 0), fit(0));
  EXPECT_GT(fit(0).last, fit(0).first) << "something to divide by";
}

TEST(FlameWindow, ZoomsAroundAPlace) {
  EXPECT_EQ(zoomed({0, 100}, 2, 50, 100), (FlameWindow{25, 75}));
  EXPECT_EQ(zoomed({0, 100}, 2, 0, 100), (FlameWindow{0, 50}));
  EXPECT_EQ(zoomed({20, 40}, 2, 25, 100), (FlameWindow{22.5, 32.5})) << "a quarter from the left before and after";
  EXPECT_EQ(zoomed({20, 40}, 0.5, 30, 100), (FlameWindow{10, 50}));
  EXPECT_EQ(zoomed({0, 40}, 0.5, 30, 100), (FlameWindow{0, 80})) << "the left end is in the way";
  EXPECT_EQ(zoomed({20, 40}, 1000, 30, 100), (FlameWindow{26, 34}));
  EXPECT_EQ(zoomed({20, 40}, 0.0001, 30, 100), fit(100));
  EXPECT_EQ(zoomed({20, 40}, 0, 30, 100), (FlameWindow{20, 40}));
  EXPECT_EQ(zoomed({20, 40}, std::numeric_limits<double>::infinity(), 30, 100), (FlameWindow{20, 40}));
}

TEST(FlameWindow, PansWithoutChangingItsWidth) {
  EXPECT_EQ(panned({20, 40}, 5, 100), (FlameWindow{25, 45}));
  EXPECT_EQ(panned({20, 40}, -50, 100), (FlameWindow{0, 20}));
  EXPECT_EQ(panned({20, 40}, 500, 100), (FlameWindow{80, 100}));
}

TEST(FlameWindow, FollowsThePlayheadByTheLeastMove) {
  EXPECT_EQ(following({20, 40}, 30, 100), (FlameWindow{20, 40}));
  EXPECT_EQ(following({20, 40}, 20, 100), (FlameWindow{20, 40}));
  EXPECT_EQ(following({20, 40}, 39, 100), (FlameWindow{20, 40}));
  EXPECT_EQ(following({20, 40}, 40, 100), (FlameWindow{21, 41}));
  EXPECT_EQ(following({20, 40}, 12, 100), (FlameWindow{12, 32}));
  EXPECT_EQ(following({20.5, 40.5}, 20, 100), (FlameWindow{20, 40}));
  EXPECT_EQ(following({20, 40}, 99, 100), (FlameWindow{80, 100}));
  EXPECT_EQ(following({20, 40}, 500, 100), (FlameWindow{80, 100}));
}

}  // namespace
}  // namespace attn
