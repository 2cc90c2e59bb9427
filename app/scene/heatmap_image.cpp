// Matrices with more cells than can be drawn one by one: a texel per cell, or per bin of cells.
#include <cmath>

#include "app/scene/marks.h"

namespace attn::scene::parts {
namespace {

// NaN and +∞ must not hide behind a number, a number not behind −∞.
double rank(double value) {
  if (std::isnan(value)) return 3e300;
  if (std::isinf(value)) return value > 0 ? 2e300 : -1;
  return std::abs(value);
}

// The texels without a computed cell, as boxes over whatever ground there is: the end of a row, and the rows below it.
void draw_pending_ground(const Layout& layout, Scene& to) {
  const Index row = layout.done / layout.cols.count, col = layout.done % layout.cols.count;
  const auto cover = [&](Index first_row, Index first_col, Index end_row) {
    const float x = static_cast<float>(first_col) * layout.cols.px, y = static_cast<float>(first_row) * layout.rows.px;
    const Rect box{layout.cells.x + x, layout.cells.y + y, layout.cells.w - x,
                   static_cast<float>(end_row - first_row) * layout.rows.px};
    if (box.w > 0 && box.h > 0) to.marks.push_back(fill(box, layout.theme().bg1));
  };
  const Index next = row / layout.rows.per;
  if (layout.rows.first(next) == row) cover(next, (col + layout.cols.per - 1) / layout.cols.per, next + 1);
  cover(next + 1, 0, layout.rows.shown);
  to.marks.push_back(outline({layout.cells.x - 0.5f, layout.cells.y - 0.5f, layout.cells.w + 1, layout.cells.h + 1},
                             layout.theme().line1, 1));
}

}  // namespace

void draw_hatching(const Theme& theme, const Rect& box, Scene& to) {
  constexpr float apart = 7;
  to.marks.push_back(fill(box, theme.bg2));
  for (float d = apart; d < box.w + box.h; d += apart) {
    // From the left or bottom edge up to the top or right edge, at 45°.
    const float x1 = std::max(0.0f, d - box.h), y1 = std::min(d, box.h);
    const float x2 = std::min(d, box.w), y2 = std::max(0.0f, d - box.w);
    to.marks.push_back(line(box.x + x1, box.y + y1, box.x + x2, box.y + y2, faded(theme.line3, 0.7), 1));
  }
}

Shown strongest_of(const Tensor& tensor, const Cut& rows, const Cut& cols, Index row_bin, Index col_bin, Index done) {
  Shown best;
  double best_rank = -2;
  for (Index r = rows.first(row_bin); r < rows.end(row_bin); ++r)
    for (Index c = cols.first(col_bin); c < cols.end(col_bin); ++c) {
      if (r * tensor.cols() + c >= done) return best;  // and all that follow are pending too
      const double value = static_cast<double>(tensor(r, c));
      if (rank(value) <= best_rank) continue;
      best_rank = rank(value);
      best = {r, c, value};
    }
  return best;
}

Color texel_color(const Theme& theme, double value, const Range& range, Color masked) {
  if (std::isfinite(value)) return cell_color(theme, value, range);
  return rank(value) < 0 ? masked : theme.err;
}

void draw_image(const Layout& layout, Scene& to) {
  constexpr Color clear{0, 0, 0, 0};
  Texels matrix;
  matrix.of = layout.tensor();
  matrix.down = layout.rows, matrix.across = layout.cols;
  matrix.limit = layout.range.limit;
  matrix.colors = number_colors(layout.theme(), layout.range);
  matrix.colors.masked = matrix.colors.pending = clear;  // what lies behind is seen
  matrix.done = layout.done;
  if (layout.has_masked) draw_hatching(layout.theme(), layout.cells, to);
  if (layout.done < layout.tensor().size()) draw_pending_ground(layout, to);
  to.marks.push_back(texels_mark(layout.step, layout.cells, with_bins(std::move(matrix))));
  if (!layout.theme().dark) {
    const Rect& box = layout.cells;
    to.marks.push_back(outline({box.x - 0.5f, box.y - 0.5f, box.w + 1, box.h + 1}, layout.theme().line2, 1));
  }
}

}  // namespace attn::scene::parts
