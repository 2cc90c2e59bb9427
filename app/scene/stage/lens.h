// Lens: the cells about one of a matrix that is too large for numbers, with numbers and labels, beside their place.
#pragma once

#include "app/scene/stage/grid.h"

namespace attn::scene::parts {

// Whether there is something for a lens to do: a picture of many cells in both directions.
bool wants_lens(const Grid& grid);

// Over the matrix, where it does not hide the square that it shows, rather at its foot, where cells come last; 5 × 5
// where 7 × 7 would hide anything else. done, before: as of draw_grid. Row and column of the cell in their hues. The
// scene then follows the pointer. Nothing where it has no place.
void draw_lens(Canvas& canvas, const Grid& grid, Index done, Index row, Index col, Color row_hue, Color col_hue,
               int before = -1);

// The same while the pointer is on the step's own matrix, on top of everything else.
void offer_lens(Canvas& canvas, const Grid& grid, Index done, Color row_hue, Color col_hue, int before = -1);

// What of a matrix of many rows is there, a mark for each row, and in words: 312 wide at most, 24 high.
constexpr float row_progress_height = 24;
void draw_row_progress(Canvas& canvas, float x, float y, float width, Index done, Index rows, Index cols);
// The edge between what is there and what is not, across the matrix.
void draw_sweep(Canvas& canvas, const Grid& grid, Index done);

}  // namespace attn::scene::parts
