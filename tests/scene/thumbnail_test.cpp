// Thumbnails: a texel per cell, the strongest of a bin, and never larger than a word.
#include "app/scene/thumbnail.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/eigen.h"
#include "engine/roles/roles.h"

using namespace attn;
using namespace attn::scene;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

Tensor tensor(Mat m) { return Tensor(std::move(m), {}, {}); }

Color texel(const Image& image, int row, int col) {
  const std::uint8_t* p = &image.rgba[static_cast<std::size_t>(row * image.width + col) * 4];
  return {p[0], p[1], p[2], p[3]};
}

TEST(Thumbnail, HasATexelPerCell) {
  Mat m(2, 3);
  eigen(m) << 2, -2, 0, 1, -1, 0;
  for (const Theme& t : {dark_theme(), light_theme()}) {
    const auto image = thumbnail(tensor(m), roles::scores, t);
    ASSERT_NE(image, nullptr);
    ASSERT_EQ(image->width, 3);
    ASSERT_EQ(image->height, 2);
    ASSERT_EQ(image->rgba.size(), 24u);
    EXPECT_EQ(texel(*image, 0, 0), t.pos[255]);
    EXPECT_EQ(texel(*image, 0, 1), t.neg[255]);
    EXPECT_EQ(texel(*image, 0, 2), t.pos[0]);
    EXPECT_EQ(texel(*image, 1, 0), t.pos[128]);
    EXPECT_EQ(texel(*image, 1, 1), t.neg[128]);
  }
}

TEST(Thumbnail, ShareIsOneHue) {
  Mat m(1, 2);
  eigen(m) << 0, 1;
  const Theme t = dark_theme();
  const auto image = thumbnail(tensor(m), roles::weights, t);
  ASSERT_NE(image, nullptr);
  EXPECT_EQ(texel(*image, 0, 0), t.seq[0]);
  EXPECT_EQ(texel(*image, 0, 1), t.seq[255]);
}

TEST(Thumbnail, MaskedCellsAreTheInset) {
  Mat m(2, 2);
  eigen(m) << 1, -infinity, std::nanf(""), infinity;
  const Theme t = dark_theme();
  const auto image = thumbnail(tensor(m), roles::masked, t);
  ASSERT_NE(image, nullptr);
  EXPECT_EQ(texel(*image, 0, 1), t.bg2);
  EXPECT_EQ(texel(*image, 1, 0), t.err);
  EXPECT_EQ(texel(*image, 1, 1), t.err);
}

TEST(Thumbnail, LargeOnesShowTheStrongestOfEachBin) {
  // 8000 columns: 167 to a texel, so 48 texels; 60 rows: 3 to a texel, so 20.
  Mat m = Mat::filled(60, 8000, 0.5f);
  m(4, 167 * 2 + 5) = -5;
  m(59, 7999) = 5;
  eigen(m).block(30, 0, 2, 8000).setConstant(5);  // of 100 numbers three: the range is theirs
  eigen(m).block(6, 0, 3, 167).setConstant(-infinity);
  m(10, 200) = -infinity;
  const Theme t = dark_theme();
  const auto image = thumbnail(tensor(m), roles::scores, t);
  ASSERT_NE(image, nullptr);
  ASSERT_EQ(image->width, 48);
  ASSERT_EQ(image->height, 20);
  EXPECT_EQ(texel(*image, 1, 2), t.neg[255]);
  EXPECT_EQ(texel(*image, 19, 47), t.pos[255]);
  EXPECT_EQ(texel(*image, 2, 0), t.bg2);
  EXPECT_EQ(texel(*image, 3, 1), t.pos[26]);  // 0.1 of the range, not the one masked cell
  EXPECT_EQ(texel(*image, 0, 0), t.pos[26]);
}

TEST(Thumbnail, NothingToSeeIsNoPicture) {
  EXPECT_EQ(thumbnail(Tensor(), roles::scores, dark_theme()), nullptr);
  EXPECT_EQ(thumbnail(tensor(Mat(0, 5)), roles::scores, dark_theme()), nullptr);
  EXPECT_EQ(thumbnail(tensor(Mat::filled(3, 1, 47)), roles::tokens, dark_theme()), nullptr);
}

TEST(Thumbnail, SizeFollowsTheCellsUpToAWord) {
  const auto is = [](Size size, float w, float h) {
    EXPECT_FLOAT_EQ(size.w, w);
    EXPECT_FLOAT_EQ(size.h, h);
  };
  is(thumbnail_size(4, 4), 20, 18);
  is(thumbnail_size(4, 16), 48, 18);
  is(thumbnail_size(1, 1), 5, 4.5f);
  is(thumbnail_size(64, 64), 48, 20);
  is(thumbnail_size(1, 8000), 48, 4.5f);
  is(thumbnail_size(5, 2), 10, 20);
}

}  // namespace
