// What the state is taken from, and the dot product of it with one column of the table.
#include <algorithm>

#include "app/scene/stage/matrix.h"
#include "app/scene/stage/output/output.h"
#include "app/scene/stage/terms.h"

namespace attn::scene::parts {

void output_rows(Canvas& canvas, const Rect& box, const Rect& to, const Output& of) {
  const Theme& theme = canvas.theme;
  const int from = canvas.input(0);
  const Index last = canvas.step().attrs.first;
  MatrixLook look{shared_ranges(canvas.ask.trace, {from, of.state}).back(), -1, 44, 30};
  look.note = canvas.text("stage.state.all");
  look.fixed_columns = true;
  look.row = last;
  const Grid all = matrix(canvas, from, {box.x, box.y, box.w - 8, box.h}, look);
  if (all.box.w <= 0) return;
  const Rect row = all.row(last);
  canvas.frame(grown(row, 1.5f), theme.e);
  // It leaves the matrix for its place.
  const double way = in_out(of.complete ? 1 : of.t);
  if (way <= 0 || way >= 1 || to.w <= 0) return;
  const auto part = static_cast<float>(way);
  const auto mix = [part](float a, float b) { return a + (b - a) * part; };
  const Rect at{mix(row.x, to.x), mix(row.y, to.y), mix(row.w, to.w), mix(row.h, to.h)};
  canvas.on_top = [from, last, at, range = look.range](Canvas& on) {
    draw_row(on, source(on, from, range), last, at);
    on.add(outline(grown(at, 2.5f), on.theme.e, 1.75f, 3));
  };
}

void output_terms(Canvas& canvas, const Rect& box, const Output& of) {
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step().out;
  Cursor active = cursor_of(canvas.ask);
  active.row = 0;
  active.col = of.col >= 0 ? of.col : active.col;
  active.computing = active.col >= active.done;
  active.part = active.computing ? of.t : 1;
  if (active.col < 0 || active.col >= out.cols()) return;
  const Terms terms = terms_of(canvas, active);
  const Grid state = source(canvas, of.state, range_of(canvas.step(of.state)));
  const Grid table = source(canvas, of.table, range_of(canvas.step(of.table)), true);
  const std::string word = out.col_axis.label(active.col);
  const float card_h = std::clamp(0.38f * box.h, 84.0f, 110.0f), label = std::min(96.0f, 0.24f * box.w);
  const Rect strip{box.x + label, box.y + 6, box.w - label, box.h - card_h - 18};
  draw_terms(canvas, term_strip(strip, label, strip.h >= 130 ? 14.0f : 0, false), terms, state, 0, table, active.col,
             {"y", {}, theme.e}, {"e", word, theme.e});
  const Result result{{{word, theme.e, Font::ui_bold}},
                      "s",
                      active.computing ? std::string()
                                       : canvas.text("stage.similarity.rank", {canvas.grouped(rank_of(out, active.col)),
                                                                               canvas.grouped(out.cols())}),
                      theme.t1};
  draw_result(canvas, {box.x, box.y + box.h - card_h, box.w, card_h}, active, terms, result);
}

}  // namespace attn::scene::parts
