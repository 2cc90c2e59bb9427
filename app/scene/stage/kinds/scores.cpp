// Scores: every query meets every key. Falk's arrangement of Q, Kᵀ and S, one cell of it in detail.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/lens.h"
#include "app/scene/stage/product.h"
#include "app/scene/stage/suppliers.h"
#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) {
  const Step& s = trace[step];
  return s.role->is(roles::scores) && s.op && s.op->name == "matmul_nt" && s.out.size() > 0 &&
         trace[s.inputs[0]].out.cols() > 0;
}

// Of the two vectors that meet: their lengths, the cosine of the angle between them, and that angle.
struct Geometry {
  double q = 0, k = 0, cosine = 0, angle = 0;
};
Geometry geometry_of(const Tensor& queries, Index row, const Tensor& keys, Index col) {
  const Tensor q = evaluated(ops::slice_rows, {&queries}, {.first = row, .count = 1}),
               k = evaluated(ops::slice_rows, {&keys}, {.first = col, .count = 1});
  const Tensor cosine = evaluated(ops::cosine, {&q, &k});
  const auto number = [](const Tensor& one) { return static_cast<double>(one(0, 0)); };
  return {number(evaluated(ops::row_length, {&q})), number(evaluated(ops::row_length, {&k})), number(cosine),
          number(evaluated(ops::arccos, {&cosine}))};
}

// Two arrows at the true angle, one's shadow on the other.
void draw_geometry(Canvas& canvas, const Rect& box, const Geometry& g, const std::string& score) {
  const Theme& theme = canvas.theme;
  canvas.card(box);
  canvas.write(box.x + 14, box.y + 18, canvas.text("stage.scores.geometry"), {Font::ui_bold, 11, theme.t3}, box.w - 28);
  const double angle = g.angle;
  // Arrows in proportion, as long as the box allows.
  const float left = box.x + 18, right = box.x + box.w - 18, top = box.y + 44, bottom = box.y + box.h - 74;
  const auto qx = static_cast<float>(g.q * std::cos(angle)), qy = static_cast<float>(g.q * std::sin(angle));
  const auto kx = static_cast<float>(g.k);
  const float reach_left = std::max(0.0f, -qx), reach = std::max({kx, qx, 0.001f}) + reach_left;
  const float unit = std::min((right - left - 16) / reach, (bottom - top) / std::max(qy, 0.001f));
  const Point origin{left + reach_left * unit, bottom}, q{origin.x + qx * unit, bottom - qy * unit},
      k{origin.x + kx * unit, bottom};
  canvas.add(line(left, bottom, right, bottom, theme.line1, 1));
  canvas.dashed(q, {q.x, bottom}, theme.t3, 1);
  canvas.add(line(origin.x, bottom, q.x, bottom, faded(theme.ink, 0.55), 5));
  const auto arrow = [&](Point tip, Color color) {
    const float far = std::hypot(tip.x - origin.x, tip.y - origin.y);
    if (far < 10) return;
    const float short_of = (far - 6) / far;
    canvas.add(polyline({origin, {origin.x + (tip.x - origin.x) * short_of, origin.y + (tip.y - origin.y) * short_of}},
                        color, 2.25f));
    canvas.arrow_head(origin, tip, 9, color);
  };
  arrow(k, theme.k);
  arrow(q, theme.q);
  std::vector<Point> arc;
  constexpr int pieces = 24;
  constexpr float radius = 26;
  for (int i = 0; i <= pieces; ++i) {
    const auto a = static_cast<float>(angle * i / pieces);
    arc.push_back({origin.x + radius * std::cos(a), origin.y - radius * std::sin(a)});
  }
  canvas.add(polyline(std::move(arc), theme.t2, 1));
  // Names beside the tips, the angle in words below: nothing can meet there.
  const float half = canvas.width("q", Font::ui_bold, 13) / 2 + 4;
  canvas.write(std::clamp(q.x, left + half, right - half), q.y - 11, "q", {Font::ui_bold, 13, theme.q, Align::center},
               20);
  canvas.write(k.x, bottom + 13, "k", {Font::ui_bold, 13, theme.k, Align::center}, 20);

  const float y = box.y + box.h - 37;
  canvas.add(line(box.x + 14, y - 12, box.x + box.w - 14, y - 12, theme.line1, 1));
  const std::string theta = "θ = " + std::to_string(std::lround(angle * 180 / std::numbers::pi)) + "°";
  canvas.write(box.x + 14, y + 2, "|q| · |k| · cos θ", {Font::mono, 11, theme.t2}, box.w - 104);
  canvas.write(box.x + box.w - 14, y + 2, theta, {Font::mono, 11, theme.t2, Align::right}, 72);
  const std::string parts[] = {
      rounded_text(g.q, 2), " × ", rounded_text(g.k, 2), " × ", rounded_text(g.cosine, 3), " = ", score};
  const Color hues[] = {theme.q, theme.t3, theme.k, theme.t3, theme.t1, theme.t3, theme.t1};
  float x = box.x + 14;
  float width = 0;
  for (const std::string& part : parts) width += canvas.width(part, Font::mono, 11);
  if (width > box.w - 28) return;
  for (std::size_t i = 0; i < std::size(parts); ++i) {
    canvas.add(text(x, y + 20, parts[i], Font::mono, 11, hues[i]));
    x += canvas.width(parts[i], Font::mono, 11);
  }
}

