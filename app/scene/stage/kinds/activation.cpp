// Activation, one word at a time: every unit through one curve; what is below zero falls to 0, or nearly.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/block.h"
#include "app/scene/stage/idea.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) {
  const std::string_view op = trace[step].op->name;
  return op == "relu" || op == "gelu" || op == "silu";
}

// What was below zero sinks to the floor of its cell and stays there as a line. gone: how far it has sunk, 0 … 1.
void sink(Canvas& canvas, const Block& units, int before, Index row, const Range& range, Index shown, double gone) {
  if (units.px < 6) return;
  for (Index k = units.from; k < std::min(shown, units.till()); ++k) {
    const double was = value_at(canvas.step(before), row, k);
    if (!(was < 0)) continue;
    const Rect at = units.cell(k);
    const float h = std::max(1.75f, at.h * static_cast<float>(1 - gone));
    if (gone >= 1 && units.px >= 30) continue;  // its number says it
    canvas.add(fill({at.x, at.y + at.h - h, at.w, h},
                    gone < 1 ? cell_color(canvas.theme, was, range) : faded(sign_color(canvas.theme, -1), 0.6)));
  }
}

// The curve of the activation with the unit in focus on it.
void hinge(Canvas& canvas, const Rect& card, const Op& op, double reach, std::optional<double> at) {
  const Theme& theme = canvas.theme;
  canvas.card(card);
  const Rect in{card.x + 10, card.y + 10, card.w - 20, card.h - 20};
  const auto x = [&](double h) { return in.x + in.w * static_cast<float>((h / reach + 1) / 2); };
  const auto y = [&](double v) { return in.y + in.h - in.h * static_cast<float>((v / reach + 0.25) / 1.25); };
  canvas.add(line(in.x, y(0), in.x + in.w, y(0), theme.line2, 1));
  canvas.add(line(x(0), in.y, x(0), in.y + in.h, theme.line2, 1));
  constexpr int pieces = 48;
  Mat points(1, pieces + 2);  // the last: of the unit
  for (int i = 0; i <= pieces; ++i) points(0, i) = static_cast<Real>(reach * (2.0 * i / pieces - 1));
  points(0, pieces + 1) = static_cast<Real>(std::clamp(at.value_or(0), -reach, reach));
  const Tensor before(std::move(points), single_axis(), {}), after = evaluated(op, {&before});
  const auto point = [&](Index i) {
    return Point{x(static_cast<double>(before(0, i))), y(static_cast<double>(after(0, i)))};
  };
  for (Index i = 0; i < pieces; ++i) {
    const Point a = point(i), b = point(i + 1);
    canvas.add(line(a.x, a.y, b.x, b.y, sign_color(theme, static_cast<double>(before(0, i))), 2));
  }
  if (!at) return;
  const auto [cx, cy] = point(pieces + 1);
  canvas.dashed({cx, in.y + in.h}, {cx, cy}, theme.t3, 1, 2, 2);
  canvas.add(fill({cx - 4, cy - 4, 8, 8}, theme.ink, 4));
}

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const int from = canvas.input(0);
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const Index f = step.out.cols();
  const double t = now.complete ? 1 : now.within / static_cast<double>(f);
  Index above = 0;
  for (Index k = 0; k < f; ++k) above += value_at(canvas.step(from), now.row, k) > 0;
  const std::string op(step.op->name), word = step.out.row_axis.label(now.row), all = std::to_string(f);
  const std::string name = op == "relu" ? "ReLU" : op == "gelu" ? "GELU" : "SiLU";
  const bool low = room.h < 320;
  const Range range = range_of(canvas.step(from));
  Idea idea;
  idea.title = canvas.text("stage.activation.title");
  idea.words = canvas.rich("stage.activation.idea",
                           {{word, theme.e, Font::ui_bold}, {all, theme.t2}, {name, theme.t1, Font::ui_bold}}, theme.t2,
                           theme.t1);
  idea.formula = {{"A", theme.t1}, {" = ", theme.t3}, {name, theme.t1}, {" H", theme.t2}};
  idea.bars = {{canvas.text("stage.common.colour"), range}};
  const float y = 12 + draw_head(canvas, idea, low ? 0 : 4);

  // Two blocks of one size, the curve between them.
  const float middle = std::clamp(room.w * 0.2f, 96.0f, 190.0f), foot = low ? 0.0f : 78.0f, title = 40;
  const float side_w = (room.w - middle - 24) / 2, side_h = room.y + room.h - y - title - foot;
  if (side_h < 24 || side_w < 24) return;
  const Window sight = sight_of(canvas, Pane::Side::cols, f);
  Block before = block(sight, f, {0, y + title, side_w, side_h}, 22), after = before;
  const float w = before.box.w, h = before.box.h;
  const float left = room.x + std::floor((room.w - 2 * w - middle - 24) / 2), right = left + w + middle + 24;
  before.box.x = left, after.box.x = right;
  const auto caption = [&](const Block& u, std::string_view words) {
    canvas.write(u.box.x + w / 2, y + 10, canvas.text("stage.activation.units", {all}),
                 {Font::ui_bold, 13, theme.t1, Align::center}, side_w);
    canvas.write(u.box.x + w / 2, y + 27, words, {Font::ui, 11, theme.t3, Align::center}, side_w);
  };
  caption(before, canvas.text("stage.activation.before"));
  caption(after, canvas.text("stage.activation.after"));
  const bool there = (now.row + 1) * f <= now.done;
  const Index first = std::clamp<Index>(now.done - now.row * f, 0, f);
  const auto swept = static_cast<Index>(std::ceil(t * static_cast<double>(f) - 1e-6));
  const Index shown = there ? f : std::max(first, swept);
  draw_block(canvas, before, source(canvas, from, range), now.row, f, f, Pane::Side::cols);
  draw_block(canvas, after, source(canvas, ask.step, range), now.row, shown, shown, Pane::Side::cols);
  sink(canvas, after, from, now.row, range, shown, there ? 1 : in_out(between(t, 0.7, 1)));

  std::optional<double> focus;
  Index unit = -1;  // the chosen one, else the strongest
  if (now.complete && f > 0) {
    const std::vector<Index> strongest = largest_columns(canvas.step(from).out, now.row, f, 1);
    unit = ask.cell && ask.cell->second < f ? ask.cell->second : strongest.empty() ? 0 : strongest.front();
    focus = value_at(canvas.step(from), now.row, unit);
    for (const Block* u : {&before, &after}) canvas.ring(u->cell(unit));
  }
  const float curve = std::min({middle - 20, h - 50, 150.0f}), cx = left + w + 12 + middle / 2, cy = y + title + h / 2;
  if (curve >= 50) {
    canvas.write(cx, cy - curve / 2 - 14, name, {Font::ui_bold, 13, theme.t1, Align::center}, middle);
    hinge(canvas, {cx - curve / 2, cy - curve / 2, curve, curve}, *step.op, range.reach(), focus);
  }
  canvas.arrow(cx - middle / 2 + 4, cx + middle / 2 - 2, cy + std::max(0.0f, curve) / 2 + 16, theme.t1);
  if (low) return;

  // How many are above zero, and stay on.
  const float bar_y = y + title + h + 14, part = static_cast<float>(above) / static_cast<float>(std::max<Index>(1, f));
  canvas.add(fill({left, bar_y, w, 8}, sign_color(theme, -1), 3));
  canvas.add(fill({left, bar_y, w * part, 8}, sign_color(theme, 1), 3));
  const std::string on = canvas.text("stage.activation.above", {std::to_string(above)}),
                    off = canvas.text("stage.activation.below", {std::to_string(f - above)});
  const bool one_line = canvas.width(on, Font::ui, 12) + canvas.width(off, Font::ui, 12) + 16 <= w;
  canvas.write(left, bar_y + 20, on, {Font::ui, 12, theme.t2}, w);
  if (one_line)
    canvas.write(left + w, bar_y + 20, off, {Font::ui, 12, theme.t2, Align::right}, w);
  else
    canvas.write(left, bar_y + 36, off, {Font::ui, 12, theme.t2}, w);
  const float unit_y = bar_y + (one_line ? 46.0f : 56.0f);
  canvas.add(fill({right, bar_y, w, 8}, theme.bg2, 3));
  canvas.add(fill({right, bar_y, w * part * static_cast<float>(t), 8}, sign_color(theme, 1), 3));
  if (t >= 1)
    canvas.write(right, bar_y + 20, canvas.text("stage.activation.on", {std::to_string(above), all}),
                 {Font::ui, 12, theme.t2}, w);
  if (focus) {
    const Index k = unit;
    const double value = value_at(step, now.row, k);
    const std::string words = "h = " + inspector_text(*focus);
    float x = left + canvas.write(left, unit_y, canvas.text("stage.activation.unit", {std::to_string(k + 1)}) + ":  ",
                                  {Font::ui_bold, 12, theme.t1}, w);
    x += canvas.write(x, unit_y, words + "  →  ", {Font::mono, 12, theme.t2}, room.x + room.w - x);
    canvas.write(x, unit_y, inspector_text(value), {Font::mono, 12, theme.t1}, room.x + room.w - x,
                 {ask.step, now.row, k});
  }
}

}  // namespace

extern constinit const StageKind activation_stage;
constinit const StageKind activation_stage{"activation", draws, picture};

}  // namespace attn::scene
