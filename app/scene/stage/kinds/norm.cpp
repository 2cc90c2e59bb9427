// Layer norm, one word at a time: the mean goes to 0, the spread to 1, then γ and β tune every number.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/matrix.h"
#include "engine/ops/ops.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) { return trace[step].op->name == "layer_norm"; }

// One lane of bars about a zero line. All lanes have one scale, so that drifting and stretching can be seen.
struct Lane {
  double low = 0, high = 0;  // of its numbers
  float zero = 0, top = 0, bottom = 0;
};

struct Drawing {
  Canvas& canvas;
  Progress now;
  double grow = 1, mean_line = 1, drop = 1, stretch = 1, tune = 1;
  double mean = 0, spread = 1;
  Index d = 0, focus = -1;
  Window sight = {};                               // of the numbers
  float x = 0, px = 1, w = 0, unit = 1, side = 0;  // side: x of the histograms; 0: none
  Tensor normals = {};                             // the row before γ and β, 1×d
  double raw(Index k) const { return value_at(canvas.step(canvas.input(0)), now.row, k); }
  double normal(Index k) const { return static_cast<double>(normals(0, k)); }
  double out(Index k) const { return value_at(canvas.step(), now.row, k); }
  float at(Index k) const { return x + static_cast<float>(k - sight.from) * px; }
};

// Mean and spread of one row, by the engine.
struct Moments {
  double mean = 0, spread = 0;
};
Moments moments_of(const Tensor& row, Real epsilon) {
  Aux aux;
  const Tensor spread = evaluated(ops::row_spread, {&row}, {.factor = epsilon}, &aux);
  return {static_cast<double>(aux[0].values(0, 0)), static_cast<double>(spread(0, 0))};
}

void frame_lane(Drawing& d, const Lane& lane, std::string_view name, std::string_view formula) {
  Canvas& canvas = d.canvas;
  const Theme& theme = canvas.theme;
  const float end = d.side > 0 ? d.side + 128 : d.x + d.w + 6;
  canvas.add(outline({d.x - 6, lane.top + 0.5f, end - d.x + 6, lane.bottom - lane.top - 1}, theme.line1, 1, 6));
  canvas.add(line(d.x - 6, lane.zero, end, lane.zero, theme.line2, 1));
  canvas.write(canvas.room.x, lane.top + 9, name, {Font::ui_bold, 12, theme.t1}, d.x - canvas.room.x - 34);
  if (lane.bottom - lane.top > 32)
    canvas.write(canvas.room.x, lane.top + 26, formula, {Font::mono, 10, theme.t3}, d.x - canvas.room.x - 34);
  const int every = d.unit >= 12 ? 1 : d.unit >= 6 ? 2 : 5;
  for (int v = static_cast<int>(lane.low); v <= static_cast<int>(lane.high); ++v) {
    const float y = lane.zero - static_cast<float>(v) * d.unit;
    if (v % every != 0) continue;
    if (y > lane.top + 5 && y < lane.bottom - 5)
      canvas.write(d.x - 12, y, range_text(v), {Font::mono, 9, theme.t3, Align::right}, 24);
  }
}

void bar(Drawing& d, const Lane& lane, Index k, double value, CellTag tag) {
  const Color color = sign_color(d.canvas.theme, value);
  const float h = std::max(1.0f, static_cast<float>(std::abs(value)) * d.unit), gap = d.px >= 4 ? 1.5f : 0;
  float y = value < 0 ? lane.zero : lane.zero - h;
  const float top = std::max(y, lane.top + 1), bottom = std::min(y + h, lane.bottom - 1);
  d.canvas.add(fill({d.at(k), top, std::max(0.5f, d.px - gap), std::max(0.5f, bottom - top)}, color));
  if (tag.step < 0) return;
  d.canvas.target({d.at(k), lane.top, d.px, lane.bottom - lane.top}, tag);
  // Looked at closely, its number at its end; not where the numbers of the one in focus are.
  const std::string number = cell_text(value);
  const bool free = d.focus < 0 || k < d.focus || k > d.focus + 2, room = k + 2 < d.sight.from + d.sight.seen;
  if (!free || (d.focus >= 0 && !room) || d.grow < 1 || d.canvas.width(number, Font::mono, 10) + 4 > d.px) return;
  const float at = value < 0 ? std::min(lane.bottom - 8, lane.zero + h + 8) : std::max(lane.top + 8, lane.zero - h - 8);
  d.canvas.write(d.at(k) + (d.px - gap) / 2, at, number, {Font::mono, 10, d.canvas.theme.t2, Align::center}, d.px, tag);
}

