// Add and layer norm, one word at a time: what was found joins the old state; the mean of the sum goes to 0, its spread
// to 1; γ and β tune every number. Both steps have one page; while they are added, the lower half is ahead.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/lanes.h"
#include "app/scene/stage/matrix.h"
#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) {
  return trace[step].op->name == "layer_norm" || trace[step].role == &roles::residual;
}

// Mean and spread of one row, by the engine.
struct Moments {
  double mean = 0, spread = 0;
};
Moments moments_of(const Tensor& row, Real epsilon) {
  Aux aux;
  const Tensor spread = evaluated(ops::row_spread, {&row}, {.factor = epsilon}, &aux);
  return {static_cast<double>(aux[0].values(0, 0)), static_cast<double>(spread(0, 0))};
}

struct Page {
  Canvas& canvas;
  Lanes lanes;
  Progress now = {};
  int sum = -1, norm = -1;  // the steps: −1, if nothing normalises the sum
  bool adding = false;      // the sum is the step that is shown
  Index d = 0, tuned = 0;
  double mean_line = 1, drop = 1, stretch = 1, tune = 1;
  Moments moments = {};
  Tensor normals = {};  // the row before γ and β, 1×d
  Lane added = {}, normal = {}, out = {};
  float rows_y = 0, row_h = 0, operations = 0, strip_y = 0, strip_h = 0;

  const Step& at(int step) const { return canvas.step(step); }
  bool joins() const { return at(sum).op->name == "add"; }  // the sum has two summands
  double raw(Index k) const { return value_at(at(sum), now.row, k); }
  double rescaled(Index k) const { return static_cast<double>(normals(0, k)); }
  double result(Index k) const { return value_at(at(norm), now.row, k); }
  bool summed(Index k) const { return !adding || there(k) || static_cast<double>(k) < now.within; }
  bool there(Index k) const { return now.row * d + k < now.done; }
};

void look_up(Page& p) {
  Canvas& canvas = p.canvas;
  const StageRequest& ask = canvas.ask;
  p.now = progress_of(ask);
  p.d = canvas.step().out.cols();
  p.adding = canvas.step().role == &roles::residual;
  p.sum = p.adding ? ask.step : canvas.input(0);
  p.norm = p.adding ? step_after(ask.trace, ask.step, roles::norm) : ask.step;
  const double t = p.now.complete ? 1 : p.now.within / static_cast<double>(p.d);
  if (!p.adding) {
    p.mean_line = between(t, 0.08, 0.2);
    p.drop = in_out(between(t, 0.2, 0.4));
    p.stretch = in_out(between(t, 0.4, 0.6));
    p.tune = between(t, 0.62, 1);
  } else {
    p.mean_line = p.drop = p.stretch = p.tune = 0;
  }
  p.tuned = static_cast<Index>(std::floor(p.tune * static_cast<double>(p.d) + 1e-9));
  for (Index k = 0; k < p.d; ++k) p.added.take(p.raw(k));
  if (p.norm >= 0) {
    const Step& norm = p.at(p.norm);
    const Tensor row = evaluated(ops::slice_rows, {&p.at(p.sum).out}, {.first = p.now.row, .count = 1});
    const Tensor ones(Mat::filled(1, p.d, 1), single_axis(), {}), zeros(Mat::zeros(1, p.d), single_axis(), {});
    p.normals = evaluated(ops::layer_norm, {&row, &ones, &zeros}, norm.attrs);
    p.moments = {aux_at(norm, "mean", p.now.row, 0), moments_of(row, norm.attrs.factor).spread};
    for (Index k = 0; k < p.d; ++k) p.normal.take(p.rescaled(k)), p.out.take(p.result(k));
  }
  p.lanes.sight = sight_of(canvas, Pane::Side::cols, p.d);
  if (const auto cell = focus_of(ask); cell && p.lanes.sees(cell->second)) p.lanes.focus = cell->second;
}

