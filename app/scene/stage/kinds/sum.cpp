// Two matrices added cell by cell: a sublayer's result to the state before it, the wave of a place to the word's row.
#include <algorithm>

#include "app/scene/format.h"
#include "app/scene/stage/rows.h"

namespace attn::scene {
namespace {

using namespace rows;

bool draws(const Trace& trace, int step) { return trace[step].op->name == "add" && trace[step].role == "sum"; }

Scene layout(const StageRequest& ask) {
  Canvas canvas(ask);
  const Step& step = canvas.step();
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const bool embedding = step.path.find("/embedding/") != step.path.npos;
  const bool low = room.h < 330;
  const std::string d = std::to_string(step.out.cols());
  float y = head(canvas, canvas.text(embedding ? "stage.place.title" : "stage.residual.title"),
                 canvas.text(embedding ? "stage.place.idea" : "stage.residual.idea", {d}), room.w, low ? 0 : 2);
  y += 10;
  const bool card = !low;
  const Rect area{room.x, y, room.w, room.y + room.h - y - (card ? 54.0f : 0.0f)};
  const std::vector<Layer> layers{
      {canvas.input(0), "", embedding ? "E" : "x", canvas.text(embedding ? "stage.place.word" : "stage.residual.old")},
      {canvas.input(1), "+", embedding ? "P" : "a",
       canvas.text(embedding ? "stage.place.wave" : "stage.residual.found")},
      {ask.step, "=", embedding ? "X" : "r", canvas.text(embedding ? "stage.place.sum" : "stage.residual.sum")}};
  const Stack drawn = stack(canvas, area, layers, now);
  const Grid& last = drawn.grids.back();
  if (!card || last.cells.w <= 0) return std::move(canvas.scene);
  // The cell in focus in numbers: the selected one, or the last that is there.
  Index r = now.row, c = ask.cell ? ask.cell->second : 0;
  if (!now.complete) {
    if (now.done == 0) return std::move(canvas.scene);
    r = (now.done - 1) / step.out.cols();
    c = (now.done - 1) % step.out.cols();
  }
  if (!step.out.contains(r, c)) return std::move(canvas.scene);
  const auto piece = [&](int from) {
    return Piece{inspector_text(value_at(canvas.step(from), r, c)), CellTag{from, r, c}};
  };
  const float top = std::min(last.cells.y + last.cells.h + 16, room.y + room.h - 42);
  arithmetic_card(canvas, {room.x, top, room.w, 42},
                  canvas.text("stage.common.cell", {step.out.row_axis.label(r), std::to_string(c + 1)}),
                  {piece(canvas.input(0)), {"+"}, piece(canvas.input(1)), {"="}, piece(ask.step)});
  return std::move(canvas.scene);
}

}  // namespace

extern constinit const StageKind sum_stage;
constinit const StageKind sum_stage{"sum", draws, layout};

}  // namespace attn::scene
