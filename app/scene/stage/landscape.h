// Landscape: every number of a row in the order of its columns, thousands of them: the largest and the smallest of each
// two pixels.
#pragma once

#include <string>

#include "app/scene/stage/canvas.h"

namespace attn::scene::parts {

// In a card; its columns are those of landscape_plot. Columns from `done` on are pending; `marked` (−1: none) is picked
// out.
void draw_landscape(Canvas& canvas, const Rect& box, int step, const std::string& title, Index done, Index marked);
Rect landscape_plot(const Rect& box);
// Where the bar of a column ends in the whole landscape.
Point landscape_tip(const Canvas& canvas, const Rect& box, int step, Index column);

}  // namespace attn::scene::parts
