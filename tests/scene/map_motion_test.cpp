// The map in motion: values travel along lanes and ribbons with the playhead.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "app/core/player.h"
#include "app/scene/views/map.h"
#include "tests/support/map.h"

namespace attn {
namespace {

using namespace map_test;
using map_test::Look;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Middles of the values on their way, those of the loop aside.
std::vector<Point> travellers(const Subject& s, const char* path, double phase, int head = 0) {
  Look look;
  look.phase = phase;
  look.options.head = head;
  std::vector<Point> found;
  for (const Mark& m : drawn(s, s.translation.trace.find(path), look).map.scene.marks)
    if (m.kind == Mark::Kind::fill && m.color == theme(false).ink && m.rect.w == m.rect.h && m.radius == m.rect.w / 2)
      found.push_back({m.rect.x + m.rect.w / 2, m.rect.y + m.rect.h / 2});
  return found;
}

TEST(Map, ValuesTravelAsThePlayheadPasses) {
  const Subject& s = subjects().front();
  const MapPlan plan = drawn(s, last_step(s)).plan;
  // Along the newest word's lane, through the block.
  float before = 0;
  for (const double phase : {0.2, 0.5, 0.8}) {
    const std::vector<Point> at = travellers(s, "decode3/layer1/ffn/activation", phase);
    ASSERT_THAT(at, SizeIs(1)) << phase;
    EXPECT_NEAR(at[0].y, plan.decoder.y(2), 0.01);
    EXPECT_GT(at[0].x, before);
    before = at[0].x;
  }
  EXPECT_THAT(travellers(s, "decode3/layer1/ffn/activation", 1), IsEmpty()) << "complete: nothing moves";
  // In the encoder one word after the other.
  const std::vector<Point> words = travellers(s, "encoder/layer2/self/head1/query", 0.5);
  ASSERT_GT(words.size(), 1u);
  for (std::size_t i = 1; i < words.size(); ++i) EXPECT_LT(words[i].x, words[i - 1].x);
  // Down the ribbons, when the weights are there; of one head, only while that one is computed.
  const char* context = "decode3/layer2/cross/head2/context";
  EXPECT_THAT(travellers(s, "decode3/layer2/cross/head2/weights", 0.5), IsEmpty());
  EXPECT_THAT(travellers(s, context, 0.5, 3), IsEmpty());
  std::size_t ribbons = 0;
  Look look;
  look.options.head = 2;
  for (const Mark& m : drawn(s, s.translation.trace.find(context), look).map.scene.marks)
    ribbons += m.kind == Mark::Kind::ribbon && m.cell.row == 2 && m.cell.step >= 0 &&
               s.translation.trace[m.cell.step].path == "decode3/layer2/cross/head2/weights";
  EXPECT_THAT(travellers(s, context, 0.5, 2), SizeIs(ribbons));
  // The chosen word enters again.
  const std::vector<Point> loop = travellers(s, "decode3/embedding/tokens", 0.5);
  ASSERT_FALSE(loop.empty());
  EXPECT_TRUE(std::any_of(loop.begin(), loop.end(), [&](const Point& p) { return p.y > plan.decoder.bottom; }));
}

}  // namespace
}  // namespace attn
