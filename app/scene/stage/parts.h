// What stands around a matrix: brackets, labels, its name; colour bars.
#pragma once

#include <string>
#include <vector>

#include "app/scene/stage/grid.h"

namespace attn::scene::parts {

// Square brackets around a matrix.
void bracket(Canvas& canvas, const Rect& cells, Color color);

// Labels of the rows (right-aligned at x) or of the columns (their feet at y). active: bold, in that hue.
void draw_row_labels(Canvas& canvas, const Grid& grid, const Labels& labels, float x, Index active, Color hue);
void draw_col_labels(Canvas& canvas, const Grid& grid, const Labels& labels, float y, Index active, Color hue);

// A colour bar of a width with its ends in numbers; `name` above it.
constexpr float color_bar_height = 36;
void color_bar(Canvas& canvas, float x, float y, float width, const std::string& name, const Range& range);

}  // namespace attn::scene::parts
