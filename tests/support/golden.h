// Golden images: pictures that were looked at and found good; later ones must not differ by more than rasterisers do.
//
// ATTN_UPDATE_GOLDEN=1 writes them anew (./dev golden). After a failure the picture as it is now lies in the test's
// folder, beside it one of the differences.
#pragma once

#include <cairo.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include "app/scene/png.h"
#include "app/scene/write_file.h"

namespace attn::test {

// Opaque pictures only. Empty if there is no such file.
inline scene::Image read_png(const std::string& path) {
  scene::Image image;
  cairo_surface_t* surface = cairo_image_surface_create_from_png(path.c_str());
  if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
    image.width = cairo_image_surface_get_width(surface);
    image.height = cairo_image_surface_get_height(surface);
    const unsigned char* data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < image.height; ++y)
      for (int x = 0; x < image.width; ++x) {
        std::uint32_t pixel = 0;
        std::memcpy(&pixel, data + y * stride + 4 * x, 4);
        for (const int shift : {16, 8, 0}) image.rgba.push_back(static_cast<std::uint8_t>(pixel >> shift & 255));
        image.rgba.push_back(255);
      }
  }
  cairo_surface_destroy(surface);
  return image;
}

// A step's path as a part of a file name.
inline std::string file_name(std::string path) {
  std::replace(path.begin(), path.end(), '/', '_');
  return path;
}

inline scene::Image part_of(const scene::Image& whole, int x, int y, int width, int height) {
  scene::Image part{width, height, {}, {}};
  for (int row = y; row < y + height; ++row) {
    const auto from = whole.rgba.begin() + 4 * (static_cast<std::ptrdiff_t>(row) * whole.width + x);
    part.rgba.insert(part.rgba.end(), from, from + 4 * static_cast<std::ptrdiff_t>(width));
  }
  return part;
}

// How far two pictures of one size are apart: in the mean, and in how many of a thousand pixels visibly.
struct Apart {
  double mean = 0, visibly = 0;
};
inline Apart apart(const scene::Image& a, const scene::Image& b, scene::Image* differences = nullptr) {
  constexpr int visible = 48;  // of 255
  double sum = 0;
  std::size_t many = 0;
  for (std::size_t i = 0; i < a.rgba.size(); i += 4) {
    int most = 0;
    for (std::size_t c = 0; c < 3; ++c) {
      const int d = std::abs(a.rgba[i + c] - b.rgba[i + c]);
      sum += d;
      most = std::max(most, d);
    }
    if (most > visible) ++many;
    if (differences)
      for (std::size_t c = 0; c < 3; ++c) differences->rgba[i + c] = static_cast<std::uint8_t>(std::min(255, 3 * most));
  }
  const auto pixels = static_cast<double>(a.rgba.size()) / 4;
  return {sum / (3 * pixels), 1000 * static_cast<double>(many) / pixels};
}

inline constexpr double most_mean = 0.35, most_visibly = 2;  // another processor may round a digit differently

inline void expect_golden(const std::string& name, const scene::Image& image) {
  const std::string path = std::string(ATTN_SOURCE_DIR "/tests/golden/") + name + ".png";
  if (std::getenv("ATTN_UPDATE_GOLDEN")) {
    scene::write_file(path, scene::encode_png(image));
    return;
  }
  const scene::Image golden = read_png(path);
  ASSERT_GT(golden.width, 0) << path << " is missing: make it with ./dev golden, and look at it";
  ASSERT_EQ(golden.width, image.width) << name;
  ASSERT_EQ(golden.height, image.height) << name;
  scene::Image differences = image;
  const Apart found = apart(golden, image, &differences);
  EXPECT_LE(found.mean, most_mean) << name;
  EXPECT_LE(found.visibly, most_visibly) << name;
  if (found.mean <= most_mean && found.visibly <= most_visibly) return;
  scene::write_file(name + ".now.png", scene::encode_png(image));
  scene::write_file(name + ".differs.png", scene::encode_png(differences));
  ADD_FAILURE() << "see " << std::filesystem::absolute(name + ".now.png") << "; if it is meant so: ./dev golden";
}

}  // namespace attn::test
