// Scores divided by √d: a line crosses the matrix, and every score moves towards 0 on one axis.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/matrix.h"
#include "app/scene/stage/shares.h"
#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) {
  const Step& s = trace[step];
  return s.op->name == "scale" && s.role != &roles::multiplied && !s.inputs.empty() &&
         trace[s.inputs[0]].role->is(roles::scores);
}

struct Travel {
  Canvas& canvas;
  Rect card;
  Range range;  // of the axes: every score has its place
  Progress now;
  int from = -1;
  float left = 0, right = 0, high = 0, low = 0;  // the two axes
  float x(double value) const {
    return (left + right) / 2 + (right - left) / 2 * static_cast<float>(std::clamp(value / range.limit, -1.0, 1.0));
  }
  double before(Index r, Index c) const { return value_at(canvas.step(from), r, c); }
  double after(Index r, Index c) const { return value_at(canvas.step(), r, c); }
  bool there(Index r, Index c) const { return r * canvas.step().out.cols() + c < now.done; }
};

struct Spread {
  double mean = 0, deviation = 0;
};
// Of all numbers that are some, by the engine.
Spread spread_of(const Tensor& of) {
  std::vector<Real> finite;
  for (Index i = 0; i < of.size(); ++i)
    if (const Real v = of.mat().data()[i]; std::isfinite(v)) finite.push_back(v);
  if (finite.empty()) return {};
  Mat numbers(1, std::ssize(finite));
  std::ranges::copy(finite, numbers.data());
  const Tensor row(std::move(numbers), single_axis(), {});
  Aux aux;
  const Tensor spread = evaluated(ops::row_spread, {&row}, {}, &aux);
  return {static_cast<double>(aux[0].values(0, 0)), static_cast<double>(spread(0, 0))};
}

// Each score goes from the upper to the lower axis.
void dots(const Travel& t) {
  Canvas& canvas = t.canvas;
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step().out;
  for (int pass = 0; pass < 2; ++pass)  // the row in focus lies on top
    for (Index r = 0; r < out.rows(); ++r)
      for (Index c = 0; c < out.cols(); ++c) {
        const bool here = r == t.now.row;
        if (here != (pass == 1)) continue;
        const double before = t.before(r, c), after = t.after(r, c);
        if (!std::isfinite(before)) continue;
        const bool there = t.there(r, c), moving = !there && here && static_cast<double>(c) < t.now.within;
        const double part = there ? 1 : moving ? in_out(t.now.within - std::floor(t.now.within)) : 0;
        const double value = before + (after - before) * part;
        const float y = t.high + (t.low - t.high) * static_cast<float>(part), size = here ? 4.0f : 2.5f;
        const Color color = here ? theme.q : theme.line3;
        if (part > 0) {
          canvas.add(line(t.x(before), t.high, t.x(value), y, faded(color, here ? 0.7 : 0.3), here ? 1.5f : 1.0f));
          canvas.add(outline({t.x(before) - 2.5f, t.high - 2.5f, 5, 5}, faded(color, 0.6), 1, 2.5f));
        }
        canvas.add(fill({t.x(value) - size, y - size, 2 * size, 2 * size}, color, size));
      }
}

