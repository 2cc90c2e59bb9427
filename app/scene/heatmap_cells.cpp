// Cells one by one: fill, number, masked and broken states, rings around some of them.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/marks.h"
#include "app/scene/text.h"

namespace attn::scene::parts {
namespace {

constexpr float gap = 1;  // between cells

// Two, and more where all numbers are so small that two would not tell them apart.
int decimals_for(const Range& range) {
  if (range.kind != Range::Kind::symmetric) return 2;
  return range.limit >= 0.2 ? 2 : range.limit >= 0.02 ? 3 : range.limit >= 0.002 ? 4 : 5;
}

// Texts of the most characters, one of each length: digits are equally wide, so one of them is the widest.
float widest_number(const Tensor& tensor, const Numbers& how, const Measure& measure) {
  std::vector<std::string> by_length;
  for (Index r = 0; r < tensor.rows(); ++r)
    for (Index c = 0; c < tensor.cols(); ++c) {
      std::string shown = number_text(how, static_cast<double>(tensor(r, c)));
      const auto length = static_cast<std::size_t>(display_width(shown));  // "≈0" has as many bytes as "0.01"
      if (by_length.size() <= length) by_length.resize(length + 1);
      by_length[length] = std::move(shown);
    }
  float width = 0;
  for (const std::string& shown : by_length) width = std::max(width, measure(shown, Font::mono, how.size));
  return width;
}

Rect cell_rect(const Layout& layout, Index r, Index c) {
  return {layout.cells.x + static_cast<float>(c) * layout.cols.px,
          layout.cells.y + static_cast<float>(r) * layout.rows.px, layout.cols.px - gap, layout.rows.px - gap};
}

// The box of cells (r, c) to (r2, c2), at least three pixels wide so that a ring around it is seen.
Rect ring_rect(const Layout& layout, Index r, Index c, Index r2, Index c2) {
  const auto start = [](const Cut& cut, Index i) { return static_cast<float>(i / cut.per) * cut.px; };
  const float x = start(layout.cols, c), y = start(layout.rows, r);
  const float space = layout.image ? 0 : gap;
  const float w = start(layout.cols, c2) + layout.cols.px - space - x;
  const float h = start(layout.rows, r2) + layout.rows.px - space - y;
  const float more_w = std::max(0.0f, 3 - w) / 2, more_h = std::max(0.0f, 3 - h) / 2;
  return {layout.cells.x + x - more_w, layout.cells.y + y - more_h, w + 2 * more_w, h + 2 * more_h};
}

struct Block {
  Index row, col, end_row, end_col;  // both ends included
};

// Highlighted cells as few rectangles: runs within a row, then equal runs below each other.
std::vector<Block> blocks_of(const Layout& layout) {
  std::vector<CellTag> cells;
  for (const CellTag& cell : layout.options->highlighted)
    if (cell.step == layout.step && layout.tensor().contains(cell.row, cell.col)) cells.push_back(cell);
  std::sort(cells.begin(), cells.end(),
            [](const CellTag& a, const CellTag& b) { return std::pair(a.row, a.col) < std::pair(b.row, b.col); });
  std::vector<Block> runs;
  for (const CellTag& cell : cells) {
    const bool continues = !runs.empty() && runs.back().row == cell.row && cell.col <= runs.back().end_col + 1;
    if (continues)
      runs.back().end_col = cell.col;
    else
      runs.push_back({cell.row, cell.col, cell.row, cell.col});
  }
  std::vector<Block> blocks;
  for (const Block& run : runs) {
    const auto above = std::find_if(blocks.begin(), blocks.end(), [&](const Block& b) {
      return b.end_row + 1 == run.row && b.col == run.col && b.end_col == run.end_col;
    });
    if (above != blocks.end())
      above->end_row = run.row;
    else
      blocks.push_back(run);
  }
  return blocks;
}

}  // namespace

std::string number_text(const Numbers& how, double value) {
  return how.whole ? whole_text(value) : rounded_text(value, how.decimals, how.narrow);
}

Color number_color(const Theme& theme, const std::string& shown, double value, Color cell) {
  constexpr double readable = 4.5;
  const bool nothing = value == 0 || shown.starts_with("≈");
  return nothing && contrast(theme.t3, cell) >= readable ? theme.t3 : text_on(cell);
}

Rect grown(Rect r, float by) { return {r.x - by, r.y - by, r.w + 2 * by, r.h + 2 * by}; }

void draw_pending(const Theme& theme, const Rect& box, float radius, const CellTag& tag, Scene& to) {
  to.marks.push_back(fill(box, theme.bg1, radius));
  to.marks.back().cell = tag;
  to.marks.push_back(outline(grown(box, -0.5f), theme.line1, 1, radius));
  constexpr float dot = 1.5f;
  if (std::min(box.w, box.h) < 6 * dot) return;
  const float x = box.x + box.w / 2, y = box.y + box.h / 2;
  to.marks.push_back(fill({x - dot, y - dot, 2 * dot, 2 * dot}, theme.line2, dot));
}

void draw_ring(const Theme& theme, const Rect& box, Scene& to) {
  to.marks.push_back(outline(grown(box, 1), theme.ink, 2, 3));
  if (std::min(box.w, box.h) >= 6) to.marks.push_back(outline(grown(box, -0.625f), theme.ink_on, 1.25f, 2));
}

void draw_halo(const Theme& theme, const Rect& box, Scene& to) {
  struct Glow {
    float offset;
    double alpha;
  };
  for (const Glow glow : {Glow{9, 0.05}, Glow{6, 0.08}, Glow{3.5f, 0.14}})
    to.marks.push_back(outline(grown(box, glow.offset), faded(theme.ink, glow.alpha), 3, 3 + glow.offset));
}

Numbers choose_numbers(const Tensor& tensor, const Range& range, bool whole, float cell_w, float cell_h,
                       const Measure& measure, bool brief) {
  struct Size {
    float text, cell_w, cell_h;
  };
  constexpr float slack = 0.05f;  // widths are not whole pixels
  // Large cells take large numbers; the smallest that can be read is 10.
  for (const Size size : {Size{15, 64, 34}, Size{12.5f, 44, 24}, Size{10, 0, 14}})
    for (const bool narrow : {false, true}) {
      if (cell_w < size.cell_w || cell_h < size.cell_h || (narrow && (whole || size.text > 10))) continue;
      Numbers numbers{true, whole, narrow, decimals_for(range), size.text, 0};
      numbers.width = widest_number(tensor, numbers, measure);
      if (numbers.width + (narrow ? 3.0f : 4.0f) <= cell_w + slack) return numbers;
    }
  if (!brief || whole || range.limit < 1 || cell_h < 14) return {};
  Numbers numbers{true, false, true, 1, 10, 0};
  numbers.width = widest_number(tensor, numbers, measure);
  return numbers.width + 3 <= cell_w + slack ? numbers : Numbers{};
}

void draw_cell(const Theme& theme, const Numbers& numbers, double value, Color color, const Rect& box,
               const CellTag& tag, Scene& to) {
  const float radius = std::min(box.w, box.h) >= 13 ? 2.0f : 0.0f;
  const bool masked = std::isinf(value) && value < 0, broken = !std::isfinite(value) && !masked;
  to.marks.push_back(fill(box, color, radius));
  to.marks.back().cell = tag;
  if (!theme.dark) to.marks.push_back(outline(grown(box, -0.375f), faded(theme.ink, 0.07), 0.75f, radius));
  if (masked) {
    const float in = std::min(box.w, box.h) * 0.15f;
    to.marks.push_back(line(box.x + in, box.y + box.h - in, box.x + box.w - in, box.y + in, theme.line3, 1));
  }
  if (broken) to.marks.push_back(outline(grown(box, -0.75f), theme.err, 1.5f, radius));
  if (!numbers.shown) return;
  const std::string shown = number_text(numbers, value);
  const float middle = box.x + box.w / 2, y = box.y + box.h / 2;
  if (masked) {  // beside the stroke, where there is room for both
    if (box.w < 43 || box.h < 23) return;
    to.marks.push_back(text(box.x + 5, box.y + 9, shown, Font::mono, 10, theme.t3));
  } else if (broken) {
    to.marks.push_back(text(middle, y, shown, Font::mono, numbers.size, theme.err, Align::center));
  } else {  // right-aligned, so that decimals stand below each other; "≈0" has none
    const bool decimal = !shown.starts_with("≈");
    const float x = decimal ? middle + numbers.width / 2 : middle;
    to.marks.push_back(text(x, y, shown, Font::mono, numbers.size, number_color(theme, shown, value, color),
                            decimal ? Align::right : Align::center));
  }
  to.marks.back().cell = tag;
}

void draw_notch(const Theme& theme, const Rect& box, Scene& to) {
  const float size = std::min(4.0f, std::floor(std::min(box.w, box.h) / 2)), right = box.x + box.w;
  const auto corner = [&](float side, Color color) {
    to.marks.push_back(polygon({{right - side, box.y}, {right, box.y}, {right, box.y + side}}, color));
  };
  corner(size + 1.5f, theme.ink_on);
  corner(size, theme.ink);
}

void draw_cells(const Layout& layout, Scene& to) {
  const float radius = std::min(layout.rows.px, layout.cols.px) >= 14 ? 2.0f : 0.0f;
  for (Index r = 0; r < layout.rows.count; ++r)
    for (Index c = 0; c < layout.cols.count; ++c) {
      const double value = static_cast<double>(layout.tensor()(r, c));
      const Rect box = cell_rect(layout, r, c);
      const CellTag tag{layout.step, r, c};
      if (r * layout.cols.count + c >= layout.done) {
        draw_pending(layout.theme(), box, radius, tag, to);
        continue;
      }
      draw_cell(layout.theme(), layout.numbers, value, cell_color(layout.theme(), value, layout.range), box, tag, to);
      if (beyond(value, layout.range)) draw_notch(layout.theme(), box, to);
    }
}

void draw_rings(const Layout& layout, Scene& to) {
  const Theme& theme = layout.theme();
  for (const Block& b : blocks_of(layout)) {
    const Rect box = ring_rect(layout, b.row, b.col, b.end_row, b.end_col);
    // Two tones, because no single one is seen on both ends of every colour map.
    to.marks.push_back(outline(grown(box, 0.25f), theme.ink, 1.5f, 2));
    to.marks.push_back(outline(grown(box, -1), theme.ink_on, 1, 2));
  }
  if (layout.computing) {
    const Index row = (layout.done - 1) / layout.cols.count, col = (layout.done - 1) % layout.cols.count;
    const Rect box = ring_rect(layout, row, col, row, col);
    draw_halo(theme, box, to);
    draw_ring(theme, box, to);
  }
  const CellTag& s = layout.options->selected;
  if (s.step != layout.step || !layout.tensor().contains(s.row, s.col)) return;
  draw_ring(theme, ring_rect(layout, s.row, s.col, s.row, s.col), to);
}

}  // namespace attn::scene::parts
