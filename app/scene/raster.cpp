#include "app/scene/raster.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "app/scene/cairo_surface.h"
#include "app/scene/texels.h"
#include "app/scene/text.h"

namespace attn::scene {
namespace {

struct FreePango {
  void operator()(PangoContext* context) const { g_object_unref(context); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontMap* map) const { g_object_unref(map); }
};

struct FontFree {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

// One line of text. Its own font map, so that two threads never share Pango's caches.
class Text {
 public:
  Text() : map_(pango_cairo_font_map_new()), context_(pango_font_map_create_context(map_.get())) {
    // Unhinted, unrounded: the same widths at every scale.
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
    layout_.reset(pango_layout_new(context_.get()));
    pango_layout_set_single_paragraph_mode(layout_.get(), TRUE);
  }

  PangoLayout* set(std::string_view words, Font font, float size) {
    const std::string clean = clean_utf8(words);
    std::unique_ptr<PangoFontDescription, FontFree> description(pango_font_description_new());
    const bool mono = font == Font::mono;
    pango_font_description_set_family_static(
        description.get(), mono ? "JetBrains Mono,DejaVu Sans Mono,monospace" : "Inter,Noto Sans CJK SC,sans-serif");
    pango_font_description_set_weight(description.get(),
                                      font == Font::ui_bold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(description.get(), static_cast<double>(size) * PANGO_SCALE);
    pango_layout_set_font_description(layout_.get(), description.get());
    pango_layout_set_text(layout_.get(), clean.data(), static_cast<int>(clean.size()));
    return layout_.get();
  }

  static double width(PangoLayout* layout) {
    int pango_width = 0;
    pango_layout_get_size(layout, &pango_width, nullptr);
    return static_cast<double>(pango_width) / PANGO_SCALE;
  }

 private:
  std::unique_ptr<PangoFontMap, FreePango> map_;
  std::unique_ptr<PangoContext, FreePango> context_;
  std::unique_ptr<PangoLayout, FreePango> layout_;
};

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

void draw_text(cairo_t* cr, const Mark& mark, Text& text) {
  PangoLayout* layout = text.set(mark.text, mark.font, mark.size);
  pango_cairo_update_layout(cr, layout);
  const double width = Text::width(layout);
  const double left = mark.align == Align::left ? 0 : mark.align == Align::center ? -width / 2 : -width;
  // Placed by its baseline, as in SVG, so that a taller substitute font does not move the line.
  const double baseline = static_cast<double>(mark.size * baseline_below_centre);
  cairo_translate(cr, static_cast<double>(mark.rect.x), static_cast<double>(mark.rect.y));
  cairo_rotate(cr, -static_cast<double>(mark.angle) * std::numbers::pi / 180);
  cairo_translate(cr, left, baseline - static_cast<double>(pango_layout_get_baseline(layout)) / PANGO_SCALE);
  cairo_move_to(cr, 0, 0);
  pango_cairo_show_layout(cr, layout);
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

void draw(cairo_t* cr, const Mark& mark, Text& text) {
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
      if (mark.image && r.w > 0 && r.h > 0) draw_image(cr, mark, part_of(mark));
      return;
    case Mark::Kind::texels:
      if (mark.texels && mark.texels->width() > 0 && mark.texels->height() > 0 && r.w > 0 && r.h > 0)
        draw_image(cr, mark, image_of(*mark.texels));
  }
}

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
  return [text = std::make_shared<Text>()](std::string_view words, Font font, float size) {
    return static_cast<float>(Text::width(text->set(words, font, size)));
  };
}

std::string to_png(const Scene& scene, double scale) {
  const int width = pixels(scene.width, scale), height = pixels(scene.height, scale);
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
  check(cairo_surface_status(surface.get()), "PNG");
  const std::unique_ptr<cairo_t, FreeCairo> cairo(cairo_create(surface.get()));
  cairo_t* cr = cairo.get();
  set_color(cr, scene.background);
  cairo_paint(cr);
  cairo_scale(cr, scale, scale);
  Text text;
  for (const Mark& mark : scene.marks) {
    cairo_save(cr);
    draw(cr, mark, text);
    cairo_restore(cr);
  }
  check(cairo_status(cr), "PNG");
  return png_of(surface.get());
}

}  // namespace attn::scene
