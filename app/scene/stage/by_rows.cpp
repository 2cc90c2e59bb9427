#include "app/scene/stage/by_rows.h"

namespace attn::scene {

bool appears_in_rows(const Tensor& out) { return out.size() > most_one_by_one && out.rows() > 1; }

Rect parts::newest(const Grid& grid, const Cursor& at) {
  const auto [row, col] = at.sweep ? *at.sweep : RowCol{at.row, at.col};
  return !at.all && appears_in_rows(*grid.of) ? grid.row(row) : grid.cell(row, col);
}

}  // namespace attn::scene
