// The last row of the decoder's output: the state of the newest word, from which the next one is predicted.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/matrix.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) { return trace[step].op->name == "slice_rows" && trace[step].out.rows() == 1; }

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const int from = canvas.input(0);
  const Index last = step.attrs.first;
  const bool low = room.h < 240;
  const std::string word = canvas.step(from).out.row_axis.label(last);
  const Range range = shared_ranges(ask.trace, {from, ask.step}).back();
  Idea idea;
  idea.title = canvas.text("stage.state.title");
  idea.words = canvas.rich("stage.state.idea", {{word, theme.e, Font::ui_bold}}, theme.t2, theme.t1);
  idea.bars = {{canvas.text("stage.common.colour"), range}};
  const float y = 10 + draw_head(canvas, idea, low ? 0 : 3);
  const float left = room.y + room.h - y;
  MatrixLook look{range, -1, 44, 34};
  look.note = canvas.text("stage.state.all");
  look.fixed_columns = true;
  look.row = last;
  const bool selected = now.complete && ask.cell.has_value();
  look.col = selected ? ask.cell->second : -1;
  look.selected = selected;
  const Grid all = matrix(canvas, from, {room.x, y, room.w, left * 0.62f}, look);
  if (all.box.w <= 0) return;
  const Rect row = all.row(last);
  canvas.add(outline({row.x - 1.5f, row.y - 1.5f, row.w + 3, row.h + 3}, theme.e, 1.75f, 3));
  // It slides out of the matrix, on its own columns.
  const float to = all.bottom() + 48, h = std::min(28.0f, room.y + room.h - to);
  if (h < 6) return;
  const double way = in_out(now.complete ? 1 : between(ask.phase, 0, 0.25));
  const float at = row.y + (to - row.y) * static_cast<float>(way),
              now_h = row.h + (h - row.h) * static_cast<float>(way);
  if (way <= 0 || way >= 1)
    canvas.write(all.box.x, to - 16, canvas.text("stage.state.one"), {Font::ui, 11, theme.t3}, all.box.w);
  const Strip s = draw_row(canvas, source(canvas, ask.step, range), 0, {all.box.x, to, all.box.w, h}, now.done);
  if (way > 0 && way < 1) draw_row(canvas, source(canvas, from, range), last, {all.box.x, at, all.box.w, now_h});
  canvas.add(outline({s.box.x - 2.5f, at - 2.5f, s.box.w + 4, now_h + 5}, theme.e, 1.75f, 3));
  const float label = all.box.x - 16 - room.x;
  if (label > 20) canvas.write(all.box.x - 16, to + h / 2, word, {Font::ui_bold, 12, theme.e, Align::right}, label);
  if (selected) canvas.ring(s.cell(ask.cell->second));
  // Its numbers as bars on the same columns.
  const Rect lane{s.box.x - 4, to + h + 22, s.box.w + 8, std::min(150.0f, room.y + room.h - to - h - 22)};
  if (lane.h < 60) return;
  canvas.add(outline(grown(lane, -0.5f), theme.line1, 1, 6));
  const double reach = round_range(range.reach());
  const float zero = lane.y + lane.h / 2, unit = (lane.h / 2 - 8) / static_cast<float>(reach);
  canvas.add(line(lane.x, zero, lane.x + lane.w, zero, theme.line2, 1));
  for (const int v : {1, 0, -1})
    canvas.write(lane.x - 8, zero - static_cast<float>(v) * (lane.h / 2 - 8), range_text(v * reach),
                 {Font::mono, 9, theme.t3, Align::right}, 40);
  for (Index c = 0; c < std::min(now.done, step.out.cols()); ++c) {
    const double value = value_at(step, 0, c);
    if (!std::isfinite(value)) continue;
    const float length = std::max(1.0f, static_cast<float>(std::abs(value)) * unit);
    const Rect cell = s.cell(c);
    canvas.add(fill({cell.x, value < 0 ? zero : zero - length, std::max(1.0f, cell.w - 1.5f), length},
                    sign_color(theme, value)));
    canvas.target({cell.x, lane.y, cell.w, lane.h}, {ask.step, 0, c});
  }
}

}  // namespace

extern constinit const StageKind state_stage;
constinit const StageKind state_stage{"state", draws, picture};

}  // namespace attn::scene
