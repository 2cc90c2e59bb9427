// The last row of the decoder's output: the state of the newest word, from which the next one is predicted.
#include <algorithm>

#include "app/scene/stage/rows.h"

namespace attn::scene {
namespace {

using namespace rows;

bool draws(const Trace& trace, int step) { return trace[step].op->name == "slice_rows" && trace[step].out.rows() == 1; }

Scene layout(const StageRequest& ask) {
  Canvas canvas(ask);
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const int from = canvas.input(0);
  const Index last = step.attrs.first;
  const bool low = room.h < 240;
  const std::string word = canvas.step(from).out.row_axis.label(last);
  const float y =
      10 + head(canvas, canvas.text("stage.state.title"), canvas.text("stage.state.idea", {word}), room.w, low ? 0 : 2);
  const Range range = shared_ranges(ask.trace, {from, ask.step}).back();
  const float left = room.y + room.h - y;
  GridLook look{range, -1, 44, 34 * canvas.grow};
  look.note = canvas.text("stage.state.all");
  look.row = last;
  const bool selected = now.complete && ask.cell.has_value();
  look.col = selected ? ask.cell->second : -1;
  look.selected = selected;
  const Grid all = grid(canvas, from, {room.x, y, room.w, left * 0.62f}, look);
  if (all.cells.w <= 0) return std::move(canvas.scene);
  const Rect row = all.row(last);
  canvas.add(parts::outline({row.x - 1.5f, row.y - 1.5f, row.w + 3, row.h + 3}, theme.e, 1.75f, 3));
  // It slides out of the matrix, on its own columns.
  const float to = all.cells.y + all.cells.h + 48, h = std::min(28.0f, room.y + room.h - to);
  if (h < 6) return std::move(canvas.scene);
  const double way = in_out(now.complete ? 1 : between(ask.phase, 0, 0.25));
  const float at = row.y + (to - row.y) * static_cast<float>(way),
              now_h = row.h + (h - row.h) * static_cast<float>(way);
  if (way <= 0 || way >= 1)
    canvas.write(all.cells.x, to - 16, canvas.text("stage.state.one"), {Font::ui, 11, theme.t3}, all.cells.w);
  const Strip s = strip(canvas, ask.step, 0, {all.cells.x, to, all.cells.w, h}, range, now.done);
  if (way > 0 && way < 1) strip(canvas, from, last, {all.cells.x, at, all.cells.w, now_h}, range);
  canvas.add(parts::outline({s.box.x - 2.5f, at - 2.5f, s.box.w + 4, now_h + 5}, theme.e, 1.75f, 3));
  const float label = all.cells.x - 16 - room.x;
  if (label > 20) canvas.write(all.cells.x - 16, to + h / 2, word, {Font::ui_bold, 12, theme.e, Align::right}, label);
  if (selected) canvas.ring(s.cell(ask.cell->second));
  if (to + h + 44 <= room.y + room.h)
    colour_bar(canvas, all.cells.x, to + h + 18, std::min(260.0f, all.cells.w), range,
               canvas.text("stage.common.colour"));
  return std::move(canvas.scene);
}

}  // namespace

extern constinit const StageKind state_stage;
constinit const StageKind state_stage{"state", draws, layout};

}  // namespace attn::scene
