// Which matrices appear row by row.
#pragma once

#include "app/scene/stage/cursor.h"
#include "app/scene/stage/grid.h"

namespace attn::scene {

inline constexpr Index most_one_by_one = 256;

// More cells than that appear in rows: there is no moment within a cell.
bool appears_in_rows(const Tensor& out);

namespace parts {

// What is on its way, or has just arrived: a cell, or the whole row where rows appear; of a complete step the cell.
Rect newest(const Grid& grid, const Cursor& at);

}  // namespace parts

}  // namespace attn::scene
