// The comparison of golden images notices a label that is lost: the golden tests stand on it.
#include "app/scene/raster.h"
#include "tests/support/golden.h"
#include "tests/support/stage_rows.h"

namespace attn::test {
namespace {

// Pixels that are neither the darkest nor the lightest of the letters do not count: three letters are enough.
TEST_F(StageRows, ALabelThatIsLostFailsTheGoldenTests) {
  const Scene whole = draw(short_->trace, "encoder/layer1/self/head2/weights", {1, {}}, sizes[0]);
  const Image golden = to_image(whole);
  EXPECT_EQ(apart(golden, golden).in_tile, 0);
  int labels = 0, noticed = 0;
  for (std::size_t i = 0; i < whole.marks.size(); ++i) {
    const Mark& mark = whole.marks[i];
    if (mark.kind != Mark::Kind::text || mark.text.size() < 3 || mark.size < 10) continue;
    Scene without = whole;
    without.marks.erase(without.marks.begin() + static_cast<std::ptrdiff_t>(i));
    ++labels;
    if (apart(golden, to_image(without)).in_tile > most_in_tile) ++noticed;
  }
  EXPECT_GT(labels, 20);
  EXPECT_GE(noticed, labels * 9 / 10) << "of " << labels;
}

}  // namespace
}  // namespace attn::test