// Many scores: how many lie where, on both axes, and between them how they are squeezed together.
void histograms(const Travel& t) {
  Canvas& canvas = t.canvas;
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step().out;
  constexpr std::size_t bins = 40;
  struct Bins {
    std::vector<int> all = std::vector<int>(bins), row = std::vector<int>(bins);
  };
  Bins upper, lower;
  double least = HUGE_VAL, most = -HUGE_VAL;
  const auto count = [&](Bins& of, double value, bool here) {
    const double part = std::clamp((value / t.range.limit + 1) / 2, 0.0, 1.0);
    const auto bin = std::min(bins - 1, static_cast<std::size_t>(part * bins));
    ++of.all[bin];
    if (here) ++of.row[bin];
  };
  for (Index r = 0; r < out.rows(); ++r)
    for (Index c = 0; c < out.cols(); ++c) {
      const double before = t.before(r, c);
      if (!std::isfinite(before)) continue;
      least = std::min(least, before);
      most = std::max(most, before);
      count(upper, before, r == t.now.row);
      if (t.there(r, c) && std::isfinite(t.after(r, c))) count(lower, t.after(r, c), r == t.now.row);
    }
  if (least > most) return;
  const auto part = static_cast<float>(static_cast<double>(t.now.done) / static_cast<double>(out.size()));
  const double factor = 1 + (static_cast<double>(canvas.step().attrs.factor) - 1) * static_cast<double>(part);
  const float reach = t.high + (t.low - t.high) * part;
  canvas.add(
      polygon({{t.x(least), t.high}, {t.x(most), t.high}, {t.x(most * factor), reach}, {t.x(least * factor), reach}},
              faded(theme.t3, 0.1)));
  const float pitch = (t.right - t.left) / static_cast<float>(bins), height = std::min(54.0f, (t.low - t.high) * 0.4f);
  const auto draw = [&](const Bins& of, float axis) {
    const int tallest = std::max(1, *std::max_element(of.all.begin(), of.all.end()));
    for (std::size_t i = 0; i < bins; ++i) {
      const float at = t.left + static_cast<float>(i) * pitch;
      const auto bar = [&](int n, Color color) {
        const float h = height * static_cast<float>(n) / static_cast<float>(tallest);
        if (n > 0) canvas.add(fill({at + 0.5f, axis - h, pitch - 1, h}, color));
      };
      bar(of.all[i], theme.t3);
      bar(of.row[i], theme.q);
    }
  };
  draw(upper, t.high);
  draw(lower, t.low);
}

// Names of the row's words above the upper axis, as many as have room, in two heights.
void names(const Travel& t) {
  Canvas& canvas = t.canvas;
  const Theme& theme = canvas.theme;
  struct Dot {
    float x;
    Index col;
  };
  std::vector<Dot> named;
  for (Index c = 0; c < canvas.step().out.cols(); ++c)
    if (std::isfinite(t.before(t.now.row, c))) named.push_back({t.x(t.before(t.now.row, c)), c});
  std::sort(named.begin(), named.end(),
            [](const Dot& a, const Dot& b) { return std::pair(a.x, a.col) < std::pair(b.x, b.col); });
  float free[2] = {t.card.x + 8, t.card.x + 8};
  for (const Dot& dot : named) {
    const std::string& word = canvas.step().out.col_axis.label(dot.col);
    const float w = canvas.width(word, Font::ui, 11);
    for (int level = 0; level < 2; ++level) {
      if (level == 1 && dot.x < free[0] - 4) break;  // its stem would cross the name before
      if (dot.x - w / 2 < free[level] || dot.x + w / 2 > t.card.x + t.card.w - 8) continue;
      const float y = t.high - 16 - 14 * static_cast<float>(level);
      canvas.write(dot.x, y, word, {Font::ui, 11, theme.q, Align::center}, w + 1);
      canvas.add(line(dot.x, y + 7, dot.x, t.high - 4, faded(theme.q, 0.5), 1));
      free[level] = dot.x + w / 2 + 8;
      if (level == 1) free[0] = std::max(free[0], dot.x + 4);  // its stem
      break;
    }
  }
}

