// Figures: what they show is the run's.
#include "app/export/figure.h"

#include <gtest/gtest.h>

#include "app/scene/raster.h"
#include "engine/formula.h"
#include "engine/roles/roles.h"
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
    if (step.role != &roles::weights || step.path.find("encoder/") != 0) continue;
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

// Where what is drawn ends, letters aside.
float lowest(const scene::Scene& scene, float above) {
  float y = 0;
  for (const scene::Mark& mark : scene.marks) {
    if (mark.kind != scene::Mark::Kind::text && mark.rect.y < above) y = std::max(y, mark.rect.y + mark.rect.h);
    for (const scene::Point& point : mark.points) y = std::max(y, point.y);
  }
  return y;
}

TEST(Figure, NoGapIsLeftBelowAStage) {
  const Subject subject = test::source("I am a student");
  for (const char* path : {"encoder/layer1/self/head1/scores", "encoder/layer1/add_norm1/sum", "decode2/mask",
                           "encoder/embedding/lookup", "encoder/layer1/ffn/hidden"}) {
    Figure figure;
    figure.what = What::stage;
    figure.step = test::step_of(subject, path);
    figure.caption = false;
    const scene::Scene whole = draw(figure, subject, scene::pango_measure()).scene;
    EXPECT_LT(whole.height - lowest(whole, whole.height), 60) << path;
    figure.phase = 0.3;
    EXPECT_EQ(draw(figure, subject, scene::pango_measure()).scene.height, whole.height) << path;
  }
}

// W_Q, not "W_Q"; S = Q·Kᵀ, not "scores = query·keyᵀ".
TEST(Figure, FormulasAreTypeset) {
  const Subject subject = test::source("I am a student");
  for (const What what : {What::matrix, What::stage})
    for (const char* path :
         {"encoder/layer1/self/head1/query", "encoder/layer1/add_norm1/sum", "encoder/layer1/self/head1/weights"}) {
      Figure figure;
      figure.what = what;
      figure.step = test::step_of(subject, path);
      const Drawing drawing = draw(figure, subject, scene::pango_measure());
      for (const scene::Mark& mark : drawing.scene.marks)
        EXPECT_EQ(mark.text.find(formula(subject.trace(), figure.step)), mark.text.npos) << path;
      EXPECT_NE(drawing.description.find(formula(subject.trace(), figure.step)), drawing.description.npos)
          << "words for those who cannot see it";
    }
}

TEST(Figure, AMatrixKeepsToTheSizeThatIsGiven) {
  const Subject subject = test::source("I am a student");
  Figure figure;
  figure.step = test::step_of(subject, "encoder/layer1/self/head1/weights");
  for (const auto& [width, height] : {std::pair{600.0f, 400.0f}, {480.0f, 200.0f}, {300.0f, 150.0f}}) {
    figure.width = width;
    figure.height = height;
    const scene::Scene scene = draw(figure, subject, scene::pango_measure()).scene;
    EXPECT_LE(scene.width, width);
    EXPECT_LE(scene.height, height);
  }
}

}  // namespace
