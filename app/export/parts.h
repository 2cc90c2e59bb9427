// What figures are made of. Internal to app/export.
#pragma once

#include <string>
#include <vector>

#include "app/core/texts.h"
#include "app/export/figure.h"

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

// Pictures without anything around them.
scene::Scene matrix_picture(const Figure& figure, const Subject& source, const scene::Measure& measure);
scene::Scene stage_picture(const Figure& figure, const Subject& source, const scene::Measure& measure);
scene::Scene map_picture(const Figure& figure, const Subject& source, const scene::Measure& measure);
scene::Scene heads_picture(const Figure& figure, const Subject& source, const scene::Measure& measure);
scene::Scene translation_picture(const Figure& figure, const Subject& source, const scene::Measure& measure);

// The largest number that the Heads view shows with its darkest colour, where all heads share their colours.
scene::Range heads_range(const Figure& figure, const Subject& source);

// Title above, colour bar and caption below a picture.
scene::Scene framed(scene::Scene picture, const Figure& figure, const Subject& source, const scene::Measure& measure);

// Moves a mark.
void shift(scene::Mark& mark, float x, float y);

}  // namespace attn::figures
