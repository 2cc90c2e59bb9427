#include "app/scene/raster.h"

#include <cmath>
#include <cstring>
#include <stdexcept>

#include <fmt/format.h>

#include "app/scene/cairo_draw.h"
#include "app/scene/cairo_surface.h"
#include "app/scene/cairo_text.h"

namespace attn::scene {
namespace {

int pixels(float length, double scale) {
  const double count = std::ceil(static_cast<double>(length) * scale - 1e-6);
  constexpr double most = 32767;  // Cairo's own limit
  if (!(scale > 0) || !(count >= 1) || count > most)
    throw std::invalid_argument("PNG: a side of " + fmt::format("{:g}", length) + " at scale " +
                                fmt::format("{:g}", scale) + " is not between 1 and 32767 pixels");
  return static_cast<int>(count);
}

Surface drawn(const Scene& scene, double scale, bool transparent) {
  const int width = pixels(scene.width, scale), height = pixels(scene.height, scale);
  constexpr double most = 1 << 28;  // a gigabyte
  if (static_cast<double>(width) * height > most)
    throw std::invalid_argument("a picture of " + std::to_string(width) + "×" + std::to_string(height) +
                                " pixels is too large");
  Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
  check(cairo_surface_status(surface.get()), "picture");
  const std::unique_ptr<cairo_t, FreeCairo> cairo(cairo_create(surface.get()));
  cairo_t* cr = cairo.get();
  if (!transparent) {  // to the last pixel, which may be only partly of the scene
    const Color c = scene.background;
    cairo_set_source_rgba(cr, c.r / 255.0, c.g / 255.0, c.b / 255.0, c.a / 255.0);
    cairo_paint(cr);
  }
  cairo_scale(cr, scale, scale);
  draw_scene(cr, scene, false);
  check(cairo_status(cr), "picture");
  cairo_surface_flush(surface.get());
  return surface;
}

}  // namespace

Measure pango_measure() {
  return [text = std::make_shared<TextLine>()](std::string_view words, Font font, float size) {
    return static_cast<float>(TextLine::width(text->set(words, font, size)));
  };
}

Image to_image(const Scene& scene, double scale) {
  const Surface surface = drawn(scene, scale, false);
  Image image{cairo_image_surface_get_width(surface.get()), cairo_image_surface_get_height(surface.get()), {}, {}};
  const unsigned char* pixels = cairo_image_surface_get_data(surface.get());
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
  const auto width = static_cast<std::size_t>(image.width), height = static_cast<std::size_t>(image.height);
  image.rgba.resize(width * height * 4);
  std::uint8_t* to = image.rgba.data();
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x) {
      std::uint32_t pixel = 0;  // native, ARGB
      std::memcpy(&pixel, pixels + y * stride + 4 * x, sizeof pixel);
      for (const int shift : {16, 8, 0}) *to++ = static_cast<std::uint8_t>(pixel >> shift);
      *to++ = 255;
    }
  return image;
}

std::string to_png(const Scene& scene, double scale, bool transparent, const PngNotes& notes) {
  return png_of(drawn(scene, scale, transparent).get(), notes);
}

}  // namespace attn::scene
