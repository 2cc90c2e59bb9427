// Figures: what they show is the run's.
#include "app/export/figure.h"

#include <gtest/gtest.h>

#include "app/scene/raster.h"
#include "tests/support/export_source.h"

using namespace attn;
using namespace attn::figures;

namespace {

TEST(Figure, EveryPictureInAViewIsPainted) {
  const Subject subject = test::source("I am a student");
  for (const What what : {What::map, What::heads, What::translation, What::stage, What::matrix}) {
    Figure figure;
    figure.what = what;
    figure.step = subject.trace().size() - 1;
    const Drawing drawing = draw(figure, subject, scene::pango_measure());
    for (const scene::Mark& mark : drawing.scene.marks) {
      EXPECT_TRUE(mark.kind != scene::Mark::Kind::image || mark.image) << static_cast<int>(what);
    }
  }
}

// A texel for each cell of each head, in the colour of its weight.
TEST(Figure, HeadsHaveTheColoursOfTheirWeights) {
  const Subject subject = test::source("I am a student");
  Figure figure;
  figure.what = What::heads;
  figure.paper = Paper::light;
  const Drawing drawing = draw(figure, subject, scene::pango_measure());
  int compared = 0;
  for (const scene::Mark& mark : drawing.scene.marks) {
    if (mark.kind != scene::Mark::Kind::image || mark.cell.step < 0 || !mark.image) continue;
    const Step& step = subject.trace()[mark.cell.step];
    if (step.role != "weights" || step.path.find("encoder/") != 0) continue;
    const scene::Image image = scene::part_of(mark);
    ASSERT_EQ(image.width, step.out.cols());
    ASSERT_EQ(image.height, step.out.rows());
    for (Index r = 0; r < step.out.rows(); ++r)
      for (Index c = 0; c < step.out.cols(); ++c) {
        const auto* texel = &image.rgba[static_cast<std::size_t>(4 * (r * step.out.cols() + c))];
        const scene::Color wanted =
            scene::cell_color(scene::light_theme(), static_cast<double>(step.out(r, c)), {scene::Range::Kind::unit, 1});
        EXPECT_EQ(texel[0], wanted.r);
        EXPECT_EQ(texel[1], wanted.g);
        EXPECT_EQ(texel[2], wanted.b);
        ++compared;
      }
  }
  EXPECT_EQ(compared, 2 * 4 * 5 * 5);  // two layers of four heads, five tokens
}

}  // namespace
