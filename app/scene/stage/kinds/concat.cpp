// Concat: the results of the heads slide together into one row per word.
#include <algorithm>
#include <cmath>

#include "app/scene/stage/idea.h"
#include "app/scene/stage/matrix.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) { return trace[step].op->name == "concat"; }

// From an edge down to another of the same width, steep at both ends.
void funnel(Canvas& canvas, Point from, Point to, float width, Color hue) {
  constexpr int pieces = 16;
  std::vector<Point> left, right;
  for (int i = 0; i <= pieces; ++i) {
    const float t = static_cast<float>(i) / pieces, s = t * t * (3 - 2 * t);
    left.push_back({from.x + (to.x - from.x) * s, from.y + (to.y - from.y) * t});
    right.push_back({left.back().x + width, left.back().y});
    if (i == 0) continue;
    const auto at = static_cast<std::size_t>(i);
    canvas.add(polygon({left[at - 1], right[at - 1], right[at], left[at]}, faded(hue, 0.1)));
  }
  canvas.add(polyline(std::move(left), faded(hue, 0.45), 1.5f));
  canvas.add(polyline(std::move(right), faded(hue, 0.45), 1.5f));
}

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const auto heads = static_cast<Index>(step.inputs.size());
  const bool low = room.h < 300;
  std::vector<int> steps = step.inputs;
  steps.push_back(ask.step);
  const Range range = shared_ranges(ask.trace, steps).back();
  Idea idea;
  idea.title = canvas.text("stage.concat.title");
  idea.words = canvas.rich("stage.concat.idea",
                           {{std::to_string(heads), theme.t2},
                            {std::to_string(canvas.step(canvas.input(0)).out.cols()), theme.t2},
                            {std::to_string(step.out.cols()), theme.t2}},
                           theme.t2, theme.t1);
  idea.formula = {{"C", theme.o},
                  {" = ", theme.t3},
                  {"[", theme.t3},
                  {"O", theme.o},
                  {"1", theme.o, Symbol::Place::below},
                  {" … ", theme.t3},
                  {"O", theme.o},
                  {std::to_string(heads), theme.o, Symbol::Place::below},
                  {"]", theme.t3}};
  idea.bars = {{canvas.text("stage.common.colour"), range}};
  const float y = draw_head(canvas, idea, low ? 0 : 3) + 10;
  constexpr float gap = 14;
  const float names = 76, area = room.w - names - gap * static_cast<float>(heads - 1) - 12;
  const float px = std::max(1.0f, std::floor(area / static_cast<float>(step.out.cols())));
  const float between_rows = low ? 24 : 76;
  const float each = (room.y + room.h - y - between_rows) / 2;
  const float total = px * static_cast<float>(step.out.cols()), spread = total + gap * static_cast<float>(heads - 1);
  const float x0 = room.x + names;

  MatrixLook look{range, -1, px, 32};
  look.row_words = look.col_words = false;
  look.fixed_columns = true;
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
    blocks.push_back(matrix(canvas, from, {x, y, px * static_cast<float>(width) + 13, each}, look));
    x += px * static_cast<float>(width) + gap;
    before += width;
  }
  if (blocks.empty() || blocks[0].box.w <= 0) return;
  const float bottom = blocks[0].bottom();
  look.letter.clear();
  look.done = ask.cells_done;
  look.computing = !now.complete;
  look.selected = selected;
  look.col = selected ? ask.cell->second : -1;
  // The row labels stand where the blocks have none, so that the columns are those of the blocks, without their gaps.
  look.row_words = false;
  const float shift = std::floor((spread - total) / 2), top = bottom + between_rows;
  const Grid whole = matrix(canvas, ask.step, {x0 + shift - 6, top, total + 13, each}, look);
  if (whole.box.w <= 0) return;
  side_words(canvas, blocks[0], names - 8, now.row, theme.o);
  side_words(canvas, whole, names + shift - 8, now.row, theme.o);
  // Its name stands above the rows' words, out of the way of what slides together.
  const float name_y = whole.box.y - 14, shape_w = canvas.width(step.out.shape(), Font::mono, 10.5f);
  canvas.write(whole.box.x - 14, name_y, step.out.shape(), {Font::mono, 10.5f, theme.t3, Align::right}, names);
  canvas.write(whole.box.x - 22 - shape_w, name_y, "C", {Font::ui_bold, 14, theme.o, Align::right}, 20);
  before = 0;
  const double slid = now.complete ? 1 : in_out(between(ask.phase, 0, 0.4));
  for (Index h = 0; h < heads; ++h) {
    const Grid& g = blocks[static_cast<std::size_t>(h)];
    const Index width = canvas.step(step.inputs[static_cast<std::size_t>(h)]).out.cols();
    const float left = whole.box.x + static_cast<float>(before) * px, w = static_cast<float>(width) * px;
    const float y1 = bottom + 8, y2 = y1 + (whole.box.y - 8 - y1) * static_cast<float>(std::max(slid, 0.05));
    const float part = (y2 - y1) / std::max(1.0f, whole.box.y - 8 - y1);
    funnel(canvas, {g.box.x, y1}, {g.box.x + (left - g.box.x) * part, y2}, w, theme.o);
    if (h > 0) canvas.add(line(left - 0.5f, whole.box.y - 4, left - 0.5f, whole.bottom() + 3, theme.o, 1));
    before += width;
  }
}

}  // namespace

extern constinit const StageKind concat_stage;
constinit const StageKind concat_stage{"concat", draws, picture};

}  // namespace attn::scene
