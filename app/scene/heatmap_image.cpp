// Matrices with more cells than can be drawn one by one: a texel per cell, or per bin of cells.
#include <cmath>

#include "app/scene/heatmap_parts.h"

namespace attn::scene::parts {
namespace {

// NaN and +∞ must not hide behind a number, a number not behind −∞.
double rank(double value) {
  if (std::isnan(value)) return 3e300;
  if (std::isinf(value)) return value > 0 ? 2e300 : -1;
  return std::abs(value);
}

struct Shown {
  Index row, col;
  double value;
};

Shown strongest_of(const Layout& layout, Index row_bin, Index col_bin) {
  Shown best{layout.rows.first(row_bin), layout.cols.first(col_bin), 0};
  double best_rank = -2;
  for (Index r = layout.rows.first(row_bin); r < layout.rows.end(row_bin); ++r)
    for (Index c = layout.cols.first(col_bin); c < layout.cols.end(col_bin); ++c) {
      const double value = static_cast<double>(layout.tensor()(r, c));
      if (rank(value) <= best_rank) continue;
      best_rank = rank(value);
      best = {r, c, value};
    }
  return best;
}

// Strokes across the whole box: they show where texels are transparent.
void draw_hatching(const Layout& layout, Scene& to) {
  constexpr float apart = 7;
  const Rect& box = layout.cells;
  to.marks.push_back(fill(box, layout.theme().bg2));
  for (float d = apart; d < box.w + box.h; d += apart) {
    // From the left or bottom edge up to the top or right edge, at 45°.
    const float x1 = std::max(0.0f, d - box.h), y1 = std::min(d, box.h);
    const float x2 = std::min(d, box.w), y2 = std::max(0.0f, d - box.w);
    to.marks.push_back(line(box.x + x1, box.y + y1, box.x + x2, box.y + y2, faded(layout.theme().line3, 0.7), 1));
  }
}

}  // namespace

void draw_image(const Layout& layout, Scene& to) {
  const bool binned = layout.rows.per > 1 || layout.cols.per > 1;
  auto image = std::make_shared<Image>();
  image->width = static_cast<int>(layout.cols.shown);
  image->height = static_cast<int>(layout.rows.shown);
  const auto texels = static_cast<std::size_t>(layout.rows.shown * layout.cols.shown);
  image->rgba.reserve(texels * 4);
  if (binned) image->cells.reserve(texels);
  for (Index r = 0; r < layout.rows.shown; ++r)
    for (Index c = 0; c < layout.cols.shown; ++c) {
      const Shown shown = strongest_of(layout, r, c);
      Color color = cell_color(layout.theme(), shown.value, layout.range);
      if (!std::isfinite(shown.value)) color = rank(shown.value) < 0 ? Color{0, 0, 0, 0} : layout.theme().err;
      for (const std::uint8_t channel : {color.r, color.g, color.b, color.a}) image->rgba.push_back(channel);
      if (binned) image->cells.push_back(shown.row * layout.cols.count + shown.col);
    }
  if (layout.has_masked) draw_hatching(layout, to);
  Mark mark;
  mark.kind = Mark::Kind::image;
  mark.rect = layout.cells;
  mark.image = std::move(image);
  mark.cell = {layout.step, 0, 0};
  mark.rows = layout.rows.count;
  mark.cols = layout.cols.count;
  to.marks.push_back(std::move(mark));
  if (!layout.theme().dark) {
    const Rect& box = layout.cells;
    to.marks.push_back(outline({box.x - 0.5f, box.y - 0.5f, box.w + 1, box.h + 1}, layout.theme().line2, 1));
  }
}

}  // namespace attn::scene::parts
