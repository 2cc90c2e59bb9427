#include "app/scene/stage/terms.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/scene/format.h"
#include "app/scene/text.h"

namespace attn::scene::parts {
namespace {

// Too narrow for a number each: the largest get theirs, and say which they are.
bool wide_label(const Terms& terms, const Rect& box) {
  return box.w / static_cast<float>(terms.terms.size()) < 18 && box.h >= 66;
}

struct Band {
  float zero, per_unit;
};

// Products as bars about their zero line; a scale for both signs.
Band bar_band(const Terms& terms, const Rect& box) {
  double high = 0, low = 0;
  for (const Terms::Term& t : terms.terms) {
    if (!std::isfinite(t.product)) continue;
    high = std::max(high, t.product);
    low = std::min(low, t.product);
  }
  const float text = wide_label(terms, box) ? 24 : 13;  // room for a number beyond either end
  const double span = high - low;
  const float room = box.h - 2 * text;
  const float per_unit = span > 0 ? room / static_cast<float>(span) : 0;
  return {std::round(box.y + text + static_cast<float>(high) * per_unit), per_unit};
}

void draw_bars(Canvas& canvas, const TermStrip& strip, const Terms& terms) {
  const Theme& theme = canvas.theme;
  const Rect& box = strip.bars;
  const Band band = bar_band(terms, box);
  const auto count = terms.terms.size();
  const float pitch = box.w / static_cast<float>(count);
  const float inset = pitch >= 12 ? pitch * 0.2f : pitch >= 4 ? 1 : 0;
  canvas.add(line(box.x, band.zero, box.x + box.w, band.zero, theme.line3, 1));
  const float number = canvas.width("−0.00", Font::mono, 9);
  const bool all = pitch >= number + 2;
  std::vector<float> labelled;
  const auto label = [&](std::size_t i, Color color) {
    const double p = terms.terms[i].product;
    if (!std::isfinite(p)) return;
    const float tip = band.zero - static_cast<float>(p) * band.per_unit;
    const float x = box.x + (static_cast<float>(i) + 0.5f) * pitch;
    if (x - number / 2 < box.x - 4 || x + number / 2 > box.x + box.w + 4) return;
    const float away = p < 0 ? 1.0f : -1.0f;
    canvas.add(text(x, tip + away * 7, rounded_text(p, 2, true), Font::mono, 9, color, Align::center));
    if (wide_label(terms, box))
      canvas.add(text(x, tip + away * 18, "k " + std::to_string(i + 1), Font::mono, 9, theme.t3, Align::center));
  };
  const std::vector<std::size_t> largest = terms.largest(all ? count : 6);
  for (std::size_t i = 0; i < terms.shown; ++i) {
    const double p = terms.terms[i].product;
    if (!std::isfinite(p)) continue;
    const float length = std::abs(static_cast<float>(p)) * band.per_unit;
    const float x = box.x + static_cast<float>(i) * pitch;
    const bool top = std::find(largest.begin(), largest.end(), i) != largest.end();
    const Color color = faded(sign_color(theme, p), top || pitch >= 12 ? 1 : 0.7);
    canvas.add(fill({x + inset, p < 0 ? band.zero : band.zero - length, std::max(1.0f, pitch - 2 * inset), length},
                    color, pitch >= 12 ? 1.0f : 0.0f));
  }
  for (const std::size_t i : largest) {
    if (i >= terms.shown) continue;
    const float x = static_cast<float>(i) * pitch;
    if (!all &&
        std::any_of(labelled.begin(), labelled.end(), [&](float other) { return std::abs(other - x) < number + 6; }))
      continue;
    labelled.push_back(x);
    label(i, labelled.size() == 1 ? theme.t1 : theme.t2);
  }
  for (std::size_t i = terms.shown; i < count; ++i)  // terms still to come
    if (pitch >= 4)
      canvas.add(fill({box.x + (static_cast<float>(i) + 0.5f) * pitch - 1, band.zero - 1, 2, 2}, theme.line3, 1));
}

void draw_sum(Canvas& canvas, const TermStrip& strip, const Terms& terms) {
  const Theme& theme = canvas.theme;
  const Rect& box = strip.sum;
  const float pitch = box.w / static_cast<float>(terms.terms.size());
  double high = 0, low = 0, sum = 0;
  std::vector<double> sums{0};
  for (const Terms::Term& t : terms.terms) {
    sum += t.product;
    sums.push_back(sum);
    if (!std::isfinite(sum)) continue;
    high = std::max(high, sum);
    low = std::min(low, sum);
  }
  const float per_unit = high > low ? box.h / static_cast<float>(high - low) : 0;
  const auto at = [&](std::size_t i) {
    const float y = box.y + static_cast<float>(high - sums[i]) * per_unit;
    return Point{box.x + static_cast<float>(i) * pitch, std::isfinite(y) ? y : box.y};
  };
  const float zero = box.y + static_cast<float>(high) * per_unit;
  canvas.add(line(box.x, zero, box.x + box.w, zero, theme.line1, 1));
  std::vector<Point> line_points;
  for (std::size_t i = 0; i <= terms.shown; ++i) line_points.push_back(at(i));
  for (std::size_t i = terms.shown; i + 1 < sums.size(); ++i) canvas.dashed(at(i), at(i + 1), theme.line3, 1);
  const Point end = line_points.back();
  if (line_points.size() > 1) canvas.add(polyline(std::move(line_points), theme.t1, 1.75f));
  canvas.add(fill({end.x - 3, end.y - 3, 6, 6}, theme.ink, 3));
}

// The term that has just been added: its factors, and a line through what it adds.
void draw_newest(Canvas& canvas, const TermStrip& strip, const Terms& terms) {
  if (terms.shown == 0 || terms.shown >= terms.terms.size()) return;
  const float pitch = strip.box.w / static_cast<float>(terms.terms.size());
  const float x = strip.box.x + static_cast<float>(terms.shown) * pitch;
  canvas.add(line(x, strip.bars.y + 4, x, strip.sum.y + strip.sum.h, faded(canvas.theme.ink, 0.35), 1));
  if (!strip.rows) return;
  const float w = std::max(4.0f, pitch);
  const float bottom = strip.second.y + strip.second.h;
  canvas.ring({x - pitch, strip.first.y, w - 1, bottom - strip.first.y});
}

void draw_index(Canvas& canvas, const TermStrip& strip, const Grid& a) {
  const Index count = a.cols();
  const Cut cut{count, 1, count, strip.box.w / static_cast<float>(count)};
  const Axis axis;  // numbers, whatever the columns are called
  for (const Label& label : column_labels(axis, cut, 12, -1, {}, canvas.ask.measure).labels)
    canvas.add(text(strip.box.x + cut.centre(label.index), strip.index, label.text, Font::mono, 9, canvas.theme.t3,
                    Align::center));
}

// A letter in its hue, and below its line whose it is.
// All of a matrix of which perhaps only a part is in sight: the sum is over all terms.
Grid whole(Grid grid) {
  for (Cut* cut : {&grid.down, &grid.across}) cut->from = 0, cut->seen = -1;
  return grid;
}

void draw_row_name(Canvas& canvas, float right, float y, const Names& name, float room) {
  const float letter = canvas.width(name.letter, Font::ui_bold, 13);
  const std::string word = elide(name.word, std::max(0.0f, room - letter - 1), Font::ui, 9.5f, canvas.ask.measure);
  const float width = canvas.width(word, Font::ui, 9.5f);
  if (!word.empty()) canvas.add(text(right, y + 4, word, Font::ui, 9.5f, name.hue, Align::right));
  if (letter + width <= room + 1)
    canvas.add(text(right - width - 1, y, name.letter, Font::ui_bold, 13, name.hue, Align::right));
}

// How much of the matrix is there: a tick per cell, or per so many.
void draw_progress(Canvas& canvas, const Rect& box, const Cursor& active) {
  const Theme& theme = canvas.theme;
  const Index size = canvas.step().out.size();
  constexpr Index most = 32;
  const Index ticks = std::min(size, most);
  const float pitch = box.w / static_cast<float>(ticks);
  const Index at = active.row * canvas.step().out.cols() + active.col;
  for (Index i = 0; i < ticks; ++i) {
    const Index first = i * size / ticks, end = (i + 1) * size / ticks;
    const bool here = at >= first && at < end;
    const Color color = here ? theme.ink : active.done >= end ? theme.t3 : theme.bg4;
    const float x = std::round(box.x + static_cast<float>(i) * pitch);
    const float next = std::round(box.x + static_cast<float>(i + 1) * pitch);
    canvas.add(fill({x, box.y, std::max(1.0f, next - x - 2), box.h}, color, 1));
  }
}

// How many of the terms are there, in words and as segments; below them, what the sum will be. How far down it gets.
float draw_segments(Canvas& canvas, float x, float y, float room, float bottom, const Terms& terms,
                    const Result& result) {
  constexpr std::size_t most = 24;
  const Theme& theme = canvas.theme;
  if (bottom - y < 38) return y;
  canvas.add(line(x, y + 6, x + room, y + 6, theme.line1, 1));
  canvas.write(x, y + 18, result.after, {Font::ui, 11, theme.t2}, room);
  const std::size_t count = terms.terms.size(), segments = std::min(count, most);
  const float pitch = room / static_cast<float>(std::max<std::size_t>(1, segments));
  for (std::size_t i = 0; i < segments; ++i) {
    const bool there = terms.shown >= (i + 1) * count / segments, next = !there && terms.shown >= i * count / segments;
    canvas.add(fill({x + static_cast<float>(i) * pitch, y + 29, std::max(1.0f, pitch - 2), 5},
                    there  ? theme.t2
                    : next ? theme.ink
                           : theme.bg4,
                    1.5f));
  }
  if (result.lands.empty() || bottom - y < 58) return y + 36;
  canvas.write(x, y + 50, result.lands, {Font::ui, 11, theme.t2}, room);
  return y + 58;
}

// What is drawn from here on stays behind while the matrix sweeps on: it is fainter then.
class Held {
 public:
  explicit Held(Canvas& canvas) : canvas_(canvas), from_(canvas.scene.marks.size()) {}
  ~Held() {
    if (!cursor_of(canvas_.ask).sweep) return;
    for (std::size_t i = from_; i < canvas_.scene.marks.size(); ++i)
      canvas_.scene.marks[i].color = faded(canvas_.scene.marks[i].color, 0.55);
  }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

