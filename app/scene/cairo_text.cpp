#include "app/scene/cairo_text.h"

#include <string>

#include "app/scene/text.h"

namespace attn::scene {

TextLine::TextLine() : map_(pango_cairo_font_map_new()), context_(pango_font_map_create_context(map_.get())) {
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

PangoLayout* TextLine::set(std::string_view words, Font font, float size) {
  const std::string clean = clean_utf8(words);
  std::unique_ptr<PangoFontDescription, FreePango> description(pango_font_description_new());
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

double TextLine::width(PangoLayout* layout) {
  int pango_width = 0;
  pango_layout_get_size(layout, &pango_width, nullptr);
  return static_cast<double>(pango_width) / PANGO_SCALE;
}

TextLine& text_line_of_this_thread() {
  static thread_local TextLine line;
  return line;
}

}  // namespace attn::scene
