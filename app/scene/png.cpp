#include "app/scene/png.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "app/scene/cairo_surface.h"

namespace attn::scene {
namespace {

// Cairo keeps a pixel as one native 32-bit number, colours multiplied by alpha.
std::uint32_t argb(const std::uint8_t* rgba) {
  const std::uint32_t a = rgba[3];
  const auto times_alpha = [a](std::uint32_t channel) { return (channel * a + 127) / 255; };
  return a << 24 | times_alpha(rgba[0]) << 16 | times_alpha(rgba[1]) << 8 | times_alpha(rgba[2]);
}

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int count) {
  try {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
  } catch (const std::exception&) {  // must not travel through C
    return CAIRO_STATUS_NO_MEMORY;
  }
}

}  // namespace

void check(cairo_status_t status, const char* doing) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(std::string(doing) + ": " + cairo_status_to_string(status));
}

Surface surface_of(const Image& image) {
  const auto width = static_cast<std::size_t>(std::max(image.width, 0));
  const auto height = static_cast<std::size_t>(std::max(image.height, 0));
  if (width == 0 || height == 0 || image.rgba.size() != width * height * 4)
    throw std::invalid_argument("image: " + std::to_string(image.rgba.size()) + " bytes do not make " +
                                std::to_string(image.width) + "×" + std::to_string(image.height) + " pixels");
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

std::string png_of(cairo_surface_t* surface) {
  std::string bytes;
  check(cairo_surface_write_to_png_stream(surface, append, &bytes), "PNG");
  return bytes;
}

std::string encode_png(const Image& image) { return png_of(surface_of(image).get()); }

}  // namespace attn::scene
