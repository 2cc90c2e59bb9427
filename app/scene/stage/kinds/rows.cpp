// Rows that are put below each other, or one that is taken out: the numbers stay as they are.
#include <algorithm>

#include "app/scene/stage/idea.h"
#include "app/scene/stage/matrix.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) {
  const Step& s = trace[step];
  return (s.op->name == "append" || s.op->name == "stack" || s.op->name == "last_row") && s.role != &roles::tokens &&
         s.out.size() > 0;
}

// Which of its inputs a row comes from, and which row of that.
CellTag origin(const Canvas& canvas, Index row) {
  const std::vector<Source> from = sources(canvas.ask.trace, canvas.ask.step, row, 0);
  return from.empty() ? CellTag{} : CellTag{from[0].step, from[0].row, 0};
}

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Progress now = progress_of(ask);
  const std::string op(step.op->name);
  const CellTag from = origin(canvas, now.row);
  const std::vector<Range> ranges = shared_ranges(ask.trace, {std::max(0, from.step), ask.step});
  const std::string word = step.out.row_axis.label(now.row);
  const Color hue = role_color(theme, *step.role);
  Idea idea;
  idea.title = canvas.text("stage.rows." + op);
  idea.words = canvas.rich("stage.rows." + op + "_idea", {{word, hue, Font::ui_bold}}, theme.t2, theme.t1);
  if (step.role->range != Role::Range::ids) idea.bars = {{canvas.text("stage.common.colour"), ranges.back()}};
  const float y = 10 + draw_head(canvas, idea, canvas.room.h < 330 ? 0 : 3), end = canvas.room.y + canvas.room.h;
  const bool selected = now.complete && ask.cell && step.out.contains(ask.cell->first, ask.cell->second);
  // What the row comes from, with the row lit; below it the step itself. A row of its own needs less room.
  float top = y, gutter = 0;
  for (Index r = 0; r < step.out.rows(); ++r)
    gutter = std::max(gutter, canvas.width(step.out.row_axis.label(r), Font::ui, 13));
  gutter = std::min(gutter, 120.0f) + 16;
  if (from.step >= 0) {
    const Tensor& source = canvas.step(from.step).out;
    const float share = static_cast<float>(source.rows() + 2) / static_cast<float>(source.rows() + step.out.rows() + 4);
    MatrixLook look{ranges.front(), -1, 44, 28};
    look.note = canvas.text("stage.rows.from");
    look.gutter = gutter;
    look.row = from.row;
    look.col = selected ? ask.cell->second : -1;
    const Grid grid =
        matrix(canvas, from.step, {canvas.room.x, y, canvas.room.w, (end - y) * std::clamp(share, 0.2f, 0.6f)}, look);
    if (grid.box.w <= 0) return;
    const Rect row = grid.row(from.row);
    canvas.add(outline({row.x - 1.5f, row.y - 1.5f, row.w + 3, row.h + 3}, hue, 1.75f, 3));
    top = grid.bottom() + 26;
  }
  MatrixLook look{ranges.back(), ask.cells_done, 44, 28};
  look.letter = std::string(step.role->letter);
  look.gutter = gutter;
  look.computing = !now.complete;
  look.row = now.row;
  if (selected) {
    look.col = ask.cell->second;
    look.selected = true;
  }
  if (end - top > 40) matrix(canvas, ask.step, {canvas.room.x, top, canvas.room.w, end - top}, look);
}

}  // namespace

extern constinit const StageKind rows_stage;
constinit const StageKind rows_stage{"rows", draws, picture};

}  // namespace attn::scene
