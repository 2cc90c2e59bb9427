// PNG (ISO/IEC 15948), written for drawings: large areas of one colour, rows that repeat. Opaque pictures have no alpha
// channel. No row is filtered: what repeats is then found as it is, which takes less time, and less room in nearly
// every figure, than the differences from the row above or the pixel to the left.
#include "app/scene/png.h"

#include <libdeflate.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <stdexcept>

#include "app/scene/cairo_surface.h"
#include "app/scene/zlib_stream.h"

namespace attn::scene {
namespace {

using Byte = std::uint8_t;

// Cairo keeps a pixel as one native 32-bit number, colours multiplied by alpha.
std::uint32_t argb(const Byte* rgba) {
  const std::uint32_t a = rgba[3];
  if (a == 255) return a << 24 | std::uint32_t{rgba[0]} << 16 | std::uint32_t{rgba[1]} << 8 | rgba[2];
  const auto times_alpha = [a](std::uint32_t channel) { return (channel * a + 127) / 255; };
  return a << 24 | times_alpha(rgba[0]) << 16 | times_alpha(rgba[1]) << 8 | times_alpha(rgba[2]);
}

// Red, green, blue and one byte more, as they are to lie in memory.
std::uint32_t in_file_order(std::uint32_t argb) {
  if constexpr (std::endian::native == std::endian::big) return argb << 8;
  return (argb >> 16 & 0xFF) | (argb & 0xFF00) | (argb & 0xFF) << 16;
}

void put(std::string& out, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 255);
}

void chunk(std::string& out, const char* name, std::string_view data) {
  put(out, static_cast<std::uint32_t>(data.size()));
  const std::size_t from = out.size();
  out += name;
  out += data;
  put(out, static_cast<std::uint32_t>(libdeflate_crc32(0, out.data() + from, out.size() - from)));
}

// row(y, to): the pixels of a row, three or four bytes each; may write one byte more, which does not count.
std::string write_png(int width, int height, bool opaque, const std::function<void(int y, Byte* to)>& row,
                      const PngNotes& notes, Effort effort) {
  const std::size_t pixel = opaque ? 3 : 4, length = static_cast<std::size_t>(width) * pixel;
  std::string out = "\x89PNG\r\n\x1a\n", header;
  put(header, static_cast<std::uint32_t>(width));
  put(header, static_cast<std::uint32_t>(height));
  header += {8, static_cast<char>(opaque ? 2 : 6), 0, 0, 0};
  chunk(out, "IHDR", header);
  if (notes.dots_per_inch > 0) {
    std::string density;
    const auto per_metre = static_cast<std::uint32_t>(std::lround(notes.dots_per_inch / 0.0254));
    put(density, per_metre);
    put(density, per_metre);
    chunk(out, "pHYs", density + '\1');
  }
  for (const auto& [keyword, text] : notes.texts)
    chunk(out, "iTXt", keyword + std::string("\0\0\0\0\0", 5) + text);  // not compressed, of no language

  // So many rows at a time as stay in the processor's cache.
  constexpr std::size_t cached = 1 << 16;
  const std::size_t rows = std::clamp<std::size_t>(cached / (length + 1), 1, static_cast<std::size_t>(height));
  std::vector<Byte> band(rows * (length + 1) + 1, 0);
  ZlibStream stream(effort);
  std::size_t filled = 0;
  for (int y = 0; y < height; ++y) {
    Byte* to = &band[filled * (length + 1)];
    to[0] = 0;  // not filtered
    row(y, to + 1);
    if (++filled < rows && y + 1 < height) continue;
    stream.add({band.data(), filled * (length + 1)}, y + 1 == height);
    filled = 0;
  }
  chunk(out, "IDAT", stream.bytes());
  chunk(out, "IEND", "");
  return out;
}

void check_size(const Image& image) {
  const auto width = static_cast<std::size_t>(std::max(image.width, 0));
  const auto height = static_cast<std::size_t>(std::max(image.height, 0));
  if (width == 0 || height == 0 || image.rgba.size() != width * height * 4)
    throw std::invalid_argument("image: " + std::to_string(image.rgba.size()) + " bytes do not make " +
                                std::to_string(image.width) + "×" + std::to_string(image.height) + " pixels");
}

}  // namespace

void check(cairo_status_t status, const char* doing) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(std::string(doing) + ": " + cairo_status_to_string(status));
}

Surface surface_of(const Image& image) {
  check_size(image);
  const auto width = static_cast<std::size_t>(image.width), height = static_cast<std::size_t>(image.height);
  Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, image.width, image.height));
  check(cairo_surface_status(surface.get()), "image");
  unsigned char* pixels = cairo_image_surface_get_data(surface.get());
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x) {
      const std::uint32_t pixel = argb(&image.rgba[(y * width + x) * 4]);
      std::memcpy(pixels + y * stride + x * 4, &pixel, sizeof pixel);
    }
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

std::string png_of(cairo_surface_t* surface, const PngNotes& notes) {
  cairo_surface_flush(surface);
  const int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
  const unsigned char* pixels = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  const auto source = [&](int y) {
    return reinterpret_cast<const std::uint32_t*>(pixels + static_cast<std::ptrdiff_t>(y) * stride);
  };
  std::uint32_t all = ~std::uint32_t{0};
  for (int y = 0; y < height; ++y)
    for (const std::uint32_t p : std::span(source(y), static_cast<std::size_t>(width))) all &= p;
  const bool opaque = all >> 24 == 255;
  const auto row = [&](int y, Byte* to) {
    const std::uint32_t* from = source(y);
    if (opaque) {
      for (int x = 0; x < width; ++x, to += 3) {
        const std::uint32_t bytes = in_file_order(from[x]);
        std::memcpy(to, &bytes, sizeof bytes);
      }
      return;
    }
    for (int x = 0; x < width; ++x) {
      const std::uint32_t p = from[x], a = p >> 24;
      const auto channel = [&](int shift) {
        const std::uint32_t c = p >> shift & 255;
        return static_cast<Byte>(a == 255 || a == 0 ? c : std::min(255u, (c * 255 + a / 2) / a));
      };
      *to++ = channel(16);
      *to++ = channel(8);
      *to++ = channel(0);
      *to++ = static_cast<Byte>(a);
    }
  };
  return write_png(width, height, opaque, row, notes, Effort::fast);
}

std::string encode_png(const Image& image, const PngNotes& notes, Effort effort) {
  check_size(image);
  Byte all = 255;
  for (std::size_t i = 3; i < image.rgba.size(); i += 4) all &= image.rgba[i];
  const bool opaque = all == 255;
  const auto width = static_cast<std::size_t>(image.width);
  const auto row = [&](int y, Byte* to) {
    const Byte* from = &image.rgba[static_cast<std::size_t>(y) * width * 4];
    if (!opaque) std::memcpy(to, from, width * 4);
    for (std::size_t x = 0; opaque && x < width; ++x) std::memcpy(to + 3 * x, from + 4 * x, 4);
  };
  return write_png(image.width, image.height, opaque, row, notes, effort);
}

}  // namespace attn::scene
