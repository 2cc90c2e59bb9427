// Pixels of the PNG backend, read back by Cairo's own PNG reader.
#include "app/scene/raster.h"
#include "app/scene/ribbon.h"

#include <cairo.h>
#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <set>
#include <stdexcept>

#include "app/scene/png.h"

// Fontconfig keeps what it has read of its configuration until the program ends.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }

using namespace attn;
using namespace attn::scene;

namespace {

struct Pixels {
  int width = 0, height = 0;
  std::vector<std::uint32_t> argb;  // colours multiplied by alpha
  std::uint32_t at(int x, int y) const { return argb[static_cast<std::size_t>(y * width + x)]; }
};

Pixels decode(const std::string& png) {
  std::string_view rest = png;
  const auto read = [](void* from, unsigned char* to, unsigned int count) {
    auto& bytes = *static_cast<std::string_view*>(from);
    if (bytes.size() < count) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(to, bytes.data(), count);
    bytes.remove_prefix(count);
    return CAIRO_STATUS_SUCCESS;
  };
  const std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface(
      cairo_image_surface_create_from_png_stream(read, &rest), cairo_surface_destroy);
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) throw std::runtime_error("not a PNG");
  Pixels p{cairo_image_surface_get_width(surface.get()), cairo_image_surface_get_height(surface.get()), {}};
  for (int y = 0; y < p.height; ++y)
    for (int x = 0; x < p.width; ++x) {
      std::uint32_t pixel = 0;
      std::memcpy(
          &pixel,
          cairo_image_surface_get_data(surface.get()) + y * cairo_image_surface_get_stride(surface.get()) + x * 4, 4);
      p.argb.push_back(pixel | (cairo_image_surface_get_format(surface.get()) == CAIRO_FORMAT_RGB24 ? 0xFF000000u : 0));
    }
  return p;
}

Mark mark_of(Mark::Kind kind, Rect rect, Color color) {
  Mark mark;
  mark.kind = kind;
  mark.rect = rect;
  mark.color = color;
  return mark;
}

Scene scene_of(float width, float height, std::vector<Mark> marks) {
  return {width, height, {10, 20, 30, 255}, std::move(marks)};
}

TEST(Raster, FillsAreWhereTheyAreAndBackgroundElsewhere) {
  const Scene scene = scene_of(20, 10, {mark_of(Mark::Kind::fill, {5, 2, 4, 3}, {255, 128, 0, 255})});
  for (const int scale : {1, 2, 3}) {
    const Pixels p = decode(to_png(scene, scale));
    EXPECT_EQ(p.width, 20 * scale);
    EXPECT_EQ(p.height, 10 * scale);
    for (int y = 0; y < p.height; ++y)
      for (int x = 0; x < p.width; ++x) {
        const bool inside = x >= 5 * scale && x < 9 * scale && y >= 2 * scale && y < 5 * scale;
        ASSERT_EQ(p.at(x, y), inside ? 0xFFFF8000u : 0xFF0A141Eu);
      }
  }
}

TEST(Raster, ImagesAreNotMixed) {
  auto image = std::make_shared<Image>();
  image->width = 2;
  image->height = 1;
  image->rgba = {255, 0, 0, 255, 0, 0, 255, 255};
  Mark mark = mark_of(Mark::Kind::image, {0, 0, 20, 10}, {});
  mark.image = image;
  const Pixels p = decode(to_png(scene_of(20, 10, {mark}), 1.5));
  EXPECT_EQ(p.width, 30);
  for (int x = 0; x < 30; ++x) EXPECT_EQ(p.at(x, 7), x < 15 ? 0xFFFF0000u : 0xFF0000FFu);
}

TEST(Raster, PolygonsAreFilledAndPolylinesStroked) {
  Mark triangle = mark_of(Mark::Kind::polygon, {}, {255, 0, 0, 255});
  triangle.points = {{0, 0}, {20, 0}, {0, 20}};
  Mark bend = mark_of(Mark::Kind::polyline, {}, {0, 0, 255, 255});
  bend.points = {{10, 30}, {30, 30}, {30, 10}};
  bend.width = 4;
  const Pixels p = decode(to_png(scene_of(40, 40, {triangle, bend})));
  EXPECT_EQ(p.at(4, 4), 0xFFFF0000u);
  EXPECT_EQ(p.at(15, 15), 0xFF0A141Eu);
  EXPECT_EQ(p.at(20, 30), 0xFF0000FFu);
  EXPECT_EQ(p.at(30, 20), 0xFF0000FFu);
  EXPECT_EQ(p.at(20, 20), 0xFF0A141Eu) << "open: not closed, not filled";
}

TEST(Raster, RibbonsAreFilledBetweenTheirCurves) {
  const Pixels p = decode(to_png(scene_of(100, 60, {ribbon({0, 0}, 10, {100, 40}, 20, {255, 0, 0, 255})})));
  EXPECT_EQ(p.at(1, 5), 0xFFFF0000u);
  EXPECT_EQ(p.at(98, 50), 0xFFFF0000u);
  EXPECT_EQ(p.at(50, 27), 0xFFFF0000u) << "half-way: from 20 to 35";
  EXPECT_EQ(p.at(50, 15), 0xFF0A141Eu);
  EXPECT_EQ(p.at(10, 14), 0xFF0A141Eu) << "it leaves level";
}

TEST(Raster, TransparentTexelsShowTheGround) {
  auto image = std::make_shared<Image>();
  image->width = image->height = 1;
  image->rgba = {255, 255, 255, 0};
  Mark mark = mark_of(Mark::Kind::image, {0, 0, 4, 4}, {});
  mark.image = image;
  EXPECT_EQ(decode(to_png(scene_of(4, 4, {mark}))).at(2, 2), 0xFF0A141Eu);
  EXPECT_EQ(decode(encode_png(*image)).at(0, 0) >> 24, 0u);
}

