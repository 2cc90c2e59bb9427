// Similarity: the last state against the vector of every word of the vocabulary. Of the thousands only those rows of
// the table are drawn that came closest, and the selected one.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/landscape.h"
#include "app/scene/stage/terms.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using namespace parts;

constexpr Index best = 5;
constexpr float value_room = 168;

bool draws(const Trace& trace, int step) {
  const Step& s = trace[step];
  return s.role == &roles::similarity && s.op && s.op->name == "matmul_nt" && s.out.rows() == 1 && s.out.cols() > 0 &&
         trace[s.inputs[0]].out.cols() > 0;
}

Index rank_of(const Tensor& out, Index col) {
  Index rank = 1;
  for (Index c = 0; c < out.cols(); ++c)
    if (out(0, c) > out(0, col)) ++rank;
  return rank;
}

// One word: its name, its row of the table, its similarity as a number and a bar.
struct Rows {
  Grid table;
  Range range;  // of the similarities
  float x = 0, width = 0, height = 0, label = 0;
};
void draw_word(Canvas& canvas, const Rows& rows, Index word, float y, const Cursor& active) {
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step().out;
  const bool on = word == active.col;
  const Rect box{rows.x, y, rows.width, rows.height};
  canvas.write(rows.x - 16, y + rows.height / 2, out.col_axis.label(word),
               {on ? Font::ui_bold : Font::ui, 12, on ? theme.e : theme.t2, Align::right}, rows.label - 16);
  draw_row(canvas, rows.table, word, box, rows.table.cols());
  const auto value = static_cast<double>(out(0, word));
  const CellTag tag{canvas.ask.step, 0, word};
  const float cell_x = rows.x + rows.width + 22, cell_w = 56;
  const Rect cell{cell_x, y, cell_w, rows.height};
  if (word >= active.done) {
    draw_pending(theme, cell, 2, tag, canvas.scene);
  } else {
    const Color color = cell_color(theme, value, rows.range);
    canvas.add(fill(cell, color, 2)).cell = tag;
    canvas
        .add(text(cell_x + cell_w / 2, y + rows.height / 2, rounded_text(value, 2), Font::mono,
                  rows.height >= 18 ? 12.0f : 10.0f, text_on(color), Align::center))
        .cell = tag;
    if (beyond(value, rows.range)) draw_notch(theme, cell, canvas.scene);
    const float most = canvas.ask.width - (cell_x + cell_w + 10) - 4;
    const float length = most * std::clamp(static_cast<float>(std::abs(value) / rows.range.reach()), 0.0f, 1.0f);
    if (most > 12 && std::isfinite(value))
      canvas.add(fill({cell_x + cell_w + 10, y + rows.height / 2 - 4, std::max(1.0f, length), 8},
                      sign_color(theme, value), 2));
  }
  if (!on) return;
  canvas.frame(grown(box, -0.25f), theme.e);
  if (active.computing) canvas.halo(cell);
  canvas.ring(cell);
}

Cursor active_word(Canvas& canvas, const std::vector<Index>& top) {
  Cursor active = cursor_of(canvas.ask);
  const Tensor& out = canvas.step().out;
  if (canvas.ask.cell && out.contains(canvas.ask.cell->first, canvas.ask.cell->second))
    active.col = canvas.ask.cell->second;
  else if (!top.empty())
    active.col = top[0];
  active.row = 0;
  active.computing = active.col >= active.done;
  active.part = active.computing ? std::clamp(canvas.ask.phase, 0.0, 1.0) : 1;
  return active;
}