// How many numbers lie at each height, on the lane's own axis.
void histogram(Drawing& d, const Lane& lane, const std::vector<double>& values, std::string_view words,
               double grown = 1) {
  if (d.side <= 0) return;
  constexpr double step = 0.25;
  const int first = static_cast<int>(std::floor(lane.low / step)), last = static_cast<int>(std::ceil(lane.high / step));
  std::vector<int> bins(static_cast<std::size_t>(std::max(1, last - first + 1)), 0);
  for (const double v : values) {
    if (!std::isfinite(v)) continue;
    const int i = std::clamp(static_cast<int>(std::floor(v / step)) - first, 0, static_cast<int>(bins.size()) - 1);
    ++bins[static_cast<std::size_t>(i)];
  }
  const int most = std::max(1, *std::max_element(bins.begin(), bins.end()));
  const float h = static_cast<float>(step) * d.unit;
  for (std::size_t i = 0; i < bins.size(); ++i) {
    const double low = (first + static_cast<int>(i)) * step;
    const float y = lane.zero - static_cast<float>(low + step) * d.unit,
                w = 100.0f * static_cast<float>(grown) * static_cast<float>(bins[i]) / static_cast<float>(most);
    if (bins[i] == 0 || y < lane.top || y + h > lane.bottom + 1) continue;
    d.canvas.add(fill({d.side + 8, y, w, std::max(0.5f, h - (h > 3 ? 1.0f : 0.0f))},
                      faded(sign_color(d.canvas.theme, low), 0.7)));
  }
  d.canvas.write(d.side + 126, lane.top - 9, words, {Font::ui, 11, d.canvas.theme.t3, Align::right}, 190);
}

// A number beside the thread, in a small box so that bars behind it do not disturb.
void tag(Drawing& d, float y, const std::string& words, CellTag cell) {
  Canvas& canvas = d.canvas;
  const float w = canvas.width(words, Font::mono, 11) + 12;
  float x = d.at(d.focus) + d.px + 6;
  if (x + w > d.x + d.w) x = d.at(d.focus) - 6 - w;
  canvas.add(fill({x, y - 9, w, 18}, canvas.theme.bg1, 4));
  canvas.add(outline({x + 0.5f, y - 8.5f, w - 1, 17}, canvas.theme.line2, 1, 4));
  canvas.write(x + 6, y, words, {Font::mono, 11, canvas.theme.t1}, w, cell);
}

