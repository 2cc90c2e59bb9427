// Rows of the table made √d times larger, so that a word is as loud as the wave of its place.
#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/matrix.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) {
  const Step& s = trace[step];
  return s.op->name == "scale" && s.role == &roles::embedding_scaled;
}

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const bool low = room.h < 300;
  const std::string factor = short_number(static_cast<double>(step.attrs.factor));
  const std::vector<Range> ranges = shared_ranges(ask.trace, {canvas.input(0), ask.step});
  Idea idea;
  idea.title = canvas.text("stage.louder.title", {factor});
  idea.words =
      canvas.rich("stage.louder.idea", {{std::to_string(step.out.cols()), theme.t2}, {factor, theme.t1, Font::ui_bold}},
                  theme.t2, theme.t1);
  idea.formula = {{factor, theme.t1}, {" · ", theme.t3}, {"E", theme.e}};
  idea.bars = {{"E", ranges[0]}, {factor + "·E", ranges[1]}};
  const float y = 10 + draw_head(canvas, idea, low ? 0 : 3);
  const Rect area{room.x, y, room.w, room.y + room.h - y - (low ? 0.0f : arithmetic_height)};
  const Grid last = stack(canvas, area,
                          {{canvas.input(0), "", "E", canvas.text("stage.louder.row")},
                           {ask.step, "=", factor + "·E", canvas.text("stage.louder.result")}},
                          ranges, now);
  const auto cell = focus_of(ask);
  if (low || last.box.w <= 0 || !cell) return;
  const auto [r, c] = *cell;
  arithmetic_below(canvas, last, r, c,
                   {{factor},
                    {"×"},
                    {inspector_text(value_at(canvas.step(canvas.input(0)), r, c)), {canvas.input(0), r, c}},
                    {"="},
                    own_piece(canvas, r, c)});
}

}  // namespace

extern constinit const StageKind scaled_embedding_stage;
constinit const StageKind scaled_embedding_stage{"scaled_embedding", draws, picture};

}  // namespace attn::scene
