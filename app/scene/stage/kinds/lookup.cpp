// Look-up: the id of a word is the number of a row of the table, and that row is taken out.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/matrix.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) { return trace[step].op->name == "lookup"; }

Index row_of(double id, Index count) {
  return id > 0 ? static_cast<Index>(std::min(id, static_cast<double>(count - 1))) : 0;
}

// Words with their ids, the one in focus lit; those around it if there is no room for all. Where the focus stands.
float tokens(Canvas& canvas, float x, float y, float end, int ids, Index active) {
  const Tensor& out = canvas.step(ids).out;
  const Theme& theme = canvas.theme;
  const auto words = [&](Index r) {
    return out.row_axis.label(r) + "  " + whole_text(value_at(canvas.step(ids), r, 0));
  };
  const auto width = [&](Index r) { return std::min(180.0f, canvas.width(words(r), Font::ui, 13) + 22) + 8; };
  Index first = active, last = active + 1;
  float used = width(active) + 60;
  for (bool grew = true; grew;) {
    grew = false;
    if (first > 0 && x + used + width(first - 1) <= end) used += width(--first), grew = true;
    if (last < out.rows() && x + used + width(last) <= end) used += width(last++), grew = true;
  }
  float focus = x;
  // Words without room are counted.
  const auto counted = [&](Index words_left) {
    return 8 + canvas.write(x, y + 14, "+" + std::to_string(words_left), {Font::mono, 11, theme.t3}, 30);
  };
  if (first > 0) x += counted(first);
  for (Index r = first; r < last; ++r) {
    const bool here = r == active;
    const float w = canvas.chip(x, y, words(r), here ? theme.e : theme.line2, here ? theme.t1 : theme.t2, width(r) - 8);
    canvas.target({x, y, w, 28}, {ids, r, 0});
    if (here) {
      canvas.add(outline({x + 0.5f, y + 0.5f, w - 1, 27}, theme.e, 1.75f, 6));
      focus = x + w / 2;
    }
    x += w + 8;
  }
  if (last < out.rows()) counted(out.rows() - last);
  return focus;
}

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const int table = canvas.input(0), ids = canvas.input(1);
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const Tensor& pieces = canvas.step(table).out;
  const auto id = row_of(value_at(canvas.step(ids), now.row, 0), pieces.rows());
  const bool low = room.h < 360;
  const std::string word = step.out.row_axis.label(now.row);
  const Range range = joined(range_of(canvas.step(table)), range_of(step));  // the rows are the table's
  Idea idea;
  idea.title = canvas.text("stage.lookup.title", {std::to_string(step.out.cols())});
  idea.words = canvas.rich("stage.lookup.idea",
                           {{word, theme.e, Font::ui_bold},
                            {std::to_string(id), theme.t1, Font::ui_bold},
                            {canvas.grouped(pieces.rows()), theme.t2}},
                           theme.t2, theme.t1);
  idea.formula = {
      {"x", theme.e}, {" = ", theme.t3}, {"E", theme.e}, {std::to_string(id), theme.t1, Symbol::Place::below}};
  idea.bars = {{"E, X", range}};
  float y = 8 + draw_head(canvas, idea, low ? 0 : 2);
  const float names = std::min(84.0f, room.w * 0.14f);
  const float px = std::max(1.0f, std::floor((room.w - names - 14) / static_cast<float>(step.out.cols())));
  const float x = room.x + names, w = px * static_cast<float>(step.out.cols());
  const Style label{Font::ui_bold, 12, theme.t1};
  const float focus = tokens(canvas, x, y, room.x + room.w, ids, now.row);
  canvas.write(room.x, y + 14, canvas.text("stage.lookup.tokens"), label, names - 8);
  y += 28 + 22;

  // Seven rows of the table, the word's own in the middle.
  const float pitch = room.h < 460 ? 9 : 15;
  const Index shown = std::min<Index>(low ? 3 : 7, pieces.rows());
  const Index first = std::clamp<Index>(id - shown / 2, 0, pieces.rows() - shown);
  const double t = now.complete ? 1 : now.within / static_cast<double>(step.out.cols());
  canvas.write(room.x, y - 9, canvas.text("stage.lookup.table"), label, names - 8);
  // At the right, where no word's line comes down.
  const float shape_w = canvas.write(x + w, y - 9, pieces.shape(), {Font::mono, 10.5f, theme.t3, Align::right}, 120);
  canvas.write(x + w - shape_w - 8, y - 9, "E", {Font::ui_bold, 13, theme.e, Align::right}, 20);
  const float table_y = y + 4;
  Strip drawn{};
  for (Index i = 0; i < shown; ++i) {
    const Index r = first + i;
    const float at = table_y + static_cast<float>(i) * pitch;
    const bool here = r == id;
    drawn = draw_row(canvas, source(canvas, table, range), r, {x, at, w, pitch - 1});
    if (pitch >= 11 || here)
      canvas.write(x - 12, at + pitch / 2 - 0.5f, std::to_string(r),
                   {Font::mono, 9, here ? theme.e : theme.t3, Align::right}, names);
    if (!here) continue;
    canvas.add(outline({x - 1.5f, at - 1.5f, drawn.box.w + 2, pitch + 2}, theme.e, 1.75f, 2));
    // From the word down to its row.
    const double reach = between(t, 0, 0.15);
    if (reach > 0)
      canvas.add(line(focus, y - 22, focus, y - 22 + (at - y + 20) * static_cast<float>(reach), theme.e, 1.5f));
  }
  y = table_y + static_cast<float>(shown) * pitch;
  // The whole table as a line, with the places of all words.
  if (const Rect all{x + w + 8, table_y, 4, y - table_y}; all.x + all.w <= room.x + room.w) {
    canvas.add(fill(all, theme.bg4, 2));
    const Tensor& rows = canvas.step(ids).out;
    for (Index r = 0; r < rows.rows(); ++r) {
      const auto at = static_cast<float>(row_of(value_at(canvas.step(ids), r, 0), pieces.rows())) /
                      static_cast<float>(pieces.rows());
      canvas.add(fill({all.x - 2, all.y + at * (all.h - 2), all.w + 4, 2}, r == now.row ? theme.ink : theme.e));
    }
  }

  // The row on its way, and where it lands.
  const Rect place{room.x, y + 22, room.w, room.y + room.h - y - 22 - (low ? 0.0f : arithmetic_height)};
  MatrixLook look{range, ask.cells_done, px, 40};
  look.fixed_columns = true;
  look.row_words = look.col_words = false;
  look.letter = "X";
  look.note = canvas.text("stage.lookup.result");
  look.computing = false;
  look.row = now.row;
  look.col = now.complete && ask.cell ? ask.cell->second : -1;
  look.selected = look.col >= 0;
  const Grid g = matrix(canvas, ask.step, {x - 6, place.y, w + 13, place.h}, look);
  if (g.box.w <= 0) return;
  side_words(canvas, g, names - 18, now.row, theme.e);
  const double way = in_out(between(t, 0.15, 0.95));
  if (const auto cell = focus_of(ask); cell && !low) {
    const auto from = row_of(value_at(canvas.step(ids), cell->first, 0), pieces.rows());
    arithmetic_below(canvas, g, cell->first, cell->second,
                     {{"E[" + std::to_string(from) + "]"}, {"="}, own_piece(canvas, cell->first, cell->second)});
  }
  if (!now.complete && way > 0 && way < 1) {
    const float from = table_y + static_cast<float>(id - first) * pitch, to = g.row(now.row).y;
    const float at = from + (to - from) * static_cast<float>(way);
    draw_row(canvas, source(canvas, table, range), id, {x, at, w, std::max(pitch - 1, std::min(g.down.px - 1, 18.0f))});
    canvas.add(outline({x - 1.5f, at - 1.5f, w + 2, std::max(pitch - 1, std::min(g.down.px - 1, 18.0f)) + 3}, theme.e,
                       1.75f, 2));
  }
}

}  // namespace

extern constinit const StageKind lookup_stage;
constinit const StageKind lookup_stage{"lookup", draws, picture};

}  // namespace attn::scene