bool largest_in_row(const Tensor& out, const Cursor& at) {
  for (Index c = 0; c < out.cols(); ++c)
    if (out(at.row, c) > out(at.row, at.col)) return false;
  return true;
}

void picture(Canvas& canvas) {
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Cursor active = cursor_of(canvas.ask);
  const Terms terms = terms_of(canvas, active);
  ProductPlan plan;
  plan.left = step.inputs[0];
  plan.above = step.inputs[1];
  plan.turned = true;
  plan.left_name = {{"Q", theme.q}};
  plan.above_name = {{"K", theme.k}, {"T", theme.k, Symbol::Place::above}};
  plan.result_name = {{"S", theme.t2}};
  plan.left_hue = theme.q, plan.above_hue = theme.k, plan.result_hue = theme.t2;
  const Index n = step.out.rows(), m = step.out.cols();
  plan.foot = n * m <= 32 * 32;  // else the lens says more
  const bool cross = step.out.row_axis.sequence != step.out.col_axis.sequence;
  if (cross) {
    plan.left_zone = canvas.text("stage.scores.decoder");
    plan.left_note = canvas.text("stage.scores.being_written");
    plan.above_zone = canvas.text("stage.scores.memory");
    plan.above_note = canvas.text("stage.scores.kept");
  }
  const Product p = lay_out(canvas, plan, active);
  draw_product(canvas, plan, p, active);

  const TextRun asks{step.out.row_axis.label(active.row), theme.q, Font::ui_bold};
  const TextRun asked{step.out.col_axis.label(active.col), theme.k, Font::ui_bold};
  Idea idea;
  constexpr Index many = 12;
  const bool crowd = !cross && n > many;
  idea.title = crowd ? canvas.text("stage.scores.many_title", {canvas.grouped(n * m)})
                     : canvas.text(cross ? "stage.scores.cross_title" : "stage.scores.title");
  idea.words = canvas.rich(crowd   ? "stage.scores.many_idea"
                           : cross ? "stage.scores.cross_idea"
                                   : "stage.scores.idea",
                           {asks, asked}, theme.t2, theme.t1);
  idea.formula = {
      {"S", theme.t1}, {" = ", theme.t3}, {"Q", theme.q}, {" K", theme.k}, {"T", theme.k, Symbol::Place::above}};
  idea.bars = {{"Q, K", p.left.range}, {"S", p.result.range}};
  Rect words = p.idea;
  const bool counted = crowd && words.h >= 210 && words.w >= 180;
  if (counted) {
    words.h -= row_progress_height + 14;
    draw_row_progress(canvas, words.x, words.y + words.h + 6, words.w - 8, active.all ? n * m : active.done, n, m);
  }
  const bool supplied = cross && words.h >= 190 + suppliers_height && words.w >= 360;
  if (supplied) {
    words.h -= suppliers_height + 10;
    draw_suppliers(canvas, {words.x, words.y + words.h, std::min(words.w - 8, 560.0f), suppliers_height}, step.out,
                   active.row, active.col);
  }
  const Rect side = draw_idea(canvas, words, idea, cross ? 0 : 236, 214);
  if (side.w > 0) {
    const Tensor &q = canvas.ask.trace[plan.left].out, &k = canvas.ask.trace[plan.above].out;
    const double score = static_cast<double>(step.out(active.row, active.col));
    const Geometry g = geometry_of(q, active.row, k, active.col);
    if (std::isfinite(g.cosine) && std::isfinite(g.q) && std::isfinite(g.k))
      draw_geometry(canvas, side, g, active.computing ? "…" : rounded_text(score, 2));
  }
  if (p.foot.h > 0) {
    draw_terms(canvas, term_strip(p.foot, p.label, p.row_height, !p.own_columns), terms, p.left, active.row, p.above,
               active.col, {"q", asks.text, theme.q}, {"k", asked.text, theme.k});
    Result result{{asks, {" · ", theme.t3, Font::ui}, asked}, "S", {}, theme.t1};
    if (largest_in_row(step.out, active)) result.note = canvas.text("stage.scores.largest", {asks.text});
    draw_result(canvas, p.result_card, active, terms, result);
  }
}

}  // namespace

extern constinit const StageKind scores_stage;
constinit const StageKind scores_stage{"scores", draws, picture};

}  // namespace attn::scene