// Where everything goes, below y. Whether there is room for it.
bool lay_out(Page& p, float y) {
  const Rect room = p.canvas.room;
  Lanes& l = p.lanes;
  const bool low = room.h < 420;
  l.side = room.w >= 640 ? p.canvas.ask.width - 128 : 0;
  l.x = room.x + std::min(112.0f, room.w * 0.2f);
  l.px =
      ((l.side > 0 ? l.side - 20 : room.x + room.w - 8) - l.x) / static_cast<float>(std::max<Index>(1, l.sight.seen));
  if (l.px >= 4) l.px = std::floor(l.px * 4) / 4;
  l.w = l.px * static_cast<float>(l.sight.seen);
  double spans = 0;
  for (Lane* lane : {&p.added, &p.normal, &p.out}) {
    lane->low = std::min(lane->low, -0.5), lane->high = std::max(lane->high, 0.5);
    if (lane == &p.added || p.norm >= 0) spans += lane->high - lane->low;
  }
  p.row_h = low ? 9 : 16, p.strip_h = low ? 8 : 12;
  p.rows_y = y;
  const float rows = p.joins() ? 2 * p.row_h + (low ? 12.0f : 16.0f) : 0,
              fixed = rows + 18 + 12 + 20 + (p.norm >= 0 ? 28 + 24 + 12 + 2 * p.strip_h + 4 + 22 : 0);
  l.unit = std::min(p.norm >= 0 ? 20.0f : 40.0f, (room.y + room.h - y - fixed) / static_cast<float>(spans));
  if (l.unit < 2) return false;
  y += rows + 18;
  place(p.added, y, l.unit);
  if (p.norm < 0) return true;
  p.operations = y + 13;
  y += 28;
  place(p.normal, y, l.unit);
  p.strip_y = y + 12;
  y = p.strip_y + 2 * p.strip_h + 4 + 22;
  place(p.out, y, l.unit);
  return true;
}

float bottom_of(const Page& p) { return p.norm >= 0 ? p.out.bottom : p.added.bottom; }

// The old state and what was found, and how they meet.
void draw_rows(Page& p) {
  if (!p.joins()) return;
  Canvas& canvas = p.canvas;
  Lanes& l = p.lanes;
  const Theme& theme = canvas.theme;
  const std::vector<int>& inputs = p.at(p.sum).inputs;
  const std::vector<Range> ranges = shared_ranges(canvas.ask.trace, {inputs[0], inputs[1]});
  const float pitch = p.row_h + (p.row_h > 12 ? 8.0f : 6.0f), plus_x = l.side - 4,
              plus_y = p.rows_y + (pitch + p.row_h) / 2;
  const Color hues[2] = {theme.e, theme.o};
  for (std::size_t i = 0; i < 2; ++i) {
    const float y = p.rows_y + pitch * static_cast<float>(i), mid = y + p.row_h / 2, left = canvas.room.x;
    Grid row = source(canvas, inputs[i], ranges[i]);
    row.across.from = l.sight.from, row.across.seen = l.sight.seen;
    draw_row(canvas, row, p.now.row, {l.x, y, l.w, p.row_h});
    canvas.add(outline({l.x - 2, y - 2, l.w + 3, p.row_h + 4}, faded(hues[i], 0.7), 1, 3));
    const float end = l.x - 10,
                words = canvas.write(end, mid, canvas.text(i == 0 ? "stage.residual.old" : "stage.residual.found"),
                                     {Font::ui, 11, theme.t2, Align::right}, end - left - 18);
    canvas.write(end - words - 6, mid, i == 0 ? "x" : "a", {Font::ui_bold, 14, hues[i], Align::right}, 16);
    if (l.side <= 0) continue;
    std::vector<Point> curve;
    for (int s = 0; s <= 12; ++s) {  // eases from the row's middle into the sign
      const float part = static_cast<float>(s) / 12, ease = part * part * (3 - 2 * part);
      const float from = l.x + l.w + 2;
      curve.push_back({from + (plus_x - 9 - from) * part, mid + (plus_y - mid) * ease});
    }
    canvas.add(polyline(std::move(curve), hues[i], 1.5f));
  }
  if (l.side <= 0) return;
  canvas.add(outline({plus_x - 9, plus_y - 9, 18, 18}, theme.e, 1.5f, 9));
  canvas.add(line(plus_x - 5, plus_y, plus_x + 5, plus_y, theme.e, 1.5f));
  canvas.add(line(plus_x, plus_y - 5, plus_x, plus_y + 5, theme.e, 1.5f));
  const Point tip{plus_x, p.added.top - 18};  // above the lane's caption
  canvas.add(line(plus_x, plus_y + 9, plus_x, tip.y - 5, theme.e, 1.5f));
  canvas.arrow_head({plus_x, plus_y}, tip, 7, theme.e);
  const float bar = plus_x + 38;
  if (p.row_h > 12 && ranges[0] == ranges[1])
    color_bar(canvas, bar, p.rows_y, canvas.room.x + canvas.room.w - bar - 6, "x, a", ranges[0]);
}