// Where every score was and where it is: two axes of one scale.
void travel(Canvas& canvas, const Rect& card, const Range& range, const Progress& now, int from) {
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step().out;
  constexpr Index many = 400;
  const std::string by = short_number(1 / static_cast<double>(canvas.step().attrs.factor));
  canvas.card(card);
  canvas.write(card.x + 16, card.y + 18, canvas.text("stage.scale.travel", {canvas.grouped(out.size())}),
               {Font::ui_bold, 12, theme.t2}, card.w - 32);
  const bool closing = card.h >= 150;
  Travel t{canvas, card, range, now, from};
  t.left = card.x + 92, t.right = card.x + card.w - 24;
  t.high = card.y + (out.size() > many ? 92.0f : 76.0f), t.low = card.y + card.h - (closing ? 70.0f : 34.0f);
  if (t.low - t.high < 24) return;
  const bool spread = t.low - t.high >= 90;
  const auto axis = [&](float y, const char* name, const std::string& letter, const Tensor& of, bool there) {
    canvas.add(line(t.left, y, t.right, y, theme.line2, 1));
    canvas.write(card.x + 16, y - (spread ? 9.0f : 0.0f), canvas.text(name), {Font::ui_bold, 12, theme.t1}, 70);
    if (!spread) return;
    float at = card.x + 16;
    at += 7 + canvas.write(at, y + 9, letter, {Font::mono, 11, theme.t3}, 40);
    const Spread s = spread_of(of);
    if (!there || !std::isfinite(s.deviation)) return;
    canvas.write(at, y + 9, "±" + rounded_text(s.deviation, 2), {Font::mono, 11, theme.t1}, t.left - at);
    const float begin = t.x(s.mean - s.deviation), end = t.x(s.mean + s.deviation);
    canvas.add(fill({begin, y + 8, std::max(2.0f, end - begin), 4}, theme.t2, 2));
  };
  axis(t.high, "stage.scale.before", "S", canvas.step(from).out, true);
  axis(t.low, "stage.scale.after", "S/" + by, out, now.complete);
  for (int i = -2; i <= 2; ++i) {
    const double value = range.limit * i / 2;
    canvas.add(line(t.x(value), t.low - 4, t.x(value), t.low + 4, theme.line2, 1));
    canvas.write(t.x(value), t.low + 22, range_text(value), {Font::mono, 9, theme.t3, Align::center}, 50);
  }
  if (out.size() > many) {
    histograms(t);
  } else {
    dots(t);
    names(t);
  }
  if (closing) {
    const TextRuns words{{canvas.text("stage.scale.same_order", {by}), theme.t2, Font::ui}};
    const int lines = std::min(2, line_count(canvas, words, card.w - 32, 12));
    draw_lines(canvas, words, card.x + 16, card.y + card.h - 20 - 8 * static_cast<float>(lines), card.w - 32, 12, 16,
               lines);
  }
}

