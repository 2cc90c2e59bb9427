// The state and the table of vectors that it is compared with.
#include <algorithm>
#include <cmath>

#include "app/scene/stage/output/output.h"
#include "app/scene/stage/parts.h"
#include "app/scene/stage/rich_text.h"
#include "app/scene/texels.h"
#include "engine/roles/roles.h"

namespace attn::scene::parts {
namespace {

// Columns and rows that there is no pixel for are left out: the first of each is drawn.
std::shared_ptr<const Texels> sampled(const Canvas& canvas, int table, const Rect& box) {
  const Step& step = canvas.step(table);
  Texels texels;
  texels.of = step.out;
  texels.turned = true;
  const Range range = range_of(step);
  const auto cut = [](Index count, float length) {
    Cut made;
    made.count = count;
    made.per = std::max<Index>(1, static_cast<Index>(std::ceil(static_cast<float>(count) / std::max(1.0f, length))));
    made.shown = (count + made.per - 1) / made.per;
    made.px = length / static_cast<float>(std::max<Index>(1, made.shown));
    return made;
  };
  texels.down = cut(step.out.cols(), box.h);
  texels.across = cut(step.out.rows(), box.w);
  texels.limit = range.limit;
  texels.colors = number_colors(canvas.theme, range);
  texels.done = step.out.size();
  if (texels.binned())
    for (Index d = 0; d < texels.down.shown; ++d)
      for (Index a = 0; a < texels.across.shown; ++a) {
        const Index row = texels.across.first(a), col = texels.down.first(d);
        texels.values.push_back(step.out(row, col));
        texels.cells.push_back(row * step.out.cols() + col);
      }
  return std::make_shared<const Texels>(std::move(texels));
}

}  // namespace

void output_state(Canvas& canvas, const Rect& box, const Output& of) {
  if (of.state < 0 || box.w < 40 || box.h < 6) return;
  const Theme& theme = canvas.theme;
  const Grid state = source(canvas, of.state, range_of(canvas.step(of.state)));
  const bool own = of.state == canvas.ask.step;
  Rect at{box.x + 4, box.y, box.w - 8, box.h};  // its frame has room in the box
  const float px = at.w / static_cast<float>(std::max<Index>(1, state.cols()));
  if (px >= 2) at.w = std::floor(px * 4) / 4 * static_cast<float>(state.cols());
  // Being taken out, it is on its way as a whole.
  Strip strip;
  if (own && !of.complete)
    canvas.add(fill(at, theme.bg1));
  else
    strip = draw_row(canvas, state, 0, at);
  canvas.add(outline(grown(at, 2.5f), theme.e, 1.75f, 3));
  const float y = at.y + at.h + 14, name = 8 + canvas.width("y", Font::ui_bold, 13);
  canvas.write(at.x, y, "y", {Font::ui_bold, 13, theme.e}, 20);
  const float word = canvas.write(at.x + name, y, canvas.text("stage.state.one"), {Font::ui, 11, theme.t3}, box.w / 2);
  canvas.write(at.x + name + word + 8, y, state.of->shape(), {Font::mono, 10.5f, theme.t3}, 80);
  if (own && of.complete && canvas.ask.cell) canvas.ring(strip.cell(canvas.ask.cell->second));
}

void output_table(Canvas& canvas, const Rect& box, const Output& of) {
  if (of.table < 0 || box.w < 40 || box.h < 16) return;
  const Theme& theme = canvas.theme;
  const Tensor& table = canvas.step(of.table).out;
  const std::vector<Symbol> name{{"E", theme.e}, {"T", theme.e, Symbol::Place::above}};
  const float y = box.y - 14;
  draw_formula(canvas, name, box.x - 4, y, 15);
  float x = box.x + 20;
  x += 12 + canvas.write(x, y, canvas.grouped(table.cols()) + "×" + canvas.grouped(table.rows()),
                         {Font::mono, 10.5f, theme.t3}, 90);
  canvas.write(x, y, canvas.text("stage.output.columns"), {Font::ui, 11, theme.t3}, box.x + box.w - x);
  const auto picture = sampled(canvas, of.table, box);
  Mark mark = texels_mark(of.table, box, picture);
  canvas.add(mark);
  bracket(canvas, box, theme.e);
  // The sweep, or the column in focus.
  const bool own = of.similarity == canvas.ask.step;
  const Index at = own && !of.complete ? std::min(of.done, table.rows() - 1) : of.col;
  if (at < 0 || of.row < 0) return;
  const float centre = box.x + picture->across.centre(at);
  const Rect beam{std::clamp(centre - 3, box.x, box.x + box.w - 6), box.y - 2, 6, box.h + 4};
  canvas.add(fill({beam.x, beam.y, beam.w, beam.h + 12}, faded(theme.ink, 0.16), 2));
  canvas.add(outline(beam, theme.ink, 1.5f, 2));
}

}  // namespace attn::scene::parts
