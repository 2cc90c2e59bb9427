#include "app/scene/cairo_draw.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "app/scene/cairo_surface.h"
#include "app/scene/cairo_text.h"
#include "app/scene/texels.h"

namespace attn::scene {
namespace {

void set_color(cairo_t* cr, Color c) { cairo_set_source_rgba(cr, c.r / 255.0, c.g / 255.0, c.b / 255.0, c.a / 255.0); }

void box_path(cairo_t* cr, const Rect& rect, float corner) {
  const double x = static_cast<double>(rect.x), y = static_cast<double>(rect.y);
  const double w = static_cast<double>(rect.w), h = static_cast<double>(rect.h);
  const double r = std::min({static_cast<double>(corner), w / 2, h / 2});
  if (r <= 0) return cairo_rectangle(cr, x, y, w, h);
  constexpr double quarter = std::numbers::pi / 2;
  cairo_new_sub_path(cr);
  cairo_arc(cr, x + w - r, y + r, r, -quarter, 0);
  cairo_arc(cr, x + w - r, y + h - r, r, 0, quarter);
  cairo_arc(cr, x + r, y + h - r, r, quarter, 2 * quarter);
  cairo_arc(cr, x + r, y + r, r, 2 * quarter, 3 * quarter);
  cairo_close_path(cr);
}

void points_path(cairo_t* cr, const Mark& mark) {
  cairo_new_path(cr);  // a text before it has left a point
  for (const Point& p : mark.points) cairo_line_to(cr, static_cast<double>(p.x), static_cast<double>(p.y));
}

void ribbon_path(cairo_t* cr, const Mark& mark) {
  if (mark.points.size() != 4) return;
  const auto x = [&](std::size_t i) { return static_cast<double>(mark.points[i].x); };
  const auto y = [&](std::size_t i) { return static_cast<double>(mark.points[i].y); };
  const double upper = (x(0) + x(2)) / 2, lower = (x(1) + x(3)) / 2;
  cairo_move_to(cr, x(0), y(0));
  cairo_curve_to(cr, upper, y(0), upper, y(2), x(2), y(2));
  cairo_line_to(cr, x(3), y(3));
  cairo_curve_to(cr, lower, y(3), lower, y(1), x(1), y(1));
  cairo_close_path(cr);
}

void draw_text(cairo_t* cr, const Mark& mark, TextLine& text) {
  PangoLayout* layout = text.set(mark.text, mark.font, mark.size);
  pango_cairo_update_layout(cr, layout);
  const double width = TextLine::width(layout);
  const double left = mark.align == Align::left ? 0 : mark.align == Align::center ? -width / 2 : -width;
  // Placed by its baseline, as in SVG, so that a taller substitute font does not move the line.
  const double baseline = static_cast<double>(mark.size * baseline_below_centre);
  cairo_translate(cr, static_cast<double>(mark.rect.x), static_cast<double>(mark.rect.y));
  cairo_rotate(cr, -static_cast<double>(mark.angle) * std::numbers::pi / 180);
  cairo_translate(cr, left, baseline - static_cast<double>(pango_layout_get_baseline(layout)) / PANGO_SCALE);
  cairo_move_to(cr, 0, 0);
  pango_cairo_show_layout(cr, layout);
}

Image textured(const Mark& mark, Image image, Texture texture) {
  return texture == Texture::large_texels ? enlarged(image, mark.rect) : image;
}

void draw_image(cairo_t* cr, const Mark& mark, const Image& image) {
  if (image.width <= 0 || image.height <= 0) return;
  const Surface surface = surface_of(image);
  const Rect& box = mark.rect;
  box_path(cr, box, mark.radius);
  cairo_translate(cr, static_cast<double>(box.x), static_cast<double>(box.y));
  cairo_scale(cr, static_cast<double>(box.w) / image.width, static_cast<double>(box.h) / image.height);
  cairo_set_source_surface(cr, surface.get(), 0, 0);
  cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
  cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
  cairo_fill(cr);
}

void draw(cairo_t* cr, const Mark& mark, TextLine& text, Texture texture) {
  set_color(cr, mark.color);
  cairo_set_line_width(cr, static_cast<double>(mark.width));
  const Rect& r = mark.rect;
  switch (mark.kind) {
    case Mark::Kind::fill:
      box_path(cr, r, mark.radius);
      return cairo_fill(cr);
    case Mark::Kind::outline:
      box_path(cr, r, mark.radius);
      return cairo_stroke(cr);
    case Mark::Kind::line:
      cairo_move_to(cr, static_cast<double>(r.x), static_cast<double>(r.y));
      cairo_line_to(cr, static_cast<double>(r.x + r.w), static_cast<double>(r.y + r.h));
      return cairo_stroke(cr);
    case Mark::Kind::text:
      return draw_text(cr, mark, text);
    case Mark::Kind::polygon:
      points_path(cr, mark);
      return cairo_fill(cr);
    case Mark::Kind::polyline:
      points_path(cr, mark);
      return cairo_stroke(cr);
    case Mark::Kind::ribbon:
      ribbon_path(cr, mark);
      return cairo_fill(cr);
    case Mark::Kind::image:
      if (mark.image && r.w > 0 && r.h > 0) draw_image(cr, mark, textured(mark, part_of(mark), texture));
      return;
    case Mark::Kind::texels:
      if (mark.texels && mark.texels->width() > 0 && mark.texels->height() > 0 && r.w > 0 && r.h > 0)
        draw_image(cr, mark, textured(mark, image_of(*mark.texels), texture));
  }
}

}  // namespace

void draw_scene(cairo_t* cr, const Scene& scene, bool background, Texture texture) {
  if (background) {
    set_color(cr, scene.background);
    cairo_rectangle(cr, 0, 0, static_cast<double>(scene.width), static_cast<double>(scene.height));
    cairo_fill(cr);
  }
  for (const Mark& mark : scene.marks) {
    cairo_save(cr);
    draw(cr, mark, text_line_of_this_thread(), texture);
    cairo_restore(cr);
  }
}

}  // namespace attn::scene
