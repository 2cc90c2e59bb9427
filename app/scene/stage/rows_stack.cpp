// Matrices below each other whose cells belong together column by column.
#include <algorithm>

#include "app/scene/format.h"
#include "app/scene/stage/rows.h"

namespace attn::scene::rows {

std::vector<Range> shared_ranges(const Trace& trace, const std::vector<int>& steps) {
  std::vector<Range> ranges;
  double low = 1e300, high = 0;
  for (const int step : steps) {
    ranges.push_back(range_of(trace[step]));
    if (ranges.back().kind != Range::Kind::symmetric) return ranges;
    low = std::min(low, ranges.back().limit);
    high = std::max(high, ranges.back().limit);
  }
  if (high <= 3 * low)
    for (Range& range : ranges) range.limit = high;
  return ranges;
}

Stack stack(Canvas& canvas, const Rect& room, const std::vector<Layer>& layers, const Progress& now) {
  Stack made;
  std::vector<int> steps;
  for (const Layer& layer : layers) steps.push_back(layer.step);
  made.ranges = shared_ranges(canvas.ask.trace, steps);
  const auto& cell = canvas.ask.cell;
  const Step& result = canvas.step();
  constexpr float sign_w = 22;
  float y = room.y, left = room.h;
  // One left edge and one height of rows for all.
  const Axis& axis = result.out.row_axis;
  float names = 0;
  for (Index r = 0; r < result.out.rows(); ++r) names = std::max(names, canvas.width(axis.label(r), Font::ui_bold, 12));
  names = std::min({std::ceil(names) + 16, 120.0f, room.w * 0.2f});
  float rows_h = room.h - 12, rows = 0;
  for (const Layer& layer : layers) {
    rows_h -= room.h / static_cast<float>(layers.size()) >= 48 ? 46.0f : 26.0f;
    rows += static_cast<float>(canvas.step(layer.step).out.rows());
  }
  const float pitch = std::clamp(std::floor(rows_h / std::max(1.0f, rows)), 1.0f, 34.0f * canvas.grow);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Layer& layer = layers[i];
    const float each = (left - 8) / static_cast<float>(layers.size() - i);
    GridLook look{made.ranges[i], -1, 44, pitch};
    look.gutter = names;
    const bool last = layer.step == canvas.ask.step;
    look.letter = each >= 48 ? layer.letter : "";
    look.note = each >= 48 ? layer.note : "";
    look.col_words = i == 0;
    look.row = canvas.step(layer.step).out.rows() == result.out.rows() ? now.row : 0;
    if (last) look.done = canvas.ask.cells_done, look.computing = !now.complete;
    if (now.complete && cell) {
      look.col = cell->second;
      look.selected = true;
    }
    const Grid g = grid(canvas, layer.step, {room.x + sign_w, y, room.w - sign_w, each - 6}, look);
    if (g.cells.w > 0 && !look.note.empty() && !layer.sign.empty())
      canvas.write(room.x + 2, y + 9, layer.sign, {Font::ui_bold, 15, canvas.theme.t2}, sign_w);
    made.grids.push_back(g);
    const float bottom = g.cells.w > 0 ? g.cells.y + g.cells.h + 14 : y;
    left -= bottom - y;
    y = bottom;
  }
  return made;
}

void arithmetic_card(Canvas& canvas, const Rect& box, std::string_view label, const std::vector<Piece>& pieces) {
  if (box.h < 36 || box.w < 200) return;
  const Theme& theme = canvas.theme;
  canvas.card(box);
  const float mid = box.y + box.h / 2;
  float x = box.x + 16;
  const float end = box.x + box.w - 16;
  x += 24 + canvas.write(x, mid, label, {Font::ui_bold, 13, theme.e}, box.w * 0.45f);
  float need = 0;
  for (const Piece& piece : pieces) need += canvas.width(piece.words, Font::mono, 15) + 12;
  if (x + need > end) return;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const bool last = i + 1 == pieces.size(), number = pieces[i].cell.step >= 0;
    x += 12 + canvas.write(x, mid, pieces[i].words,
                           {Font::mono, 15,
                            last     ? theme.t1
                            : number ? theme.t2
                                     : theme.t3},
                           end - x, pieces[i].cell);
  }
}

}  // namespace attn::scene::rows
