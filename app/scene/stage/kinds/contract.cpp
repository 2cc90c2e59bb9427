// Feed-forward, the way back: the units that are on are mixed into one number after another, one word at a time.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/block.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/waterfall.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using namespace parts;

constexpr std::size_t strongest_shown = 8;
constexpr float caption = 40;

bool draws(const Trace& trace, int step) {
  const Step& s = trace[step];
  return s.op->name == "linear" && s.role == &roles::ffn_output && s.out.size() > 0 &&
         trace[s.inputs[0]].out.cols() > 0;
}

// The number in focus: while a row fills, the one whose turn it is.
Cursor active_of(const StageRequest& ask, const Progress& now) {
  Cursor active = cursor_of(ask);
  if (now.complete) return active;
  const Index cols = ask.trace[ask.step].out.cols();
  active.row = now.row;
  active.col = std::clamp<Index>(static_cast<Index>(std::floor(now.within)), 0, cols - 1);
  active.part = std::clamp(now.within - static_cast<double>(active.col), 0.0, 1.0);
  active.computing = active.part < 1;
  return active;
}

// From a unit to the number it adds to, as thick as its term.
void wire(Canvas& canvas, Point from, Point to, double part, bool negative) {
  constexpr int pieces = 28;
  const float bend = (to.x - from.x) * 0.55f;
  std::vector<Point> points;
  for (int i = 0; i <= pieces; ++i) {
    const float t = static_cast<float>(i) / pieces, u = 1 - t;
    const float a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
    points.push_back(
        {a * from.x + b * (from.x + bend) + c * (to.x - bend) + d * to.x, (a + b) * from.y + (c + d) * to.y});
  }
  canvas.add(polyline(std::move(points), sign_color(canvas.theme, negative ? -1 : 1),
                      1.25f + 3.5f * static_cast<float>(part)));
}

// The strongest terms, all the others, the bias: each stands where the one before it ended.
void sum_in_detail(Canvas& canvas, const Rect& foot, const Cursor& active, const Terms& terms,
                   const std::vector<std::size_t>& strongest) {
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const std::string row = step.out.row_axis.label(active.row), number = std::to_string(active.col + 1);
  const float card_w = std::clamp(foot.w * 0.26f, 150.0f, 210.0f), fall_w = foot.w - card_w - 12;
  std::vector<Fall> falls;
  const auto fits = static_cast<std::size_t>(std::max(1.0f, (fall_w - 28) / 54 - 3));
  Index on = 0;
  for (const Terms::Term& term : terms.terms) on += value_at(canvas.step(term.a.step), term.a.row, term.a.col) != 0;
  std::size_t few = std::min({strongest.size(), fits, strongest_shown, static_cast<std::size_t>(on)});
  if (on == static_cast<Index>(few) + 1 && few < strongest.size()) ++few;  // that one is shown itself
  double rest = terms.sum(terms.terms.size());
  for (std::size_t i = 0; i < few; ++i) {
    const Terms::Term& term = terms.terms[strongest[i]];
    rest -= term.product;
    Fall fall{"#" + std::to_string(strongest[i] + 1), {}, term.product, {}, {}};
    if (i == 0) fall.strong = theme.t1;
    for (const CellTag& at : {term.a, term.b}) fall.cells.push_back({at, range_of(canvas.step(at.step))});
    falls.push_back(std::move(fall));
  }
  const Index others = std::max<Index>(0, on - static_cast<Index>(few));
  if (others > 0) falls.push_back({canvas.text("stage.context.others", {std::to_string(others)}), {}, rest, {}});
  if (terms.has_bias) falls.push_back({"b", {}, terms.bias, {}});
  const auto shown =
      static_cast<std::size_t>(std::floor((active.computing ? active.part : 1) * static_cast<double>(falls.size())));
  const auto value = value_at(step, active.row, active.col);
  draw_waterfall(canvas, {foot.x, foot.y, fall_w, foot.h}, canvas.text("stage.narrow.terms", {number}), falls, shown,
                 canvas.text("stage.product.sum"), value, theme.e);
  const Result result{
      {{row, theme.e, Font::ui_bold}, {" · " + canvas.text("stage.product.column", {number}), theme.t2, Font::ui}},
      "Y",
      {},
      theme.e};
  draw_result(canvas, {foot.x + fall_w + 12, foot.y, card_w, foot.h}, active, terms, result);
}

