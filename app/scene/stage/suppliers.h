// Who supplies what where one sequence asks another: keys and values come from what was read, queries from what is
// written.
#pragma once

#include "app/scene/stage/canvas.h"

namespace attn::scene::parts {

constexpr float suppliers_height = 92;
// Of scores: the row asks, the column answers.
void draw_suppliers(Canvas& canvas, const Rect& box, const Tensor& scores, Index row, Index col);

}  // namespace attn::scene::parts