void draw_bars(Page& p) {
  Canvas& canvas = p.canvas;
  Lanes& l = p.lanes;
  const Theme& theme = canvas.theme;
  band(l, p.added, p.moments.mean, p.moments.spread, p.mean_line);
  band(l, p.normal, p.moments.mean * (1 - p.drop), p.moments.spread / (1 + (p.moments.spread - 1) * p.stretch), p.drop);
  for (Index k = l.sight.from; k < l.sight.from + l.sight.seen; ++k) {
    const double raw = p.raw(k);
    if (p.summed(k)) bar(l, p.added, k, raw, !p.adding || p.there(k) ? CellTag{p.sum, p.now.row, k} : CellTag{});
    if (p.norm < 0 || p.adding) continue;
    if (p.drop > 0) {
      const double lowered = raw - p.moments.mean * p.drop;
      bar(l, p.normal, k, lowered / (1 + (p.moments.spread - 1) * p.stretch), {});
      const float old = p.normal.zero - static_cast<float>(lowered) * l.unit;  // where it ended before it was divided
      if (p.stretch > 0 && l.px >= 4 && old > p.normal.top + 1 && old < p.normal.bottom - 1)
        canvas.add(line(l.at(k), old, l.at(k) + l.px - 1.5f, old, faded(theme.ink, 0.7), 1));
    }
    if (k < p.tuned) {
      bar(l, p.out, k, p.result(k), p.there(k) ? CellTag{p.norm, p.now.row, k} : CellTag{});
    } else if (p.stretch >= 1 && l.px >= 4) {  // to be tuned
      const float end = p.out.zero - static_cast<float>(p.rescaled(k)) * l.unit;
      const float top = std::max(p.out.top + 1, std::min(end, p.out.zero)),
                  bottom = std::min(p.out.bottom - 1, std::max(end, p.out.zero));
      if (bottom - top >= 1) canvas.add(outline({l.at(k) + 0.5f, top, l.px - 2.5f, bottom - top}, theme.line2, 1));
    }
  }
  const float mean_y = p.added.zero - static_cast<float>(p.moments.mean) * l.unit;
  if (p.mean_line > 0 && mean_y > p.added.top && mean_y < p.added.bottom)
    canvas.dashed({l.x - 4, mean_y}, {l.x - 4 + (l.w + 8) * static_cast<float>(p.mean_line), mean_y}, theme.ink, 1, 5,
                  4);
  if (p.tuned > 0 && p.tuned < p.d && l.sees(p.tuned))
    canvas.add(line(l.at(p.tuned), p.strip_y - 6, l.at(p.tuned), p.out.bottom, theme.ink, 1.5f));
}

