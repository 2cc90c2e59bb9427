// Tokens: the words of a sentence and their ids; in a decoding step, the word that was chosen joins them.
#include <algorithm>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/matrix.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) { return trace[step].role == "tokens" && trace[step].out.cols() == 1; }

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Tensor& out = step.out;
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const bool joined = step.op->name == "append", low = room.h < 240;
  Idea idea;
  idea.title = canvas.text(joined ? "stage.tokens.next_title" : "stage.tokens.title");
  idea.words =
      canvas.rich(joined ? "stage.tokens.next_idea" : "stage.tokens.idea",
                  {{joined ? out.row_axis.label(out.rows() - 1) : std::to_string(out.rows()), theme.t1, Font::ui_bold}},
                  theme.t2, theme.t1);
  float y = 24 + draw_head(canvas, idea, low ? 0 : 3);
  // Cards of a place, a word and its id, in lines; smaller ones where they would not fit.
  constexpr float gap = 10;
  float height = 74;
  const auto lines_needed = [&] {
    float x = room.x;
    int lines = 1;
    for (Index r = 0; r < out.rows(); ++r) {
      const float w = std::clamp(canvas.width(out.row_axis.label(r), Font::ui_bold, 15) + 28, 64.0f, 190.0f);
      if (x + w > room.x + room.w) x = room.x, ++lines;
      x += w + gap;
    }
    return lines;
  };
  const auto lines = static_cast<float>(lines_needed());
  height = std::min(height, (room.y + room.h - y) / lines - gap);
  if (height < 18) height = 18;
  const bool with_id = height >= 44, with_place = height >= 66;
  float x = room.x;
  for (Index r = 0; r < out.rows(); ++r) {
    const std::string word = out.row_axis.label(r);
    const float w = std::clamp(canvas.width(word, Font::ui_bold, 15) + 28, 64.0f, 190.0f);
    if (x + w > room.x + room.w) x = room.x, y += height + gap;
    if (y + height > room.y + room.h + 1) break;
    const bool there = r < now.done, is_new = joined && r + 1 == out.rows();
    const bool selected = now.complete && ask.cell && ask.cell->first == r;
    const Rect box{x, y, w, height};
    if (there) {
      canvas.card(box);
      if (is_new) canvas.add(outline({x + 1, y + 1, w - 2, height - 2}, theme.ink, 2, 8));
      const float middle = y + (with_id ? (with_place ? height * 0.48f : height * 0.36f) : height / 2);
      if (with_place)
        canvas.write(x + w / 2, y + 14, std::to_string(r + 1), {Font::mono, 9, theme.t3, Align::center}, w - 12);
      canvas.write(x + w / 2, middle, word, {Font::ui_bold, 15, selected ? theme.e : theme.t1, Align::center}, w - 16);
      if (with_id)
        canvas.write(x + w / 2, y + height - 15, whole_text(value_at(step, r, 0)),
                     {Font::mono, 12, theme.e, Align::center}, w - 8, {ask.step, r, 0});
    } else {
      canvas.dashed({x + 0.5f, y + 0.5f, w - 1, height - 1}, theme.line2);
    }
    canvas.target(box, {ask.step, r, 0});
    if (selected) canvas.add(outline({x + 1, y + 1, w - 2, height - 2}, theme.e, 2, 8));
    x += w + gap;
  }
  y += height + 22;
  if (y + 20 <= room.y + room.h && out.rows() > 0)
    canvas.write(room.x, y, canvas.text("stage.tokens.note"), {Font::ui, 12, theme.t3}, room.w);
}

}  // namespace

extern constinit const StageKind tokens_stage;
constinit const StageKind tokens_stage{"tokens", draws, picture};

}  // namespace attn::scene
