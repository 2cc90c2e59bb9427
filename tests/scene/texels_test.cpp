// Texels: which number each shows, and in which colour.
#include "app/scene/texels.h"

#include <gtest/gtest.h>

#include <limits>

#include "engine/eigen.h"

namespace attn::scene {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

Cut whole(Index count, Index per = 1) { return {count, per, (count + per - 1) / per, 1}; }

Texels texels_of(Mat values, const Range& range, Index per_down = 1, Index per_across = 1) {
  Texels t;
  t.down = whole(values.rows(), per_down), t.across = whole(values.cols(), per_across);
  t.done = values.size();
  t.of = Tensor(std::move(values), {}, {});
  t.limit = range.limit;
  t.colors = number_colors(dark_theme(), range);
  return t;
}

const Range signs{Range::Kind::symmetric, 2};

TEST(Texels, EachNumberHasTheColourOfACell) {
  Mat m(2, 5);
  eigen(m) << 0, 2, -2, 0.7f, -0.01f, 5, -5, -infinity, infinity, std::nanf("");
  const Theme theme = dark_theme();
  for (const Range& range : {signs, Range{Range::Kind::unit, 1}, Range{Range::Kind::names, 0}}) {
    const auto texels = with_bins(texels_of(m, range));
    for (Index c = 0; c < 5; ++c) EXPECT_EQ(texel_color(*texels, 0, c), cell_color(theme, m(0, c), range));
    EXPECT_EQ(texel_color(*texels, 1, 0), cell_color(theme, 5, range));
    EXPECT_EQ(texel_color(*texels, 1, 1), cell_color(theme, -5, range));
    EXPECT_EQ(texel_color(*texels, 1, 2), theme.bg2);
    EXPECT_EQ(texel_color(*texels, 1, 3), theme.err);
    EXPECT_EQ(texel_color(*texels, 1, 4), theme.err);
    const Image image = image_of(*texels);
    for (std::size_t i = 0; i < 10; ++i) {
      const Color color = texel_color(*texels, static_cast<Index>(i / 5), static_cast<Index>(i % 5));
      EXPECT_EQ((std::vector(image.rgba.begin() + 4 * static_cast<std::ptrdiff_t>(i),
                             image.rgba.begin() + 4 * static_cast<std::ptrdiff_t>(i) + 4)),
                (std::vector{color.r, color.g, color.b, color.a}))
          << i;
    }
  }
}

TEST(Texels, WhatIsNotComputedIsPendingRowByRowOfTheTensor) {
  Texels t = texels_of(Mat::filled(3, 4, 1), signs);
  t.done = 6;
  const Theme theme = dark_theme();
  for (const bool turned : {false, true}) {
    t.turned = turned;
    if (turned) std::swap(t.down, t.across);
    for (Index r = 0; r < 3; ++r)
      for (Index c = 0; c < 4; ++c)
        EXPECT_EQ(turned ? texel_color(t, c, r) : texel_color(t, r, c), r * 4 + c < 6 ? theme.pos[128] : theme.bg1);
  }
}

TEST(Texels, AWindowShowsItsOwnCells) {
  Mat m(6, 8);
  for (Index i = 0; i < 48; ++i) m(i / 8, i % 8) = static_cast<float>(i) / 24 - 1;
  Texels t = texels_of(m, signs);
  t.down = {6, 1, 2, 1, 3, 2}, t.across = {8, 1, 3, 1, 5, 3};
  const Image image = image_of(t);
  EXPECT_EQ(image.width, 3);
  EXPECT_EQ(image.height, 2);
  EXPECT_EQ(image.cells, (std::vector<Index>{3 * 8 + 5, 3 * 8 + 6, 3 * 8 + 7, 4 * 8 + 5, 4 * 8 + 6, 4 * 8 + 7}));
  EXPECT_EQ(texel_color(t, 1, 2), cell_color(dark_theme(), m(4, 7), signs));
  const Mark mark = texels_mark(0, {10, 20, 30, 40}, with_bins(t));
  const Scene scene{100, 100, {}, {mark}};
  EXPECT_EQ(cell_at(scene, 35, 45), (CellTag{0, 4, 7}));
  const Rect place = place_of(mark, 4, 7);
  EXPECT_EQ(place.x, 30);
  EXPECT_EQ(place.y, 40);
  EXPECT_EQ(place.w, 10);
  EXPECT_EQ(place.h, 20);
  EXPECT_EQ(place_of(mark, 2, 7).w, 0) << "not in sight";
}

TEST(Texels, ABinShowsItsLargestThatIsDone) {
  Mat m = Mat::zeros(2, 6);
  m(1, 2) = -1.5f, m(0, 4) = 1;
  Texels t = texels_of(m, signs, 2, 3);
  auto all = with_bins(t);
  EXPECT_EQ(all->width(), 2);
  EXPECT_EQ(all->height(), 1);
  EXPECT_EQ(cell_of(*all, 0, 0), 1 * 6 + 2);
  EXPECT_EQ(cell_of(*all, 0, 1), 4);
  EXPECT_EQ(all->values, (std::vector<Real>{-1.5f, 1}));
  t.done = 8;
  auto some = with_bins(t);
  EXPECT_EQ(some->values, (std::vector<Real>{0, 1}));
  t.done = 3;
  some = with_bins(t);
  EXPECT_EQ(texel_color(*some, 0, 1), dark_theme().bg1) << "nothing of this bin is done";
}

TEST(Texels, WeakRowsFadeIntoTheGround) {
  Texels t = texels_of(Mat::filled(3, 1, 2), signs);
  t.strength = {1, 0, 0.5f};
  const Theme theme = dark_theme();
  EXPECT_EQ(texel_color(t, 0, 0), theme.pos[255]);
  EXPECT_EQ(texel_color(t, 1, 0), theme.bg0);
  EXPECT_NEAR(texel_color(t, 2, 0).r, (theme.pos[255].r + theme.bg0.r) / 2.0, 1);
}

}  // namespace
}  // namespace attn::scene
