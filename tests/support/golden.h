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
#include <vector>

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

// How far two pictures of one size are apart: in the mean, and how many pixels visibly in the tile that differs most. A
// label that is lost or moved is a few dozen pixels in one place.
struct Apart {
  double mean = 0;
  int in_tile = 0, tile_x = 0, tile_y = 0;  // and where that tile begins
};
inline constexpr int tile = 16;
inline Apart apart(const scene::Image& a, const scene::Image& b, scene::Image* differences = nullptr) {
  constexpr int visible = 48;  // of 255
  const int across = (a.width + tile - 1) / tile, down = (a.height + tile - 1) / tile;
  std::vector<int> tiles(static_cast<std::size_t>(across) * static_cast<std::size_t>(down));
  double sum = 0;
  for (int y = 0; y < a.height; ++y)
    for (int x = 0; x < a.width; ++x) {
      const auto i =
          4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(a.width) + static_cast<std::size_t>(x));
      int most = 0;
      for (std::size_t c = 0; c < 3; ++c) {
        const int d = std::abs(a.rgba[i + c] - b.rgba[i + c]);
        sum += d;
        most = std::max(most, d);
      }
      if (most > visible) ++tiles[static_cast<std::size_t>(y / tile * across + x / tile)];
      if (differences)
        for (std::size_t c = 0; c < 3; ++c)
          differences->rgba[i + c] = static_cast<std::uint8_t>(std::min(255, 3 * most));
    }
  Apart found{sum / (3.0 * a.width * a.height), 0, 0, 0};
  const auto worst = std::max_element(tiles.begin(), tiles.end());
  if (worst == tiles.end()) return found;
  found.in_tile = *worst;
  found.tile_x = static_cast<int>(worst - tiles.begin()) % across * tile;
  found.tile_y = static_cast<int>(worst - tiles.begin()) / across * tile;
  return found;
}

// Another processor may round a digit differently: that is at most about so many pixels of a tile.
inline constexpr double most_mean = 0.35;
inline constexpr int most_in_tile = 20;

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
  EXPECT_LE(found.in_tile, most_in_tile) << name << ": in the tile at " << found.tile_x << ", " << found.tile_y;
  if (found.mean <= most_mean && found.in_tile <= most_in_tile) return;
  scene::write_file(name + ".now.png", scene::encode_png(image));
  scene::write_file(name + ".differs.png", scene::encode_png(differences));
  ADD_FAILURE() << "see " << std::filesystem::absolute(name + ".now.png") << "; if it is meant so: ./dev golden";
}

}  // namespace attn::test
