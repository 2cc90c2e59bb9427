// The parts of the inspector, one file each, from top to bottom. Each is given the y where it begins and the width it
// has beside the margins, and returns the y below it.
#pragma once

#include "app/gui/frame.h"
#include "app/gui/widgets.h"

namespace attn::gui::inspector_parts {

inline constexpr float side = 20;

// Brings the view up to date with the selected cell. Everything but the text is made only when that changes.
void update(Frame& frame, float width);

float selected_cell(Frame& frame, float y, float width);  // its arithmetic, term by term
float comes_from(Frame& frame, float y, float width);     // a graph back to weights and tables
float used_by(Frame& frame, float y, float width);        // what reads it

// Of all that leads somewhere: lights it under the pointer or the keys, goes there on a click.
void way(Frame& frame, std::size_t number, const scene::Rect& box, float radius);

}  // namespace attn::gui::inspector_parts
