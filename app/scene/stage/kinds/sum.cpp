// Two matrices added cell by cell: the wave of a place to the word's row.
#include <algorithm>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/matrix.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) { return trace[step].role == &roles::embedding_sum; }

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const bool low = room.h < 330;
  const std::string d = std::to_string(canvas.step().out.cols());
  const std::vector<Range> ranges = shared_ranges(ask.trace, {canvas.input(0), canvas.input(1), ask.step});
  Idea idea;
  idea.title = canvas.text("stage.place.title");
  idea.words = canvas.rich("stage.place.idea", {{d, theme.t2}}, theme.t2, theme.t1);
  idea.formula = {{"X", theme.e}, {" = ", theme.t3}, {"E", theme.e}, {" + ", theme.t3}, {"P", theme.e}};
  if (ranges[0] == ranges[1] && ranges[1] == ranges[2])
    idea.bars = {{canvas.text("stage.common.colour"), ranges[0]}};
  else
    idea.bars = {{"E", ranges[0]}, {"P", ranges[1]}, {"X", ranges[2]}};
  const float y = 10 + draw_head(canvas, idea, low ? 0 : 3);
  const Rect area{room.x, y, room.w, room.y + room.h - y - (low ? 0.0f : arithmetic_height)};
  const std::vector<Layer> layers{{canvas.input(0), "", "E", canvas.text("stage.place.word")},
                                  {canvas.input(1), "+", "P", canvas.text("stage.place.wave")},
                                  {ask.step, "=", "X", canvas.text("stage.place.sum")}};
  const Grid last = stack(canvas, area, layers, ranges, now);
  const auto cell = focus_of(ask);
  if (low || last.box.w <= 0 || !cell) return;
  const auto piece = [&](int from) {
    return Piece{inspector_text(value_at(canvas.step(from), cell->first, cell->second)),
                 CellTag{from, cell->first, cell->second}};
  };
  arithmetic_below(
      canvas, last, cell->first, cell->second,
      {piece(canvas.input(0)), {"+"}, piece(canvas.input(1)), {"="}, own_piece(canvas, cell->first, cell->second)});
}

}  // namespace

extern constinit const StageKind sum_stage;
constinit const StageKind sum_stage{"sum", draws, picture};

}  // namespace attn::scene
