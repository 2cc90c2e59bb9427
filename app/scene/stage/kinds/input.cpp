// What a run begins with: a row of numbers for each word, made up or given, not computed.
#include <algorithm>

#include "app/scene/stage/idea.h"
#include "app/scene/stage/matrix.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) { return trace[step].role == &roles::input && trace[step].out.size() > 0; }

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Progress now = progress_of(ask);
  const Range range = range_of(step);
  Idea idea;
  idea.title = canvas.text("stage.input.title", {std::to_string(step.out.rows()), std::to_string(step.out.cols())});
  idea.words =
      canvas.rich("stage.input.idea", {{std::to_string(step.out.cols()), theme.t1, Font::ui_bold}}, theme.t2, theme.t1);
  idea.formula = {{"X", theme.e}};
  idea.bars = {{"X", range}};
  const float y = 10 + draw_head(canvas, idea, canvas.room.h < 330 ? 0 : 3);
  MatrixLook look{range, ask.cells_done, 72, 36};
  look.letter = "X";
  look.computing = !now.complete;
  look.row = now.row;
  if (now.complete && ask.cell && step.out.contains(ask.cell->first, ask.cell->second)) {
    look.col = ask.cell->second;
    look.selected = true;
  }
  matrix(canvas, ask.step, {canvas.room.x, y, canvas.room.w, canvas.room.y + canvas.room.h - y}, look);
}

}  // namespace

extern constinit const StageKind input_stage;
constinit const StageKind input_stage{"input", draws, picture};

}  // namespace attn::scene
