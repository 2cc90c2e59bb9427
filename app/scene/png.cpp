// PNG (ISO/IEC 15948), written for drawings: large areas of one colour, rows that repeat. Opaque pictures have no alpha
// channel. A row is stored as its difference from the one above or from the pixel to the left, whichever is smaller;
// most are then zeros, for which the fastest setting of zlib is as good as any.
#include "app/scene/png.h"

#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <stdexcept>

#include "app/scene/cairo_surface.h"

namespace attn::scene {
namespace {

using Byte = std::uint8_t;

// Cairo keeps a pixel as one native 32-bit number, colours multiplied by alpha.
std::uint32_t argb(const Byte* rgba) {
  const std::uint32_t a = rgba[3];
  const auto times_alpha = [a](std::uint32_t channel) { return (channel * a + 127) / 255; };
  return a << 24 | times_alpha(rgba[0]) << 16 | times_alpha(rgba[1]) << 8 | times_alpha(rgba[2]);
}

void put(std::string& out, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 255);
}

void chunk(std::string& out, const char* name, std::string_view data) {
  put(out, static_cast<std::uint32_t>(data.size()));
  const std::size_t from = out.size();
  out += name;
  out += data;
  put(out, static_cast<std::uint32_t>(
               crc32(0, reinterpret_cast<const Bytef*>(out.data() + from), static_cast<uInt>(out.size() - from))));
}

// The size of what a filter leaves, bytes counted as signed: a guess at how well it can be compressed.
std::uint64_t weight(const Byte* row, std::size_t count) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += row[i] < 128 ? row[i] : 256u - row[i];
  return sum;
}

class Deflate {
 public:
  explicit Deflate(std::size_t expected) {
    if (deflateInit2(&stream_, 4, Z_DEFLATED, 15, 9, Z_FILTERED) != Z_OK)
      throw std::runtime_error("PNG: not enough memory");
    out_.reserve(expected);
  }
  ~Deflate() { deflateEnd(&stream_); }
  Deflate(const Deflate&) = delete;
  Deflate& operator=(const Deflate&) = delete;

  void add(const Byte* bytes, std::size_t count, int flush = Z_NO_FLUSH) {
    stream_.next_in = const_cast<Bytef*>(bytes);
    stream_.avail_in = static_cast<uInt>(count);
    int status = Z_OK;
    do {
      stream_.next_out = buffer_;
      stream_.avail_out = sizeof buffer_;
      status = deflate(&stream_, flush);
      if (status == Z_STREAM_ERROR) throw std::runtime_error("PNG: cannot be compressed");
      out_.append(reinterpret_cast<const char*>(buffer_), sizeof buffer_ - stream_.avail_out);
    } while (stream_.avail_out == 0 || (flush == Z_FINISH && status != Z_STREAM_END));
  }
  std::string finish() {
    add(nullptr, 0, Z_FINISH);
    return std::move(out_);
  }

 private:
  z_stream stream_{};
  Bytef buffer_[1 << 16];
  std::string out_;
};

// row(y, to): the pixels of a row, three or four bytes each.
std::string write_png(int width, int height, bool opaque, const std::function<void(int y, Byte* to)>& row,
                      const PngNotes& notes) {
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

  Deflate deflate(length * static_cast<std::size_t>(height) / 16 + 1024);
  std::vector<Byte> last(length, 0), now(length), up(length + 1), left(length + 1);
  up[0] = 2, left[0] = 1;
  for (int y = 0; y < height; ++y) {
    row(y, now.data());
    if (now == last) {
      std::fill(up.begin() + 1, up.end(), Byte{0});
      deflate.add(up.data(), up.size());
      continue;
    }
    for (std::size_t i = 0; i < length; ++i) up[i + 1] = static_cast<Byte>(now[i] - last[i]);
    std::copy_n(now.begin(), std::min(pixel, length), left.begin() + 1);
    for (std::size_t i = pixel; i < length; ++i) left[i + 1] = static_cast<Byte>(now[i] - now[i - pixel]);
    const bool up_is_less = weight(up.data() + 1, length) <= weight(left.data() + 1, length);
    deflate.add(up_is_less ? up.data() : left.data(), length + 1);
    now.swap(last);
  }
  chunk(out, "IDAT", deflate.finish());
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
  bool opaque = true;
  for (int y = 0; y < height && opaque; ++y)
    opaque = std::all_of(source(y), source(y) + width, [](std::uint32_t p) { return p >> 24 == 255; });
  const auto row = [&](int y, Byte* to) {
    const std::uint32_t* from = source(y);
    for (int x = 0; x < width; ++x) {
      const std::uint32_t p = from[x], a = p >> 24;
      const auto channel = [&](int shift) {
        const std::uint32_t c = p >> shift & 255;
        return static_cast<Byte>(a == 255 || a == 0 ? c : std::min(255u, (c * 255 + a / 2) / a));
      };
      *to++ = channel(16);
      *to++ = channel(8);
      *to++ = channel(0);
      if (!opaque) *to++ = static_cast<Byte>(a);
    }
  };
  return write_png(width, height, opaque, row, notes);
}

std::string encode_png(const Image& image, const PngNotes& notes) {
  check_size(image);
  bool opaque = true;
  for (std::size_t i = 3; i < image.rgba.size() && opaque; i += 4) opaque = image.rgba[i] == 255;
  const auto width = static_cast<std::size_t>(image.width);
  const auto row = [&](int y, Byte* to) {
    const Byte* from = &image.rgba[static_cast<std::size_t>(y) * width * 4];
    if (!opaque) return static_cast<void>(std::copy_n(from, width * 4, to));
    for (std::size_t x = 0; x < width; ++x) to = std::copy_n(from + 4 * x, 3, to);
  };
  return write_png(image.width, image.height, opaque, row, notes);
}

}  // namespace attn::scene