TEST(Raster, TextIsAsWideAsMeasured) {
  const Measure measure = pango_measure();
  for (const Font font : {Font::ui, Font::ui_bold, Font::mono})
    for (const char* words : {"student", "−0.63", "学生", "≈0 ∞ …", "bad \xFF bytes"}) {
      const float width = measure(words, font, 20);
      EXPECT_GT(width, 10);
      EXPECT_NEAR(measure(words, font, 40), 2 * width, 1.0f) << words;
      Mark mark = mark_of(Mark::Kind::text, {20, 30, 0, 0}, {255, 255, 255, 255});
      mark.text = words;
      mark.font = font;
      mark.size = 20;
      const Pixels p = decode(to_png(scene_of(width + 40, 60, {mark})));
      int left = p.width, right = -1, top = p.height, bottom = -1;
      for (int y = 0; y < p.height; ++y)
        for (int x = 0; x < p.width; ++x)
          if (p.at(x, y) != 0xFF0A141Eu)
            left = std::min(left, x), right = std::max(right, x), top = std::min(top, y), bottom = std::max(bottom, y);
      EXPECT_GE(left, 17) << words;
      EXPECT_LE(right, 20 + static_cast<int>(width) + 3) << words;
      EXPECT_GE(top, 15) << words;
      EXPECT_LE(bottom, 46) << words;
    }
  EXPECT_EQ(measure("", Font::ui, 12), 0);
}

TEST(Raster, TextTurnsAboutItsAnchor) {
  Mark mark = mark_of(Mark::Kind::text, {10, 90, 0, 0}, {255, 255, 255, 255});
  mark.text = "HHHHHH";
  mark.size = 12;
  mark.angle = 90;  // upwards
  const Pixels p = decode(to_png(scene_of(100, 100, {mark})));
  for (int y = 0; y < 100; ++y)
    for (int x = 0; x < 100; ++x)
      if (p.at(x, y) != 0xFF0A141Eu) {
        EXPECT_LE(std::abs(x - 10), 7);
        EXPECT_LE(y, 90);
      }
}

// Noise above, repeated rows and one colour below; alpha: every value, or opaque.
Image picture_of(int width, int height, bool opaque) {
  Image image{width, height, {}, {}};
  std::uint32_t state = 1;
  for (int y = 0; y < height; ++y)
    for (int i = 0; i < 4 * width; ++i) {
      state = state * 1664525 + 1013904223;
      const int pixel = i / 4;
      const auto noise = static_cast<std::uint8_t>(state >> 24), stripe = static_cast<std::uint8_t>(pixel * pixel);
      image.rgba.push_back(i % 4 == 3 && opaque ? 255 : y < height / 2 ? noise : y < height * 3 / 4 ? stripe : 77);
    }
  return image;
}

TEST(Raster, EveryPixelIsReadBackAsItWas) {
  constexpr std::pair<int, int> sizes[] = {{1, 1}, {1, 9}, {3, 2}, {5, 4}, {257, 1}, {509, 307}, {30001, 5}};
  for (const auto& [width, height] : sizes)
    for (const bool opaque : {true, false}) {
      const Image image = picture_of(width, height, opaque);
      const Pixels p = decode(encode_png(image));
      ASSERT_EQ(std::pair(p.width, p.height), std::pair(width, height));
      for (std::size_t i = 0; i < p.argb.size(); ++i) {
        const std::uint32_t alpha = image.rgba[4 * i + 3];
        std::uint32_t wanted = alpha;
        for (std::size_t c = 0; c < 3; ++c) wanted = wanted << 8 | (image.rgba[4 * i + c] * alpha * 2 + 255) / 510;
        ASSERT_EQ(p.argb[i], wanted) << width << "×" << height << (opaque ? ", opaque" : "") << ", pixel " << i;
      }
    }
}

TEST(Raster, WhatIsDrawnIsWhatIsRead) {
  auto image = std::make_shared<Image>(picture_of(211, 97, true));
  Mark mark = mark_of(Mark::Kind::image, {0, 0, 211, 97}, {});
  mark.image = image;
  for (const bool transparent : {false, true}) {
    const Pixels p = decode(to_png(scene_of(211, transparent ? 98.0f : 97.0f, {mark}), 1, transparent));
    for (std::size_t i = 0; i < 211 * 97; ++i) {
      const std::uint8_t* rgb = &image->rgba[4 * i];
      ASSERT_EQ(p.argb[i], 0xFF000000u | std::uint32_t{rgb[0]} << 16 | std::uint32_t{rgb[1]} << 8 | rgb[2]) << i;
    }
    EXPECT_EQ(p.argb.back() >> 24, transparent ? 0u : 255u);
  }
}

TEST(Raster, RefusesPicturesThatCannotBe) {
  EXPECT_THROW(to_png(scene_of(0, 10, {})), std::invalid_argument);
  EXPECT_THROW(to_png(scene_of(10, 10, {}), 0), std::invalid_argument);
  EXPECT_THROW(to_png(scene_of(10, 10, {}), -1), std::invalid_argument);
  EXPECT_THROW(to_png(scene_of(10, 10, {}), 1e9), std::invalid_argument);
  EXPECT_THROW(encode_png({2, 2, {1, 2, 3}, {}}), std::invalid_argument);
  EXPECT_THROW(encode_png({}), std::invalid_argument);
}

}  // namespace
