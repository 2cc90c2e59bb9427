// What figures are made of. Internal to app/export.
#pragma once

#include <string>
#include <vector>

#include "app/core/texts.h"
#include "app/export/figure.h"
#include "app/scene/math.h"

namespace attn::figures {

// One table per language, made once.
const Texts& texts_in(Language language);
std::function<std::string(std::string_view key)> text_of(Language language);

// The colours of a picture: none of those that show no numbers by colour.
struct Colors {
  scene::Range range;
  bool masked = false;  // some numbers are −∞
};
std::optional<Colors> colors_of(const Figure& figure, const Subject& source);

std::string shape_and_path(const Figure& figure, const Subject& source);  // of the step: "5×5  ·  encoder/…"

// Whether it is the tree of a beam search.
inline bool shows_beam(const Figure& figure) {
  return figure.what == What::translation && figure.translation.decoding == Decoding::beam;
}

// How wide the figure is where nobody says; 0: that depends on what it shows.
float natural_width(const Figure& figure);

// Pictures without anything around them.
scene::Scene matrix_picture(const Figure& figure, const Subject& source, const scene::Measure& measure);
scene::Scene stage_picture(const Figure& figure, const Subject& source, const scene::Measure& measure);
scene::Scene map_picture(const Figure& figure, const Subject& source, const scene::Measure& measure);
scene::Scene heads_picture(const Figure& figure, const Subject& source, const scene::Measure& measure);
scene::Scene translation_picture(const Figure& figure, const Subject& source, const scene::Measure& measure);
scene::Scene beam_picture(const Figure& figure, const Subject& source, const scene::Measure& measure);

// The largest number that the Heads view shows with its darkest colour, where all heads share their colours.
scene::Range heads_range(const Figure& figure, const Subject& source);

// Whose cross-attention a translation's figure shows: a layer from 1, a head from 1 or 0 for the mean of all.
struct Looked {
  int layer = 0, head = 0, heads = 0;
};
Looked looked_of(const Figure& figure, const Subject& source);

// What is written below a picture: the formula as the window typesets it, and paragraphs cut into lines.
struct Caption {
  scene::Formula formula;  // null: it is words, or there is none
  scene::Extent extent;
  std::vector<std::string> lines;
  float height = 0;  // 0: nothing is written
};
// As wide as its longest line wants to be, `room` at most; nothing where the figure has no caption.
Caption caption_in(float room, const Figure& figure, const Subject& source, const scene::Measure& measure);
float caption_room(float width, const Figure& figure);  // below a picture of that width
float width_of(const Caption& caption, const scene::Measure& measure);

// Title above, colour bar and caption below a picture. A matrix has title and colour bar of its own.
scene::Scene framed(scene::Scene picture, const Figure& figure, const Subject& source, const scene::Measure& measure);

// Moves a mark.
void shift(scene::Mark& mark, float x, float y);

}  // namespace attn::figures