void draw_histograms(Page& p) {
  Canvas& canvas = p.canvas;
  std::vector<double> raws, normals, outs;  // of all numbers, also those that are out of sight
  const auto are = [&](const Moments& m) {
    return canvas.text("stage.norm.is", {cell_text(m.mean), cell_text(m.spread)});
  };
  for (Index k = 0; k < p.d; ++k)
    if (p.summed(k)) raws.push_back(p.raw(k));
  for (Index k = 0; k < p.d && p.drop > 0; ++k)
    normals.push_back((p.raw(k) - p.moments.mean * p.drop) / (1 + (p.moments.spread - 1) * p.stretch));
  for (Index k = 0; k < p.tuned; ++k) outs.push_back(p.result(k));
  const std::string count = std::to_string(p.d);
  histogram(p.lanes, p.added, raws,
            p.adding           ? canvas.text("stage.norm.placed", {std::to_string(raws.size()), count})
            : p.mean_line >= 1 ? are(p.moments)
                               : "");
  if (!normals.empty()) histogram(p.lanes, p.normal, normals, p.stretch >= 1 ? are(moments_of(p.normals, 0)) : "");
  if (!outs.empty())
    histogram(p.lanes, p.out, outs, canvas.text("stage.norm.placed", {std::to_string(p.tuned), count}));
}

// What is done between the lanes, with its numbers.
void draw_operations(Page& p) {
  Canvas& canvas = p.canvas;
  const Theme& theme = canvas.theme;
  const float limit = p.lanes.side > 0 ? p.lanes.side - 8 : canvas.room.x + canvas.room.w;
  float x = p.lanes.x - 6;
  const auto pill = [&](const std::string& words, const std::string& meaning) {
    const float w = canvas.width(words, Font::mono, 11) + 16;
    if (x + w > limit) return;
    canvas.add(fill({x, p.operations - 9, w, 19}, theme.bg3, 5));
    canvas.write(x + 8, p.operations, words, {Font::mono, 11, theme.t1}, w);
    x += w + 8;
    x += 18 + canvas.write(x, p.operations, meaning, {Font::ui, 11, theme.t3}, std::max(0.0f, limit - x));
  };
  if (p.adding) canvas.write(x, p.operations, canvas.text("stage.norm.next"), {Font::ui, 11, theme.t3}, limit - x);
  if (p.mean_line >= 1) pill("− μ " + cell_text(p.moments.mean), canvas.text("stage.norm.mean_drops"));
  if (p.drop >= 1) pill("÷ σ " + cell_text(p.moments.spread), canvas.text("stage.norm.spread_stretches"));
}

// The learned rows.
void draw_strips(Page& p) {
  Canvas& canvas = p.canvas;
  Lanes& l = p.lanes;
  for (std::size_t i = 1; i <= 2; ++i) {
    const int step = p.at(p.norm).inputs[i];
    Grid row = source(canvas, step, range_of(p.at(step)));
    row.across.from = l.sight.from, row.across.seen = l.sight.seen;
    const float y = p.strip_y + static_cast<float>(i - 1) * (p.strip_h + 4);
    draw_row(canvas, row, 0, {l.x, y, l.w, p.strip_h});
    canvas.write(l.x - 12, y + p.strip_h / 2, i == 1 ? "× γ" : "+ β", {Font::ui, 12, canvas.theme.t2, Align::right},
                 60);
  }
}