// The line between what is divided and what is not, at the cell whose turn it is; the sign that does it.
void divide(Canvas& canvas, const Grid& of, const Progress& now, int from, const std::string& by, const Rect& place) {
  const Theme& theme = canvas.theme;
  const Rect& box = of.box;
  const std::string words = canvas.text("stage.scale.not_yet");
  const float w = canvas.width("÷ " + by, Font::mono, 11) + 18, own = canvas.width(words, Font::ui, 11);
  const float pill_x = std::min(of.right() + 9, place.x + place.w - w);
  canvas.write(of.right() + 4, place.y + 9, words, {Font::ui, 11, theme.t3, Align::right},
               own + 190 < box.w ? own + 1 : 0);
  if (!of.down.sees(now.row)) return;
  const Rect row = of.row(now.row);
  const float top = row.y - 0.5f, foot = row.y + row.h + 0.5f, left = box.x - 8, right = of.right() + 9;
  float x = of.right();
  const Index col = std::min<Index>(static_cast<Index>(now.within), of.cols() - 1);
  const bool whole = now.within >= static_cast<double>(of.cols());
  if (!whole && of.across.sees(col)) {
    const Rect at = of.cell(now.row, col);
    const double part = now.within - static_cast<double>(col);
    x = at.x + at.w * static_cast<float>(part);
    if (!of.image && part > 0 && now.row * of.cols() + col >= now.done) {
      // The cell in two parts: its number is the old one until the line has left it.
      const double after = value_at(canvas.step(), now.row, col), before = value_at(canvas.step(from), now.row, col);
      canvas.add(fill({at.x, at.y, x - at.x, at.h}, cell_color(theme, after, of.range)));
      const std::string number = cell_text(before);
      if (const float size = of.numbers.size, need = canvas.width(number, Font::mono, size) + 6;
          of.numbers.shown && at.x + at.w - x < need)
        canvas.add(fill({x, at.y, at.x + at.w - x, at.h}, cell_color(theme, before, of.range)));
    }
  } else if (now.within <= 0 || (!whole && col < of.across.from)) {
    x = box.x;
  }
  canvas.add(polyline({{right, top}, {x, top}, {x, foot}, {left, foot}}, theme.ink, 2));
  const float y = std::clamp(top, box.y + 4, of.bottom() - 4);
  canvas.add(fill({pill_x, y - 12, w, 24}, theme.ink, 12));
  canvas.write(pill_x + w / 2, y, "÷ " + by, {Font::mono, 11, theme.ink_on, Align::center}, w);
}

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const int from = canvas.input(0);
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const Range range = range_of(canvas.step(from));
  const std::string by = short_number(1 / static_cast<double>(step.attrs.factor));
  const bool low = room.h < 300;
  const float rows = static_cast<float>(step.out.rows());
  const float upper = low ? room.h : std::clamp(84 + rows * 34, room.h * 0.4f, room.h * 0.55f);
  const float head_w = std::clamp(room.w * 0.3f, 200.0f, 330.0f);
  const Step* scores = &canvas.step(from);
  if (scores->op->name == "stack") scores = &canvas.step(scores->inputs[0]);  // of one word, among those of all
  const std::string d = std::to_string(canvas.step(scores->inputs[0]).out.cols());
  Idea idea;
  idea.title = canvas.text("stage.scale.title");
  idea.words = canvas.rich("stage.scale.idea", {{d, theme.t2}, {by, theme.t1, Font::ui_bold}}, theme.t2, theme.t1);
  idea.formula = {{"S", theme.t1}, {" ÷ ", theme.t3}, {"√" + d, theme.t1}, {" = ", theme.t3}, {"S/" + by, theme.t1}};
  idea.bars = {{canvas.text("stage.common.colour"), range}};
  draw_idea(canvas, {room.x, room.y, head_w + 8, upper}, idea);

  // Two matrices in one place: what is divided so far above the line, what is not yet below it.
  const Rect place{room.x + head_w + 20, room.y, room.w - head_w - 20, upper - 12};
  MatrixLook look{range, ask.cells_done, 74, 36};
  look.letter = "S/" + by;
  look.note = canvas.text("stage.scale.divided", {by});
  look.row = now.row;
  look.before = from;
  look.selected = now.complete && ask.cell.has_value();
  if (look.selected) look.col = ask.cell->second;
  look.align = Align::right;
  const float sign = 48;  // room for it beside the matrix
  const Grid a = matrix(canvas, ask.step, {place.x, place.y, place.w - sign, place.h}, look);
  if (!now.complete && a.box.w > 0) divide(canvas, a, now, from, by, place);
  if (!low) {
    const float top = std::max(upper, a.bottom() + 24);
    const float h = std::min(320.0f, room.y + room.h - top), gap = 12;
    if (h < 110) return;
    const float first = room.w >= 600 ? std::floor(room.w * 0.51f) : room.w;
    travel(canvas, {room.x, top, first, h}, {Range::Kind::symmetric, round_range(range.reach())}, now, from);
    if (first < room.w)
      draw_saturation(canvas, {room.x + first + gap, top, room.w - first - gap, h}, from, now.row,
                      1 / static_cast<double>(step.attrs.factor),
                      in_out(now.within / static_cast<double>(std::max<Index>(1, step.out.cols()))));
  }
}

}  // namespace

extern constinit const StageKind scaled_scores_stage;
constinit const StageKind scaled_scores_stage{"scaled_scores", draws, picture};

}  // namespace attn::scene
