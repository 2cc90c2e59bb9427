// Concat: the results of the heads slide together into one row per word.
#include <algorithm>
#include <cmath>

#include "app/scene/stage/rows.h"

namespace attn::scene {
namespace {

using namespace rows;

bool draws(const Trace& trace, int step) { return trace[step].op->name == "concat"; }

// From (x1, y1) down to (x2, y2), steep at both ends.
void curve(Canvas& canvas, float x1, float y1, float x2, float y2, Color color) {
  constexpr int pieces = 16;
  float px = x1, py = y1;
  for (int i = 1; i <= pieces; ++i) {
    const float t = static_cast<float>(i) / pieces, s = t * t * (3 - 2 * t);
    const float x = x1 + (x2 - x1) * s, y = y1 + (y2 - y1) * t;
    canvas.add(parts::line(px, py, x, y, color, 1.5f));
    px = x;
    py = y;
  }
}

Scene layout(const StageRequest& ask) {
  Canvas canvas(ask);
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const auto heads = static_cast<Index>(step.inputs.size());
  const bool low = room.h < 300;
  float y = head(canvas, canvas.text("stage.concat.title"),
                 canvas.text("stage.concat.idea",
                             {std::to_string(heads), std::to_string(canvas.step(canvas.input(0)).out.cols()),
                              std::to_string(step.out.cols())}),
                 room.w, low ? 0 : 2) +
            10;
  std::vector<int> steps = step.inputs;
  steps.push_back(ask.step);
  const Range range = shared_ranges(ask.trace, steps).back();
  constexpr float gap = 14;
  const float names = 76, area = room.w - names - gap * static_cast<float>(heads - 1) - 12;
  const float px = std::max(1.0f, std::floor(area / static_cast<float>(step.out.cols())));
  const float funnel = low ? 24 : 76, legend = low ? 0.0f : 44.0f;
  const float each = (room.y + room.h - y - funnel - legend) / 2;
  const float total = px * static_cast<float>(step.out.cols()), spread = total + gap * static_cast<float>(heads - 1);
  const float x0 = room.x + names;

  GridLook look{range, -1, px, 32 * canvas.grow};
  look.row_words = look.col_words = false;
  const bool selected = now.complete && ask.cell.has_value();
  std::vector<Grid> blocks;
  float x = x0 - 6;
  Index before = 0;
  for (Index h = 0; h < heads; ++h) {
    const int from = step.inputs[static_cast<std::size_t>(h)];
    const Index width = canvas.step(from).out.cols();
    look.letter = each >= 60 ? canvas.text("stage.concat.head", {std::to_string(h + 1)}) : "";
    look.row = now.row;
    look.col =
        selected && ask.cell->second >= before && ask.cell->second < before + width ? ask.cell->second - before : -1;
    look.selected = look.col >= 0;
    blocks.push_back(grid(canvas, from, {x, y, px * static_cast<float>(width) + 13, each}, look));
    x += px * static_cast<float>(width) + gap;
    before += width;
  }
  if (blocks.empty() || blocks[0].cells.w <= 0) return std::move(canvas.scene);
  const float bottom = blocks[0].cells.y + blocks[0].cells.h;
  look.letter.clear();
  look.done = ask.cells_done;
  look.computing = !now.complete;
  look.selected = selected;
  look.col = selected ? ask.cell->second : -1;
  // The row labels stand where the blocks have none, so that the columns are those of the blocks, without their gaps.
  look.row_words = false;
  const float shift = std::floor((spread - total) / 2), top = bottom + funnel;
  const Grid whole = grid(canvas, ask.step, {x0 + shift - 6, top, total + 13, each}, look);
  if (whole.cells.w <= 0) return std::move(canvas.scene);
  parts::Labels words =
      parts::row_labels(step.out.row_axis, whole.rows.px < blocks[0].rows.px ? whole.rows : blocks[0].rows, names - 8,
                        now.row, ask.measure);
  for (const Grid* g : {static_cast<const Grid*>(&blocks[0]), &whole})
    for (const parts::Label& label : words.labels) {
      const bool here = label.index == now.row;
      canvas.write(g->cells.x - 14, g->row(label.index).y + g->row(label.index).h / 2, label.text,
                   {here ? Font::ui_bold : Font::ui, words.size, here ? theme.q : theme.t2, Align::right},
                   names + shift - 8);
    }
  // Its name stands above the rows' words, out of the way of what slides together.
  const float name_y = whole.cells.y - 14, shape_w = canvas.width(step.out.shape(), Font::mono, 10.5f);
  canvas.write(whole.cells.x - 14, name_y, step.out.shape(), {Font::mono, 10.5f, theme.t3, Align::right}, names);
  canvas.write(whole.cells.x - 22 - shape_w, name_y, "C", {Font::ui_bold, 14, theme.o, Align::right}, 20);
  before = 0;
  const double slid = now.complete ? 1 : in_out(between(ask.phase, 0, 0.4));
  for (Index h = 0; h < heads; ++h) {
    const Grid& g = blocks[static_cast<std::size_t>(h)];
    const Index width = canvas.step(step.inputs[static_cast<std::size_t>(h)]).out.cols();
    const float left = whole.cells.x + static_cast<float>(before) * px, w = static_cast<float>(width) * px;
    const float y1 = bottom + 8, y2 = y1 + (whole.cells.y - 8 - y1) * static_cast<float>(std::max(slid, 0.05));
    const float part = (y2 - y1) / std::max(1.0f, whole.cells.y - 8 - y1);
    const Color edge = faded(theme.o, 0.45);
    curve(canvas, g.cells.x, y1, g.cells.x + (left - g.cells.x) * part, y2, edge);
    curve(canvas, g.cells.x + w, y1, g.cells.x + w + (left - g.cells.x) * part, y2, edge);
    if (h > 0)
      canvas.add(
          parts::line(left - 0.5f, whole.cells.y - 4, left - 0.5f, whole.cells.y + whole.cells.h + 3, theme.o, 1));
    before += width;
  }
  const float after = whole.cells.y + whole.cells.h + 20;
  if (legend > 0 && after + 26 <= room.y + room.h)
    colour_bar(canvas, whole.cells.x, after, std::min(280.0f, total), range, canvas.text("stage.common.colour"));
  return std::move(canvas.scene);
}

}  // namespace

extern constinit const StageKind concat_stage;
constinit const StageKind concat_stage{"concat", draws, layout};

}  // namespace attn::scene