// The number in focus, wherever it stands.
void draw_thread(Page& p) {
  Canvas& canvas = p.canvas;
  Lanes& l = p.lanes;
  if (l.focus < 0) return;
  const Index k = l.focus;
  const auto signed_text = [](double v, const char* plus) { return (v < 0 ? "− " : plus) + cell_text(std::abs(v)); };
  if (p.joins()) {
    const std::vector<int>& inputs = p.at(p.sum).inputs;
    const float pitch = p.row_h + (p.row_h > 12 ? 8.0f : 6.0f);
    for (std::size_t i = 0; i < 2; ++i) {
      const double v = value_at(p.at(inputs[i]), p.now.row, k);
      const float y = p.rows_y + pitch * static_cast<float>(i);
      canvas.ring({l.at(k), y, l.px - 1, p.row_h});
      if (p.row_h > 12) tag(l, y + p.row_h / 2, cell_text(v), {inputs[i], p.now.row, k});
    }
  }
  if (!p.adding || p.there(k)) tag(l, p.added.top + 12, cell_text(p.raw(k)), {p.sum, p.now.row, k});
  if (p.norm >= 0 && !p.adding) {
    if (p.stretch >= 1) tag(l, p.normal.top + 12, cell_text(p.rescaled(k)), {});
    const std::vector<int>& inputs = p.at(p.norm).inputs;
    tag(l, p.strip_y + p.strip_h - 8, "× " + cell_text(value_at(p.at(inputs[1]), 0, k)), {});
    tag(l, p.strip_y + 2 * p.strip_h + 4, signed_text(value_at(p.at(inputs[2]), 0, k), "+ "), {});
    if (k < p.tuned) {
      tag(l, p.out.top + 12, cell_text(p.result(k)), p.there(k) ? CellTag{p.norm, p.now.row, k} : CellTag{});
      canvas.ring({l.at(k), p.strip_y, l.px - 1, 2 * p.strip_h + 4});
    }
  }
  canvas.write(l.at(k) + l.px / 2, bottom_of(p) + 12, canvas.text("stage.common.number", {std::to_string(k + 1)}),
               {Font::ui_bold, 11, canvas.theme.t1, Align::center}, 120);
}

void picture(Canvas& canvas) {
  const Theme& theme = canvas.theme;
  const Rect room = canvas.room;
  Page p{canvas, {canvas}};
  look_up(p);
  const std::string word = canvas.step().out.row_axis.label(p.now.row), count = std::to_string(p.d);
  Idea idea;
  idea.title = canvas.text(p.adding ? "stage.residual.title" : "stage.norm.title");
  idea.words = p.adding ? canvas.rich("stage.residual.idea", {}, theme.t2, theme.t1)
                        : canvas.rich("stage.norm.idea", {{count, theme.t2}, {word, theme.e, Font::ui_bold}}, theme.t2,
                                      theme.t1);
  if (p.adding)
    idea.formula = {{"r", theme.t1}, {" = ", theme.t3}, {"x", theme.e}, {" + ", theme.t3}, {"a", theme.o}};
  else
    idea.formula = {{"y", theme.e},    {" = ", theme.t3}, {"γ", theme.e}, {" (r − μ) / σ", theme.t1},
                    {" + ", theme.t3}, {"β", theme.e}};
  const float head = draw_head(canvas, idea, room.h < 420 ? 0 : 3);
  // Both steps have their lanes at one height, whichever has more to say.
  if (!lay_out(p, (room.h < 420 ? head : std::max(head, room.y + 98)) + 10)) return;
  Lanes& l = p.lanes;
  if (l.focus >= 0)
    canvas.add(fill({l.at(l.focus) - 1, p.rows_y - 4, l.px + 1, bottom_of(p) - p.rows_y + 4}, faded(theme.ink, 0.09)));
  draw_rows(p);
  frame_lane(l, p.added, canvas.text("stage.norm.sum"), p.joins() ? "r = x + a" : "r");
  if (p.norm >= 0) {
    frame_lane(l, p.normal, canvas.text("stage.norm.rescaled"), "z = (r−μ)/σ", p.adding);
    frame_lane(l, p.out, canvas.text("stage.norm.tuned"), "y = γz + β", p.adding);
  }
  draw_bars(p);
  draw_histograms(p);
  if (p.norm >= 0) draw_operations(p);
  if (p.norm >= 0 && !p.adding) draw_strips(p);
  for (const Lane* lane : {&p.added, &p.normal, &p.out})
    if (lane == &p.added || (p.norm >= 0 && !p.adding))
      canvas.scene.panes.push_back({lane->box(l.x, l.w), {}, {Pane::Side::cols, p.d, l.sight.from, l.sight.seen}});
  canvas.write(room.x, bottom_of(p) + 12, word, {Font::ui_bold, 12, theme.e}, l.x - room.x - 10);
  draw_thread(p);
}

}  // namespace

extern constinit const StageKind norm_stage;
constinit const StageKind norm_stage{"norm", draws, picture};

}  // namespace attn::scene
