#include "app/scene/raster.h"

#include <cmath>
#include <stdexcept>

#include "app/scene/cairo_draw.h"
#include "app/scene/cairo_surface.h"
#include "app/scene/cairo_text.h"

namespace attn::scene {
namespace {

int pixels(float length, double scale) {
  const double count = std::ceil(static_cast<double>(length) * scale - 1e-6);
  constexpr double most = 32767;  // Cairo's own limit
  if (!(scale > 0) || !(count >= 1) || count > most)
    throw std::invalid_argument("PNG: a side of " + std::to_string(static_cast<double>(length)) + " at scale " +
                                std::to_string(scale) + " is not between 1 and 32767 pixels");
  return static_cast<int>(count);
}

}  // namespace

Measure pango_measure() {
  return [text = std::make_shared<TextLine>()](std::string_view words, Font font, float size) {
    return static_cast<float>(TextLine::width(text->set(words, font, size)));
  };
}

std::string to_png(const Scene& scene, double scale, bool transparent, const PngNotes& notes) {
  const int width = pixels(scene.width, scale), height = pixels(scene.height, scale);
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
  check(cairo_surface_status(surface.get()), "PNG");
  const std::unique_ptr<cairo_t, FreeCairo> cairo(cairo_create(surface.get()));
  cairo_t* cr = cairo.get();
  if (!transparent) {  // to the last pixel, which may be only partly of the scene
    const Color c = scene.background;
    cairo_set_source_rgba(cr, c.r / 255.0, c.g / 255.0, c.b / 255.0, c.a / 255.0);
    cairo_paint(cr);
  }
  cairo_scale(cr, scale, scale);
  draw_scene(cr, scene, false);
  check(cairo_status(cr), "PNG");
  return png_of(surface.get(), notes);
}

}  // namespace attn::scene