void picture(Canvas& canvas) {
  const Theme& theme = canvas.theme;
  const Trace& trace = canvas.ask.trace;
  const Step& step = trace[canvas.ask.step];
  const float w = canvas.ask.width, h = canvas.ask.height;
  // The best of those that are there; before that, the next in the vocabulary.
  const Index done = progress_of(canvas.ask).done;
  std::vector<Index> top = largest_columns(step.out, 0, done, best);
  for (Index c = done; c < step.out.cols() && std::ssize(top) < best; ++c) top.push_back(c);
  const Cursor active = active_word(canvas, top);
  if (std::find(top.begin(), top.end(), active.col) == top.end()) top.push_back(active.col);
  const Terms terms = terms_of(canvas, active);

  Rows rows;
  rows.table = source(canvas, canvas.input(1), range_of(canvas.step(canvas.input(1))));
  rows.range = range_of(canvas.step());
  const Grid state = source(canvas, canvas.input(0), range_of(canvas.step(canvas.input(0))));
  rows.label = std::clamp(0.14f * w, 40.0f, 104.0f);
  rows.x = rows.label;
  const auto columns = static_cast<float>(state.cols());
  rows.width = w - rows.label - std::min(value_room, 0.3f * w);
  if (rows.width / columns >= 4) rows.width = std::floor(rows.width / columns) * columns;

  // Down: words and landscape, the state, the table's rows, the terms.
  const auto count = static_cast<float>(best + 1);
  const bool roomy = h >= 520, tall = h >= 400, low = h >= 260;
  rows.height = roomy ? 20.0f : tall ? 16.0f : low ? 12.0f : 9.0f;
  const float pitch = rows.height + (tall ? 4.0f : 2.0f), rows_h = 18 + rows.height + 14 + count * pitch;
  const float foot = roomy ? 152.0f : tall ? strip_low + 12 : 0.0f;
  const float head = std::max(0.0f, h - rows_h - foot - 12);
  const float y = head + 18;
  const float landscape = w >= 620 && head >= 110 ? std::floor(0.44f * w) : 0;
  Idea idea;
  idea.title = canvas.text("stage.similarity.title", {canvas.grouped(step.out.cols())});
  idea.words = canvas.rich("stage.similarity.idea", TextRuns{}, theme.t2, theme.t1);
  idea.formula = {
      {"s", theme.t1}, {" = ", theme.t3}, {"y", theme.e}, {" E", theme.e}, {"T", theme.e, Symbol::Place::above}};
  idea.bars = {{"y", state.range}, {"E", rows.table.range}, {"s", rows.range}};
  draw_idea(canvas, {0, 0, w - (landscape > 0 ? landscape + 16 : 0), head - 8}, idea, 0, 0);
  if (landscape > 0)
    draw_landscape(canvas, {w - landscape, 4, landscape, std::min(head - 16, 190.0f)}, canvas.ask.step,
                   canvas.text("stage.similarity.all", {canvas.grouped(step.out.cols())}), active.done, active.col);

  canvas.write(rows.x - 16, y + rows.height / 2, "y", {Font::ui_bold, 14, theme.e, Align::right}, 30);
  canvas.write(rows.x, y - 10, state.of->shape(), {Font::mono, 10, theme.t3}, 80);
  const Rect state_box{rows.x, y, rows.width, rows.height};
  draw_row(canvas, state, 0, state_box, state.cols());
  canvas.frame(grown(state_box, -0.25f), theme.e);
  float at = y + rows.height + 14;
  for (const Index word : top) {
    draw_word(canvas, rows, word, at, active);
    at += pitch;
  }
  if (foot > 0) {
    const float bottom = h - foot, card_w = std::clamp(w - rows.x - rows.width - 24, 150.0f, 230.0f);
    const std::string word = step.out.col_axis.label(active.col);
    const Rect box{rows.x, bottom, std::min(rows.width, w - card_w - 20 - rows.x), foot - 4};
    draw_terms(canvas, term_strip(box, rows.label, 0, true), terms, state, 0, rows.table, active.col,
               {"y", {}, theme.e}, {"e", word, theme.e});
    const Result result{{{word, theme.e, Font::ui_bold}},
                        "s",
                        canvas.text("stage.similarity.rank",
                                    {canvas.grouped(rank_of(step.out, active.col)), canvas.grouped(step.out.cols())}),
                        theme.t1};
    draw_result(canvas, {w - card_w, bottom, card_w, std::min(foot - 4, 130.0f)}, active, terms, result);
  }
}

}  // namespace

extern constinit const StageKind similarity_stage;
constinit const StageKind similarity_stage{"similarity", draws, picture};

}  // namespace attn::scene
