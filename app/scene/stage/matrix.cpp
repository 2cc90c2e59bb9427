#include "app/scene/stage/matrix.h"

#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/by_rows.h"
#include "app/scene/stage/lens.h"

namespace attn::scene::parts {
namespace {

constexpr float least_cell = 6, label_gap = 16, title_height = 24;

// "A 5×5 after": the letter in its hue, how large the matrix is, what is to be said of it.
void title(Canvas& canvas, int step, const MatrixLook& look, float x, float y, float room) {
  const Step& s = canvas.step(step);
  const float end = x + room;
  if (!look.letter.empty())
    x += 8 + canvas.write(x, y, look.letter, {Font::ui_bold, 14, role_color(canvas.theme, *s.role)}, room);
  if (canvas.width(s.out.shape(), Font::mono, 10.5f) <= end - x)
    x += 10 + canvas.write(x, y, s.out.shape(), {Font::mono, 10.5f, canvas.theme.t3}, end - x);
  if (!look.note.empty() && end - x > 20) canvas.write(x, y, look.note, {Font::ui, 11, canvas.theme.t3}, end - x);
}

}  // namespace

MatrixPlan plan_matrix(const Canvas& canvas, int step, const Rect& room, const MatrixLook& look) {
  const Tensor& out = canvas.step(step).out;
  MatrixPlan plan;
  plan.grid = source(canvas, step, look.range);
  Grid& made = plan.grid;
  const bool titled = !look.letter.empty() || !look.note.empty();
  const float top = titled ? title_height : 0, edge = look.bracket ? 6 : 0;
  // Less than this is not a picture of a matrix.
  if (out.size() == 0 || room.w < 24 || room.h - top - 2 * edge < 10) return plan;
  const Measure& measure = canvas.ask.measure;
  const float label_most = !look.row_words   ? 0
                           : look.gutter > 0 ? look.gutter - label_gap
                                             : std::min(120.0f, room.w * 0.3f);
  // Other matrices of the step's shape are looked at as closely as its own.
  const Tensor& own = canvas.step().out;
  using Side = Pane::Side;
  made.sides = {out.rows() == own.rows() && out.rows() > 1 ? Side::rows : Side::none,
                out.cols() == own.cols() && out.cols() > 1 && !look.fixed_columns ? Side::cols : Side::none};
  const Window rows = sight_of(canvas, made.sides.down, out.rows());
  const Window cols = sight_of(canvas, made.sides.across, out.cols());
  const auto cut = [](Index count, const Window& sight, float length, float most) {
    Cut part = cut_axis(sight.seen, length, most);
    part.count = count, part.from = sight.from, part.seen = sight.seen;
    return part;
  };
  Labels &row_words = plan.rows, &col_words = plan.cols;
  float overhang = 0;
  const auto gutter_of = [&] {
    return look.gutter > 0 ? look.gutter : row_words.extent > 0 ? row_words.extent + label_gap : edge;
  };
  const auto sight_cut = [](Index count, const Window& sight) {
    return Cut{count, 1, sight.seen, 1, sight.from, sight.seen};
  };
  const std::pair strong{strong_rows(out, sight_cut(out.rows(), rows)),
                         strong_rows(out, sight_cut(out.cols(), cols), true)};
  // The labels decide how large the cells are, the cells which labels fit.
  for (int attempt = 0; attempt < 3; ++attempt) {
    const float header = std::max(look.header, look.col_words && col_words.extent > 0 ? col_words.extent + 14 : edge);
    made.across = cut(out.cols(), cols, room.w - gutter_of() - std::max(edge, overhang), look.most_w);
    made.down = cut(out.rows(), rows, room.h - top - header - edge, look.most_h);
    if (look.row_words) row_words = row_labels(out.row_axis, made.down, label_most, look.row, measure, strong.first);
    if (look.col_words)
      col_words = column_labels(out.col_axis, made.across, std::min(90.0f, room.h * 0.3f), look.col, {}, measure,
                                strong.second);
    overhang = std::ceil(col_words.overhang);
  }
  const float gutter = gutter_of();
  plan.header = look.col_words && col_words.extent > 0 ? col_words.extent + (col_words.slanted ? 14 : 8) : edge;
  plan.header = std::max(plan.header, look.header);
  made.image = made.down.per > 1 || made.across.per > 1 || std::min(made.down.px, made.across.px) < least_cell;
  const float spare = room.w - gutter - made.across.length() - std::max(edge, overhang);
  const float shift = look.align == Align::left ? 0 : look.align == Align::center ? spare / 2 : spare;
  made.box = {room.x + gutter + std::floor(std::max(0.0f, shift)), room.y + top + plan.header, made.across.length(),
              made.down.length()};
  const bool whole =
      look.range.kind == Range::Kind::names || (look.range.kind == Range::Kind::symmetric && all_whole(out.mat()));
  if (!made.image)
    made.numbers = choose_numbers(in_sight(made), look.range, whole, made.across.px - 1, made.down.px, measure);
  return plan;
}

Grid draw_matrix(Canvas& canvas, const MatrixPlan& plan, const Rect& room, const MatrixLook& look) {
  const Grid& made = plan.grid;
  if (made.box.w <= 0) return made;
  const int step = made.step;
  const Tensor& out = *made.of;
  const Theme& theme = canvas.theme;
  const LabelHues hues = label_hues(theme, *canvas.step(step).role);
  const float edge = look.bracket ? 6 : 0;
  if (!look.letter.empty() || !look.note.empty())
    title(canvas, step, look, made.box.x - edge, room.y + 9, room.x + room.w - made.box.x + edge);
  draw_row_labels(canvas, made, plan.rows, made.box.x - label_gap, look.row, hues.row);
  draw_col_labels(canvas, made, plan.cols, made.box.y - (plan.cols.slanted ? 12.0f : 14.0f), look.col, hues.col);
  if (look.bracket) bracket(canvas, made.box, role_color(theme, *canvas.step(step).role));
  const Index done = look.done < 0 ? out.size() : std::min(look.done, out.size());
  draw_grid(canvas, made, {done, {}, look.before});
  if (look.computing && done > 0) {
    const Index row = (done - 1) / out.cols();
    const Rect newest = appears_in_rows(out) ? made.row(row) : made.cell(row, (done - 1) % out.cols());
    canvas.halo(newest);
    canvas.ring(newest);
  }
  if (look.selected && out.contains(look.row, look.col)) canvas.ring(made.cell(look.row, look.col));
  if (step == canvas.ask.step) offer_lens(canvas, made, done, hues.row, hues.col, look.before);
  return made;
}

Grid matrix(Canvas& canvas, int step, const Rect& room, const MatrixLook& look) {
  return draw_matrix(canvas, plan_matrix(canvas, step, room, look), room, look);
}

std::vector<Grid> aligned_matrices(Canvas& canvas, std::vector<Placed> placed) {
  // The least cell and the highest header are everybody's.
  float w = 1e6f, h = 1e6f, header = 0;
  for (const Placed& p : placed) {
    const MatrixPlan plan = plan_matrix(canvas, p.step, p.room, p.look);
    w = std::min(w, plan.grid.across.px);
    h = std::min(h, plan.grid.down.px);
    header = std::max(header, plan.header);
  }
  std::vector<Grid> made;
  for (Placed& p : placed) {
    p.look.most_w = w, p.look.most_h = h, p.look.header = header;
    made.push_back(matrix(canvas, p.step, p.room, p.look));
  }
  return made;
}

void side_words(Canvas& canvas, const Grid& of, float room, Index active, Color hue) {
  const Labels words = row_labels(of.of->row_axis, of.down, room, active, canvas.ask.measure);
  draw_row_labels(canvas, of, words, of.box.x - label_gap + 2, active, hue);
}

Grid stack(Canvas& canvas, const Rect& room, const std::vector<Layer>& layers, const std::vector<Range>& ranges,
           const Progress& now) {
  const auto& cell = canvas.ask.cell;
  const Step& result = canvas.step();
  constexpr float sign_w = 22;
  float y = room.y, left = room.h;
  // One left edge and one height of rows for all.
  const Axis& axis = result.out.row_axis;
  float names = 0;
  for (Index r = 0; r < result.out.rows(); ++r) names = std::max(names, canvas.width(axis.label(r), Font::ui_bold, 12));
  names = std::min({std::ceil(names) + 16, 120.0f, room.w * 0.2f});
  float rows_h = room.h - 12, rows = 0;  // of what is in sight
  for (const Layer& layer : layers) {
    rows_h -= room.h / static_cast<float>(layers.size()) >= 48 ? 46.0f : 26.0f;
    const Index count = canvas.step(layer.step).out.rows();
    rows += static_cast<float>(count == result.out.rows() ? sight_of(canvas, Pane::Side::rows, count).seen : count);
  }
  const float pitch = std::clamp(std::floor(rows_h / std::max(1.0f, rows)), 1.0f, 34.0f);
  Grid last;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Layer& layer = layers[i];
    const float header = i == 0 ? 18 : 0;  // the numbers of the columns stand above the first alone
    const float each = header + (left - 8 - header) / static_cast<float>(layers.size() - i);
    MatrixLook look{ranges[i], -1, 44, pitch};
    look.gutter = names;
    look.letter = each >= 48 ? layer.letter : "";
    look.note = each >= 48 ? layer.note : "";
    look.col_words = i == 0;
    look.row = canvas.step(layer.step).out.rows() == result.out.rows() ? now.row : 0;
    if (layer.step == canvas.ask.step) look.done = canvas.ask.cells_done, look.computing = !now.complete;
    if (now.complete && cell) {
      look.col = cell->second;
      look.selected = true;
    }
    last = matrix(canvas, layer.step, {room.x + sign_w, y, room.w - sign_w, each - 6}, look);
    if (last.box.w > 0 && !look.note.empty() && !layer.sign.empty())
      canvas.write(room.x + 2, y + 9, layer.sign, {Font::ui_bold, 15, canvas.theme.t2}, sign_w);
    const float bottom = last.box.w > 0 ? last.bottom() + 14 : y;
    left -= bottom - y;
    y = bottom;
  }
  return last;
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
    const Color color = last ? theme.t1 : number ? theme.t2 : theme.t3;
    x += 12 + canvas.write(x, mid, pieces[i].words, {Font::mono, 15, color}, end - x, pieces[i].cell);
  }
}

Piece own_piece(const Canvas& canvas, Index row, Index col) {
  if (pending(canvas.ask, row, col)) return {"…"};
  return {inspector_text(value_at(canvas.step(), row, col)), {canvas.ask.step, row, col}};
}

void arithmetic_below(Canvas& canvas, const Grid& of, Index row, Index col, const std::vector<Piece>& pieces) {
  const Rect& room = canvas.room;
  const float height = arithmetic_height - 12, top = std::min(of.bottom() + 16, room.y + room.h - height);
  arithmetic_card(canvas, {room.x, top, room.w, height},
                  canvas.text("stage.common.cell", {canvas.step().out.row_axis.label(row), std::to_string(col + 1)}),
                  pieces);
}

}  // namespace attn::scene::parts
