// One line of text as Pango sets it. Internal to the backends that draw with Cairo.
#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string_view>

#include "app/scene/scene.h"

namespace attn::scene {

struct FreePango {
  void operator()(PangoContext* context) const { g_object_unref(context); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontMap* map) const { g_object_unref(map); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

// Has a font map of its own, so that two threads never share Pango's caches; each thread keeps one for its lifetime,
// because opening fonts takes longer than drawing a figure.
class TextLine {
 public:
  TextLine();
  PangoLayout* set(std::string_view words, Font font, float size);
  static double width(PangoLayout* layout);

 private:
  std::unique_ptr<PangoFontMap, FreePango> map_;
  std::unique_ptr<PangoContext, FreePango> context_;
  std::unique_ptr<PangoLayout, FreePango> layout_;
};

TextLine& text_line_of_this_thread();

}  // namespace attn::scene
