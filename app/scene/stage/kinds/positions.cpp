// Positions: each place has a wave of its own, sines of falling speed and then cosines.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/matrix.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) { return trace[step].op->name == "positions"; }

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const Index d = step.out.cols();
  const bool low = room.h < 320;
  const std::string word = step.out.row_axis.label(now.row);
  const Range range = range_of(step);
  Idea idea;
  idea.title = canvas.text("stage.positions.title");
  idea.words = canvas.rich("stage.positions.idea",
                           {{word, theme.e, Font::ui_bold},
                            {std::to_string(step.out.row_axis.first + now.row + 1), theme.t1, Font::ui_bold}},
                           theme.t2, theme.t1);
  idea.formula = {{"p", theme.e}, {" = ", theme.t3}, {"sin, cos", theme.t1}};
  idea.bars = {{"P", range}};
  float y = 8 + draw_head(canvas, idea, low ? 0 : 2);
  const float names = std::min(76.0f, room.w * 0.15f);
  const float px = std::max(1.0f, std::floor((room.w - names - 20) / static_cast<float>(d)));
  const float x = room.x + names, w = px * static_cast<float>(d);
  const float wave_h = std::clamp((room.y + room.h - y) * 0.34f, 40.0f, 190.0f);
  const double t = now.complete ? 1 : now.within / static_cast<double>(d);

  // The wave of the place in focus, the others behind it.
  y += 18;
  canvas.write(x, y - 9, canvas.text("stage.positions.sines", {std::to_string(d / 2)}), {Font::ui, 11, theme.t3},
               w / 2 - 8);
  canvas.write(x + w, y - 9, canvas.text("stage.positions.cosines", {std::to_string(d / 2)}),
               {Font::ui, 11, theme.t3, Align::right}, w / 2 - 8);
  canvas.add(outline({x - 4, y + 0.5f, w + 8, wave_h - 1}, theme.line1, 1, 6));
  const float zero = y + wave_h / 2, reach = wave_h / 2 - 8;
  canvas.add(line(x - 4, zero, x + w + 4, zero, theme.line2, 1));
  canvas.dashed({x + px * static_cast<float>(d / 2), y}, {x + px * static_cast<float>(d / 2), y + wave_h}, theme.line2);
  for (const int v : {1, -1})
    canvas.write(x + w + 8, zero - static_cast<float>(v) * reach, range_text(v), {Font::mono, 9, theme.t3}, 24);
  canvas.write(room.x, y + 10, canvas.text("stage.positions.wave"), {Font::ui_bold, 12, theme.t1}, names - 14);
  canvas.write(room.x, y + 27,
               canvas.text("stage.positions.place", {std::to_string(step.out.row_axis.first + now.row + 1)}),
               {Font::ui, 11, theme.t2}, names - 14);
  const auto curve = [&](Index r, double part, Color color, float width) {
    const auto end = static_cast<Index>(std::floor(part * static_cast<double>(d)));
    float before_x = 0, before_y = 0;
    for (Index c = 0; c < end; ++c) {
      const float cx = x + (static_cast<float>(c) + 0.5f) * px,
                  cy = zero - static_cast<float>(value_at(step, r, c)) * reach;
      if (c > 0 && c != d / 2) canvas.add(line(before_x, before_y, cx, cy, color, width));
      before_x = cx;
      before_y = cy;
    }
  };
  const Index behind = std::min<Index>(step.out.rows(), 8);
  for (Index r = 0; r < behind; ++r)
    if (r != now.row && (r + 1) * d <= now.done) curve(r, 1, faded(theme.t3, 0.32), 1);
  curve(now.row, t, theme.ink, 1.75f);
  for (Index c = 0; c < d; ++c) {
    if (now.row * d + c >= now.done) continue;
    if (px >= 5) {
      const float cx = x + (static_cast<float>(c) + 0.5f) * px,
                  cy = zero - static_cast<float>(value_at(step, now.row, c)) * reach;
      canvas.add(fill({cx - 2, cy - 2, 4, 4}, sign_color(theme, value_at(step, now.row, c)), 2));
    }
    canvas.target({x + static_cast<float>(c) * px, y, px, wave_h}, {ask.step, now.row, c});
  }
  y += wave_h + 12;

  MatrixLook look{range, ask.cells_done, px, 32};
  look.fixed_columns = true;
  look.row_words = false;
  look.letter = "P";
  if (step.out.rows() > 1 || step.out.row_axis.first == 0) look.note = canvas.text("stage.positions.all");
  look.computing = !now.complete;
  look.row = now.row;
  look.col = now.complete && ask.cell ? ask.cell->second : -1;
  look.selected = look.col >= 0;
  const float foot = low ? 0.0f : arithmetic_height + 4;
  const Grid g = matrix(canvas, ask.step, {x - 6, y, w + 13, room.y + room.h - y - foot}, look);
  if (g.box.w <= 0) return;
  side_words(canvas, g, names - 18, now.row, theme.e);
  // The number in focus, from the engine's own arithmetic.
  const auto cell = focus_of(ask);
  if (low || !cell) return;
  const auto [r, c] = *cell;
  const Line last = explain(ask.trace, ask.step, r, c).back();
  if (last.terms.empty()) return;
  arithmetic_below(canvas, g, r, c,
                   {{last.symbol + "(" + inspector_text(last.terms[0].value) + ")"}, {"="}, own_piece(canvas, r, c)});
}

}  // namespace

extern constinit const StageKind positions_stage;
constinit const StageKind positions_stage{"positions", draws, picture};

}  // namespace attn::scene