// The place of a lane between top and bottom, given the span of its numbers.
void place(Lane& lane, float& y, float unit) {
  lane.top = y;
  lane.zero = y + 6 + static_cast<float>(lane.high) * unit;
  lane.bottom = lane.zero + static_cast<float>(-lane.low) * unit + 6;
  y = lane.bottom;
}

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Rect room = canvas.room;
  Drawing d{canvas, progress_of(ask)};
  d.d = step.out.cols();
  const double t = d.now.complete ? 1 : d.now.within / static_cast<double>(d.d);
  d.grow = in_out(between(t, 0, 0.18));
  d.mean_line = between(t, 0.18, 0.26);
  d.drop = in_out(between(t, 0.26, 0.44));
  d.stretch = in_out(between(t, 0.44, 0.62));
  d.tune = between(t, 0.64, 1);
  const Tensor summed =
      evaluated(ops::slice_rows, {&canvas.step(canvas.input(0)).out}, {.first = d.now.row, .count = 1});
  const Tensor ones(Mat::filled(1, d.d, 1), single_axis(), {}), zeros(Mat::zeros(1, d.d), single_axis(), {});
  d.normals = evaluated(ops::layer_norm, {&summed, &ones, &zeros}, step.attrs);
  d.mean = aux_at(step, "mean", d.now.row, 0);
  d.spread = moments_of(summed, step.attrs.factor).spread;
  const auto tuned = static_cast<Index>(std::floor(d.tune * static_cast<double>(d.d) + 1e-9));
  if (d.now.complete)
    d.focus = ask.cell ? ask.cell->second : -1;
  else if (d.tune > 0)
    d.focus = std::clamp<Index>(tuned - 1, 0, d.d - 1);
  d.sight = sight_of(canvas, Pane::Side::cols, d.d);
  if (d.focus < d.sight.from || d.focus >= d.sight.from + d.sight.seen) d.focus = -1;

  const std::string word = step.out.row_axis.label(d.now.row), count = std::to_string(d.d);
  const bool low = room.h < 420;
  Idea idea;
  idea.title = canvas.text("stage.norm.title");
  idea.words = canvas.rich("stage.norm.idea", {{count, theme.t2}, {word, theme.e, Font::ui_bold}}, theme.t2, theme.t1);
  idea.formula = {{"y", theme.e},    {" = ", theme.t3}, {"γ", theme.e}, {" (r − μ) / σ", theme.t1},
                  {" + ", theme.t3}, {"β", theme.e}};
  float y = 8 + draw_head(canvas, idea, low ? 0 : 2);

  d.side = room.w >= 640 ? room.x + room.w - 132 : 0;
  d.x = room.x + std::min(106.0f, room.w * 0.18f);
  const float bars_w = (d.side > 0 ? d.side - 12 : room.x + room.w - 8) - d.x;
  d.px = bars_w / static_cast<float>(d.sight.seen);
  if (d.px >= 4) d.px = std::floor(d.px * 4) / 4;
  d.w = d.px * static_cast<float>(d.sight.seen);

  Lane sum, normal, out;
  const auto take = [](Lane& lane, double v) {
    if (!std::isfinite(v)) return;
    lane.low = std::min(lane.low, v);
    lane.high = std::max(lane.high, v);
  };
  for (Index k = 0; k < d.d; ++k) take(sum, d.raw(k)), take(normal, d.normal(k)), take(out, d.out(k));
  for (Lane* lane : {&sum, &normal, &out})
    lane->low = std::min(lane->low, -0.5), lane->high = std::max(lane->high, 0.5);
  const double spans = sum.high - sum.low + normal.high - normal.low + out.high - out.low;
  const float strip_h = low ? 8 : 12, fixed = 3 * 12 + 30 + 2 * (strip_h + 4) + 44 + 22;
  d.unit = std::min(20.0f, (room.y + room.h - y - fixed) / static_cast<float>(spans));
  if (d.unit < 2) return;

  const float thread_top = y + 16;
  y += 20;
  place(sum, y, d.unit);
  const float operations = y + 12;
  y += 28;
  place(normal, y, d.unit);
  y += 12;
  const float gamma_y = y, beta_y = y + strip_h + 4;
  y = beta_y + strip_h + 22;
  place(out, y, d.unit);
  if (d.focus >= 0) canvas.add(fill({d.at(d.focus) - 1, thread_top, d.px + 1, y - thread_top}, faded(theme.ink, 0.09)));

  frame_lane(d, sum, canvas.text("stage.norm.sum"), "r");
  frame_lane(d, normal, canvas.text("stage.norm.rescaled"), "z");
  frame_lane(d, out, canvas.text("stage.norm.tuned"), "y = γz + β");
  // From one spread below the mean to one above it.
  const auto band = [&](const Lane& lane, double mean, double spread, double part) {
    const float top = std::max(lane.top + 1, lane.zero - static_cast<float>(mean + spread) * d.unit),
                bottom = std::min(lane.bottom - 1, lane.zero - static_cast<float>(mean - spread) * d.unit);
    if (part > 0 && bottom > top) canvas.add(fill({d.x - 5, top, d.w + 10, bottom - top}, faded(theme.e, 0.1 * part)));
  };
  band(sum, d.mean, d.spread, d.mean_line);
  band(normal, d.mean * (1 - d.drop), d.spread / (1 + (d.spread - 1) * d.stretch), d.drop);
  std::vector<double> raws, normals, outs;
  for (Index k = 0; k < d.d; ++k) raws.push_back(d.raw(k));  // of all, also those that are out of sight
  for (Index k = 0; k < d.d && d.drop > 0; ++k)
    normals.push_back((d.raw(k) - d.mean * d.drop) / (1 + (d.spread - 1) * d.stretch));
  for (Index k = 0; k < tuned; ++k) outs.push_back(d.out(k));
  for (Index k = d.sight.from; k < d.sight.from + d.sight.seen; ++k) {
    const double raw = d.raw(k), shown = raw * d.grow;
    if (d.grow > 0) bar(d, sum, k, shown, {canvas.input(0), d.now.row, k});
    if (d.drop > 0) {
      const double lowered = raw - d.mean * d.drop, value = lowered / (1 + (d.spread - 1) * d.stretch);
      bar(d, normal, k, value, {});
      if (d.stretch > 0 && d.px >= 4) {  // where it ended before it was divided
        const float old = normal.zero - static_cast<float>(lowered) * d.unit;
        if (old > normal.top + 1 && old < normal.bottom - 1)
          canvas.add(line(d.at(k), old, d.at(k) + d.px - 1.5f, old, faded(theme.ink, 0.7), 1));
      }
    }
    if (k >= tuned && d.stretch >= 1 && d.px >= 4) {  // to be tuned
      const float end = out.zero - static_cast<float>(d.normal(k)) * d.unit;
      const float top = std::max(out.top + 1, std::min(end, out.zero)),
                  bottom = std::min(out.bottom - 1, std::max(end, out.zero));
      if (bottom - top >= 1) canvas.add(outline({d.at(k) + 0.5f, top, d.px - 2.5f, bottom - top}, theme.line2, 1));
    }
    if (k < tuned) {
      const bool there = d.now.row * d.d + k < d.now.done;
      bar(d, out, k, d.out(k), there ? CellTag{ask.step, d.now.row, k} : CellTag{});
    }
  }
  const float end = d.x + d.w + 4;
  if (d.mean_line > 0) {
    const float mean_y = sum.zero - static_cast<float>(d.mean) * d.unit;
    if (mean_y > sum.top && mean_y < sum.bottom)
      canvas.dashed({d.x - 4, mean_y}, {d.x - 4 + (end - d.x) * static_cast<float>(d.mean_line), mean_y}, theme.ink, 1,
                    5, 4);
  }
  histogram(d, sum, raws,
            d.mean_line >= 1 ? canvas.text("stage.norm.is", {cell_text(d.mean), cell_text(d.spread)}) : "", d.grow);
  if (!normals.empty()) {
    const Moments now = moments_of(d.normals, 0);
    histogram(d, normal, normals,
              d.stretch >= 1 ? canvas.text("stage.norm.is", {cell_text(now.mean), cell_text(now.spread)}) : "");
  }
  if (!outs.empty()) histogram(d, out, outs, canvas.text("stage.norm.placed", {std::to_string(tuned), count}));

  // What is done between the lanes, with its numbers.
  const float limit = d.side > 0 ? d.side - 8 : room.x + room.w;
  float x = d.x - 6;
  const auto pill = [&](const std::string& words, const std::string& meaning) {
    const float w = canvas.width(words, Font::mono, 11) + 16;
    if (x + w > limit) return;
    canvas.add(fill({x, operations - 9, w, 19}, theme.bg3, 5));
    canvas.write(x + 8, operations, words, {Font::mono, 11, theme.t1}, w);
    x += w + 8;
    x += 18 + canvas.write(x, operations, meaning, {Font::ui, 11, theme.t3}, std::max(0.0f, limit - x));
  };
  if (d.mean_line >= 1) pill("− μ " + cell_text(d.mean), canvas.text("stage.norm.mean_drops"));
  if (d.drop >= 1) pill("÷ σ " + cell_text(d.spread), canvas.text("stage.norm.spread_stretches"));

  const auto strip = [&](std::size_t input, float at) {
    Grid row = source(canvas, canvas.input(input), range_of(canvas.step(canvas.input(input))));
    row.across.from = d.sight.from, row.across.seen = d.sight.seen;
    return draw_row(canvas, row, 0, {d.x, at, d.w, strip_h});
  };
  const Strip gamma = strip(1, gamma_y);
  strip(2, beta_y);
  for (const Lane* lane : {&sum, &normal, &out})
    canvas.scene.panes.push_back(
        {{d.x, lane->top, d.w, lane->bottom - lane->top}, {}, {Pane::Side::cols, d.d, d.sight.from, d.sight.seen}});
  const Style factor{Font::ui, 12, theme.t2, Align::right};
  canvas.write(d.x - 12, gamma_y + strip_h / 2, "× γ", factor, 60);
  canvas.write(d.x - 12, beta_y + strip_h / 2, "+ β", factor, 60);
  canvas.write(room.x, gamma_y + strip_h + 1, word, {Font::ui_bold, 12, theme.e}, d.x - room.x - 44);
  if (d.focus >= 0) {
    const Index k = d.focus;
    tag(d, sum.top + 12, cell_text(d.raw(k)), {canvas.input(0), d.now.row, k});
    tag(d, normal.top + 12, cell_text(d.normal(k)), {});
    tag(d, gamma_y + strip_h - 8, "× " + cell_text(value_at(canvas.step(canvas.input(1)), 0, k)), {});
    const double beta = value_at(canvas.step(canvas.input(2)), 0, k);
    tag(d, beta_y + strip_h, (beta < 0 ? "− " : "+ ") + cell_text(std::abs(beta)), {});
    if (k < tuned) {
      tag(d, out.top + 12, cell_text(d.out(k)),
          d.now.row * d.d + k < d.now.done ? CellTag{ask.step, d.now.row, k} : CellTag{});
      const Rect box = gamma.cell(k);
      canvas.ring({box.x, gamma_y, d.px - 1, beta_y + strip_h - gamma_y});
    }
    canvas.write(d.at(k) + d.px / 2, out.bottom + 12, canvas.text("stage.common.number", {std::to_string(k + 1)}),
                 {Font::ui_bold, 11, theme.t1, Align::center}, 120);
  }
}

}  // namespace

extern constinit const StageKind norm_stage;
constinit const StageKind norm_stage{"norm", draws, picture};

}  // namespace attn::scene
