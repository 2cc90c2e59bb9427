// Tokens: the words of a sentence and their ids; in a decoding step, the word that was chosen joins them.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/matrix.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) { return trace[step].role == &roles::tokens && trace[step].out.cols() == 1; }

// What the table has at a word's id, where that is another piece: <unk>, of letters that the model does not know.
std::string read_as(const Canvas& canvas, Index row) {
  const int lookup = step_after(canvas.ask.trace, canvas.ask.step, roles::lookup);
  if (lookup < 0) return {};
  const Tensor& table = canvas.step(canvas.step(lookup).inputs[0]).out;
  const double id = value_at(canvas.step(), row, 0);
  if (table.row_axis.kind == Axis::Kind::single || !(id >= 0 && id < static_cast<double>(table.rows()))) return {};
  const std::string piece = table.row_axis.label(static_cast<Index>(id));
  return piece == canvas.step().out.row_axis.label(row) ? std::string() : piece;
}

// The table of all pieces as a line, from the first id to the last, and where the sentence's words are in it.
void places(Canvas& canvas, const Rect& room, const Progress& now) {
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const int lookup = step_after(canvas.ask.trace, canvas.ask.step, roles::lookup);
  if (lookup < 0 || room.h < 130) return;
  const Index count = canvas.step(canvas.step(lookup).inputs[0]).out.rows();
  if (count < 2) return;
  const Rect card{room.x, room.y, room.w, 152};
  if (card.h > room.h) return;
  canvas.card(card);
  canvas.write(card.x + 16, card.y + 18, canvas.text("stage.tokens.table", {canvas.grouped(count)}),
               {Font::ui_bold, 12, theme.t2}, card.w - 32);
  const Rect axis{card.x + 24, card.y + 112, card.w - 48, 6};
  canvas.add(fill(axis, theme.bg4, 3));
  canvas.write(axis.x, axis.y + 22, "0", {Font::mono, 9, theme.t3}, 40);
  canvas.write(axis.x + axis.w, axis.y + 22, canvas.grouped(count - 1), {Font::mono, 9, theme.t3, Align::right}, 80);
  std::vector<std::pair<double, Index>> ids;
  for (Index r = 0; r < std::min(now.done, step.out.rows()); ++r)
    if (const double id = value_at(step, r, 0); std::isfinite(id)) ids.emplace_back(id, r);
  std::sort(ids.begin(), ids.end());
  // Names beside each other where their marks are too near, in three heights; where there is no room, the mark alone.
  float free[3] = {card.x + 12, card.x + 12, card.x + 12};
  for (const auto& [id, r] : ids) {
    const float x = axis.x + axis.w * static_cast<float>(std::clamp(id / static_cast<double>(count - 1), 0.0, 1.0));
    const bool newest = !now.complete && r + 1 == now.done;
    canvas.add(fill({x - 1.5f, axis.y - 3, 3, axis.h + 6}, newest ? theme.ink : theme.e, 1));
    canvas.target({x - 4, axis.y - 5, 8, axis.h + 10}, {canvas.ask.step, r, 0});
    const std::string word = step.out.row_axis.label(r);
    const float w = canvas.width(word, Font::ui, 12), end = card.x + card.w - 12;
    for (int level = 0; level < 3; ++level) {
      const float left = std::max(std::min(x - w / 2, end - w), free[level]);
      bool blocked = left + w > end || left > x + 4;
      for (int below = 0; below < level; ++below) blocked = blocked || x < free[below] - 8;  // its stem
      if (blocked) continue;
      const float y = axis.y - 18 - 17 * static_cast<float>(level);
      canvas.write(left, y, word, {Font::ui, 12, newest ? theme.t1 : theme.e}, w + 1);
      canvas.add(line(x, y + 8, x, axis.y - 4, faded(theme.e, 0.5), 1));
      free[level] = left + w + 8;
      for (int below = 0; below < level; ++below) free[below] = std::max(free[below], x + 4);
      break;
    }
  }
}

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Tensor& out = step.out;
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const bool joined = step.op->name == "append", low = room.h < 240;
  const std::uint8_t target = ask.trace.sequence("target");
  const bool begins = !joined && target != 0 && out.row_axis.sequence == target;
  const std::string last = out.rows() > 0 ? out.row_axis.label(out.rows() - 1) : std::string();
  Idea idea;
  idea.title = canvas.text(joined   ? "stage.tokens.next_title"
                           : begins ? "stage.tokens.begin_title"
                                    : "stage.tokens.title");
  idea.words = canvas.rich(joined   ? "stage.tokens.next_idea"
                           : begins ? "stage.tokens.begin_idea"
                                    : "stage.tokens.idea",
                           {{joined || begins ? last : std::to_string(out.rows()), theme.t1, Font::ui_bold}}, theme.t2,
                           theme.t1);
  float y = 24 + draw_head(canvas, idea, low ? 0 : 3);
  // Cards of a place, a word and its id, in lines; smaller ones where they would not fit.
  constexpr float gap = 10;
  float height = 74;
  const auto width = [&](Index r) {
    return std::clamp(canvas.width(out.row_axis.label(r), Font::ui_bold, 15) + 28, 64.0f, 190.0f);
  };
  const auto lines_needed = [&] {
    float x = room.x;
    int lines = 1;
    for (Index r = 0; r < out.rows(); ++r) {
      if (x + width(r) > room.x + room.w) x = room.x, ++lines;
      x += width(r) + gap;
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
    const float w = width(r);
    if (x + w > room.x + room.w) x = room.x, y += height + gap;
    // Words without room are counted, in the place of the last one that would have some.
    const bool last_line = y + 2 * height + gap > room.y + room.h + 1;
    const float next = r + 1 < out.rows() ? x + w + gap + width(r + 1) : 0;
    if (last_line && next > room.x + room.w) {
      canvas.write(x + 8, y + height / 2, "+" + std::to_string(out.rows() - r), {Font::mono, 12, theme.t2}, w);
      y += height;
      break;
    }
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
      if (with_id) {
        const std::string piece = read_as(canvas, r), id = whole_text(value_at(step, r, 0));
        const float beside = piece.empty() ? 0 : canvas.width(piece, Font::mono, 11) + 5;
        const float shift = beside + canvas.width(id, Font::mono, 12) <= w - 8 ? beside / 2 : 0;
        canvas.write(x + w / 2 - shift, y + height - 15, id, {Font::mono, 12, theme.e, Align::center}, w - 8,
                     {ask.step, r, 0});
        if (shift > 0)
          canvas.write(x + (w + beside + canvas.width(id, Font::mono, 12)) / 2, y + height - 15, piece,
                       {Font::mono, 11, theme.t2, Align::right}, w);
      }
    } else {
      canvas.dashed({x + 0.5f, y + 0.5f, w - 1, height - 1}, theme.line2);
    }
    canvas.target(box, {ask.step, r, 0});
    if (selected) canvas.add(outline({x + 1, y + 1, w - 2, height - 2}, theme.e, 2, 8));
    x += w + gap;
  }
  y += height + 22;
  if (y + 20 > room.y + room.h || out.rows() == 0) return;
  canvas.write(room.x, y, canvas.text("stage.tokens.note"), {Font::ui, 12, theme.t3}, room.w);
  places(canvas, {room.x, y + 34, room.w, room.y + room.h - y - 34}, now);
}

}  // namespace

extern constinit const StageKind tokens_stage;
constinit const StageKind tokens_stage{"tokens", draws, picture};

}  // namespace attn::scene