void picture(Canvas& canvas) {
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Rect room = canvas.room;
  const Progress now = progress_of(canvas.ask);
  const Cursor active = active_of(canvas.ask, now);
  const Terms terms = terms_of(canvas, active);
  const Grid hidden = source(canvas, canvas.input(0), range_of(canvas.step(canvas.input(0)))),
             out = source(canvas, canvas.ask.step, range_of(step));
  const std::string units = std::to_string(hidden.cols()), numbers = std::to_string(out.cols());
  const bool low = room.h < 380;
  Idea idea;
  idea.title = canvas.text("stage.projection.narrow", {units, numbers});
  idea.words =
      canvas.rich("stage.projection.narrow_idea", {{units, theme.t2}, {numbers, theme.t2}}, theme.t2, theme.t1);
  idea.formula = {
      {"Y", theme.e},    {" = ", theme.t3}, {"A", theme.t1}, {" W", theme.t1}, {"2", theme.t1, Symbol::Place::below},
      {" + ", theme.t3}, {"b", theme.t1}};
  idea.bars = {{"A", hidden.range}, {"Y", out.range}};
  const float y = 12 + draw_head(canvas, idea, low ? 0 : 2);
  const float foot = low ? 0 : room.h < 480 ? 132.0f : 190.0f, bar = low ? 0.0f : 34.0f;
  const float h = room.y + room.h - y - caption - foot - bar, w = room.w;
  if (h < 32 || w < 120) return;

  // The units at the left, the new numbers at the right, half as high.
  const Block before = [&] {
    Block made = block(sight_of(canvas, Pane::Side::inner, hidden.cols()), hidden.cols(),
                       {room.x, y + caption, w * 0.45f, h}, 20);
    made.box.x = room.x + std::floor(std::max(4.0f, w * 0.08f));
    return made;
  }();
  const Block after = [&] {
    Block made = block(sight_of(canvas, Pane::Side::cols, out.cols()), out.cols(),
                       {room.x, y + caption, w * 0.28f, std::min(h, before.box.h)}, 20);
    made.box.x = room.x + w - made.box.w - std::floor(std::max(4.0f, w * 0.1f));
    made.box.y = before.box.y + std::floor((before.box.h - made.box.h) / 2);
    return made;
  }();
  const std::string word = step.out.row_axis.label(active.row);
  const auto name = [&](const Block& of, const std::string& letter, Color hue, const std::string& what) {
    const float x = of.box.x + of.box.w / 2, at = of.box.y - caption;
    canvas.write(x, at + 10, letter + " " + word, {Font::ui_bold, 13, hue, Align::center}, of.box.w + 60);
    canvas.write(x, at + 27, what, {Font::ui, 11, theme.t3, Align::center}, of.box.w + 60);
  };
  name(before, "a", theme.t1, canvas.text("stage.activation.units", {units}));
  name(after, "y", theme.e, canvas.text("stage.narrow.numbers", {numbers}));
  draw_block(canvas, before, hidden, active.row, hidden.cols(), hidden.cols(), Pane::Side::inner);
  const Index done = std::clamp<Index>(active.done - active.row * out.cols(), 0, out.cols());
  const Index swept = now.complete ? out.cols() : std::max(done, active.computing ? active.col : active.col + 1);
  draw_block(canvas, after, out, active.row, swept, done, Pane::Side::cols);

  // What the number in focus is made of, the weakest wire first.
  const std::vector<std::size_t> strongest = terms.largest(strongest_shown);
  const Rect goal = after.cell(active.col);
  const double most = strongest.empty() ? 0 : std::abs(terms.terms[strongest.front()].product);
  const auto wires = static_cast<std::size_t>(
      std::ceil((active.computing ? active.part : 1) * static_cast<double>(strongest.size()) - 1e-9));
  for (std::size_t i = strongest.size(); i-- > strongest.size() - wires;) {
    const double product = terms.terms[strongest[i]].product;
    if (!(std::abs(product) > 0) || !std::isfinite(product) || !(most > 0)) continue;
    const Rect from = before.cell(static_cast<Index>(strongest[i]));
    if (from.w <= 0 || goal.w <= 0) continue;  // not in sight
    wire(canvas, {from.x + from.w, from.y + from.h / 2}, {goal.x - 2, goal.y + goal.h / 2}, std::abs(product) / most,
         product < 0);
    canvas.ring(from);
  }
  if (active.computing) canvas.halo(goal);
  canvas.ring(goal);
  const float middle = (before.box.x + before.box.w + after.box.x) / 2;
  const Rect pill{middle - 18, before.box.y + before.box.h - 24, 36, 24};
  if (before.box.h >= 110 && after.box.x - before.box.x - before.box.w > 60) {
    canvas.add(fill(pill, theme.bg1, 6));
    canvas.add(outline(grown(pill, -0.5f), theme.line2, 1, 6));
    draw_formula(canvas, {{"W", theme.t1}, {"2", theme.t1, Symbol::Place::below}}, pill.x + 8, pill.y + 12, 13);
  }
  if (low) return;
  Index on = 0;
  for (Index k = 0; k < hidden.cols(); ++k) on += hidden.value(active.row, k) > 0;
  const float bar_y = before.box.y + before.box.h + 12;
  const Rect all{before.box.x, bar_y, before.box.w, 6};
  canvas.add(fill(all, theme.bg4, 3));
  canvas.add(fill({all.x, all.y, all.w * static_cast<float>(on) / static_cast<float>(hidden.cols()), all.h},
                  sign_color(theme, 1), 3));
  canvas.write(all.x, bar_y + 16, canvas.text("stage.activation.on", {std::to_string(on), units}),
               {Font::ui, 12, theme.t2}, all.w + 60);
  const float top = std::max(bar_y + 34, room.y + room.h - foot);
  sum_in_detail(canvas, {room.x, top, room.w, room.y + room.h - top}, active, terms, strongest);
}

}  // namespace

extern constinit const StageKind contract_stage;
constinit const StageKind contract_stage{"contract", draws, picture};

}  // namespace attn::scene
