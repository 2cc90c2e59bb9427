// Rows of the table made √d times larger, so that a word is as loud as the wave of its place.
#include "app/scene/format.h"
#include "app/scene/stage/rows.h"

namespace attn::scene {
namespace {

using namespace rows;

bool draws(const Trace& trace, int step) {
  const Step& s = trace[step];
  return s.op->name == "scale" && s.role == "scaled" && s.path.find("/embedding/") != s.path.npos;
}

Scene layout(const StageRequest& ask) {
  Canvas canvas(ask);
  const Step& step = canvas.step();
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const bool low = room.h < 300;
  std::string factor = rounded_text(static_cast<double>(step.attrs.factor), 2);
  if (factor.ends_with(".00")) factor.resize(factor.size() - 3);
  const float y =
      10 + head(canvas, canvas.text("stage.louder.title", {factor}),
                canvas.text("stage.louder.idea", {std::to_string(step.out.cols()), factor}), room.w, low ? 0 : 2);
  const Rect area{room.x, y, room.w, room.y + room.h - y - (low ? 0.0f : 54.0f)};
  const Stack drawn = stack(canvas, area,
                            {{canvas.input(0), "", "E", canvas.text("stage.louder.row")},
                             {ask.step, "=", factor + "·E", canvas.text("stage.louder.result")}},
                            now);
  const Grid& last = drawn.grids.back();
  if (low || last.cells.w <= 0 || (!now.complete && now.done == 0)) return std::move(canvas.scene);
  const Index r = now.complete ? now.row : (now.done - 1) / step.out.cols();
  const Index c = now.complete ? (ask.cell ? ask.cell->second : 0) : (now.done - 1) % step.out.cols();
  if (!step.out.contains(r, c)) return std::move(canvas.scene);
  const float top = std::min(last.cells.y + last.cells.h + 16, room.y + room.h - 42);
  arithmetic_card(canvas, {room.x, top, room.w, 42},
                  canvas.text("stage.common.cell", {step.out.row_axis.label(r), std::to_string(c + 1)}),
                  {{factor},
                   {"×"},
                   {inspector_text(value_at(canvas.step(canvas.input(0)), r, c)), {canvas.input(0), r, c}},
                   {"="},
                   {inspector_text(value_at(step, r, c)), {ask.step, r, c}}});
  return std::move(canvas.scene);
}

}  // namespace

extern constinit const StageKind scaled_stage;
constinit const StageKind scaled_stage{"scaled", draws, layout};

}  // namespace attn::scene