 private:
  Canvas& canvas_;
  std::size_t from_;
};

}  // namespace

double Terms::sum(std::size_t count) const {
  double all = 0;
  for (std::size_t i = 0; i < std::min(count, terms.size()); ++i) all += terms[i].product;
  return all;
}

std::vector<std::size_t> Terms::largest(std::size_t most) const {
  std::vector<std::size_t> order(terms.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto size = [&](std::size_t i) { return std::isnan(terms[i].product) ? 0 : std::abs(terms[i].product); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  order.resize(std::min(most, order.size()));
  return order;
}

Terms terms_of(Canvas& canvas, const Cursor& active) {
  const Explanation lines = explain(canvas.ask.trace, canvas.ask.step, active.row, active.col);
  const std::vector<int>& inputs = canvas.step().inputs;
  const auto tag = [&](const CellRef& at) {
    return CellTag{inputs[static_cast<std::size_t>(at.input)], at.row, at.col};
  };
  Terms made;
  if (lines.empty()) return made;
  for (const attn::Term& term : lines.back().terms) {
    if (term.factors.size() == 2) {
      made.terms.push_back({tag(term.factors[0].first), tag(term.factors[1].first), term.value});
    } else if (term.factors.size() == 1) {
      made.has_bias = true;
      made.bias = term.value;
      made.bias_at = tag(term.factors[0].first);
    }
  }
  made.shown = made.terms.size();
  if (active.computing)
    made.shown = static_cast<std::size_t>(std::floor(active.part * static_cast<double>(made.terms.size())));
  return made;
}

TermStrip term_strip(Rect box, float label, float row_height, bool index) {
  TermStrip made;
  if (index && box.h >= 120) {
    made.index = box.y + box.h - 6;
    box.h -= 12;
  }
  made.box = box;
  made.label = label;
  made.rows = row_height > 0;
  float y = box.y;
  if (made.rows) {
    made.first = {box.x, y, box.w, row_height};
    made.second = {box.x, y + row_height + 3, box.w, row_height};
    y += 2 * row_height + 7;
  }
  const float rest = box.y + box.h - y, sum = std::min(44.0f, rest * 0.36f);
  made.bars = {box.x, y, box.w, rest - sum - 8};
  made.sum = {box.x, box.y + box.h - sum - 3, box.w, sum};
  return made;
}

void draw_terms(Canvas& canvas, const TermStrip& strip, const Terms& terms, const Grid& a, Index row, const Grid& b,
                Index col, const Names& a_name, const Names& b_name) {
  const Theme& theme = canvas.theme;
  if (terms.terms.empty()) return;
  const Held held(canvas);
  const float right = strip.box.x - 12;
  if (strip.rows) {
    draw_row(canvas, whole(a), row, strip.first, a.cols());
    Grid turned = whole(b);  // its column, lying down
    turned.turned = !b.turned;
    std::swap(turned.down, turned.across);
    draw_row(canvas, turned, col, strip.second, turned.cols());
    canvas.frame(grown(strip.first, -0.5f), a_name.hue);
    canvas.frame(grown(strip.second, -0.5f), b_name.hue);
    draw_row_name(canvas, right, strip.first.y + strip.first.h / 2, a_name, strip.label - 12);
    draw_row_name(canvas, right, strip.second.y + strip.second.h / 2, b_name, strip.label - 12);
  }
  draw_bars(canvas, strip, terms);
  draw_sum(canvas, strip, terms);
  draw_newest(canvas, strip, terms);
  if (strip.index > 0) draw_index(canvas, strip, a);
  // "q·k" and "sum Σ" at their own heights.
  const float zero = std::round(strip.bars.y + strip.bars.h / 2), sum_y = strip.sum.y + strip.sum.h / 2;
  const float b_width = canvas.width(b_name.letter, Font::ui_bold, 12);
  const float dot = canvas.width("·", Font::ui_bold, 12);
  canvas.add(text(right, zero, b_name.letter, Font::ui_bold, 12, b_name.hue, Align::right));
  canvas.add(text(right - b_width, zero, "·", Font::ui_bold, 12, theme.t2, Align::right));
  canvas.add(text(right - b_width - dot, zero, a_name.letter, Font::ui_bold, 12, a_name.hue, Align::right));
  canvas.add(text(right, sum_y, "Σ", Font::ui_bold, 14, theme.t1, Align::right));
  const float sigma = canvas.width("Σ", Font::ui_bold, 14) + 6;
  const std::string sum = canvas.text("stage.product.sum");
  if (canvas.width(sum, Font::ui, 11) + sigma <= strip.label - 12)
    canvas.add(text(right - sigma, sum_y, sum, Font::ui, 11, theme.t3, Align::right));
}

void draw_result(Canvas& canvas, const Rect& box, const Cursor& active, const Terms& terms, const Result& result) {
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Held held(canvas);
  canvas.card(box);
  constexpr float pad = 14;
  const float x = box.x + pad, room = box.w - 2 * pad;
  const std::string place = std::to_string(active.row + 1) + "," + std::to_string(active.col + 1);
  const std::vector<Symbol> name{{result.letter, theme.t3}, {place, theme.t3, Symbol::Place::below}};
  float name_w = formula_width(canvas, name, 14);
  if (result.letter.empty() || name_w > 0.4f * room) name_w = 0;
  if (name_w > 0) draw_formula(canvas, name, x + room - name_w, box.y + 19, 14);
  draw_lines(canvas, result.title, x, box.y + 10, room - name_w - 8, 12.5f, 20, 1);

  const double value = static_cast<double>(step.out(active.row, active.col));
  const double shown = active.computing ? terms.sum(terms.shown) : value;  // the bias comes last
  const std::string number = rounded_text(shown, std::abs(value) < 0.1 ? 3 : 2);
  const float size = box.h >= 118 ? 32.0f : 26.0f, y = box.y + 36 + size / 2;
  Mark& drawn = canvas.add(text(x, y, number, Font::mono, size, theme.t1));
  if (!active.computing) drawn.cell = {canvas.ask.step, active.row, active.col};
  const float beside = room - canvas.width(number, Font::mono, size) - 12;
  const std::string note =
      active.computing && result.after.empty()
          ? canvas.text("stage.product.terms", {std::to_string(terms.shown), std::to_string(terms.terms.size())})
          : result.note;
  if (beside >= 56 && !note.empty()) {
    const TextRuns runs{{note, theme.t3, Font::ui}};
    const int lines = std::min(2, line_count(canvas, runs, beside, 11));
    draw_lines(canvas, runs, box.x + box.w - pad - beside, y - 8 * static_cast<float>(lines), beside, 11, 16, lines);
  }
  float below = y + size / 2;
  if (terms.has_bias && box.h >= 104) {
    const std::string bias = canvas.text("stage.product.bias", {rounded_text(terms.bias, 2)});
    canvas.write(x, below + 11, bias, {Font::ui, 11, theme.t2}, room);
    below += 20;
  }
  if (!result.after.empty()) below = draw_segments(canvas, x, below, room, box.y + box.h - 8, terms, result);
  const Index size_of = step.out.size(), at = active.row * step.out.cols() + active.col;
  float foot = box.y + box.h - 16;
  if (result.after.empty() && foot - below >= 24) {
    draw_progress(canvas, {x, foot - 3, room, 6}, active);
    foot -= 16;
  }
  if (foot - below >= 8)
    canvas.write(x, foot, canvas.text("stage.product.cell", {std::to_string(at + 1), std::to_string(size_of)}),
                 {Font::ui, 11, theme.t2}, room);
}

void draw_lead(Canvas& canvas, const Rect& card, const Rect& cell) {
  const float x = cell.x + cell.w / 2, from = card.y - 2, tip = cell.y + cell.h + 7;
  if (x <= card.x + 8 || x >= card.x + card.w - 8 || from - tip <= 6) return;
  canvas.dashed({x, from}, {x, tip + 5}, canvas.theme.ink, 1.25f);
  canvas.arrow_head({x, from}, {x, tip}, 7, canvas.theme.ink);
}

}  // namespace attn::scene::parts
