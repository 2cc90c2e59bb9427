#include "app/scene/stage/terms.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/scene/format.h"
#include "app/scene/text.h"

namespace attn::scene::parts {
namespace {

constexpr Index by_cells = 256;  // more than that appear in rows: there is no moment within a cell

// The largest number, whatever its sign: where a reader's eye goes first.
std::pair<Index, Index> strongest(const Tensor& tensor) {
  std::pair<Index, Index> best{0, 0};
  double most = -1;
  for (Index r = 0; r < tensor.rows(); ++r)
    for (Index c = 0; c < tensor.cols(); ++c)
      if (const double size = std::abs(static_cast<double>(tensor(r, c))); std::isfinite(size) && size > most) {
        most = size;
        best = {r, c};
      }
  return best;
}

Color bar_color(const Theme& theme, double value) {
  return value < 0 ? theme.neg[theme.dark ? 190 : 200] : theme.pos[theme.dark ? 255 : 200];
}

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

void draw_bars(const StageRequest& request, const Strip& strip, const Terms& terms, Scene& to) {
  const Theme& theme = request.theme;
  const Rect& box = strip.bars;
  const Band band = bar_band(terms, box);
  const auto count = terms.terms.size();
  const float pitch = box.w / static_cast<float>(count);
  const float inset = pitch >= 12 ? pitch * 0.2f : pitch >= 4 ? 1 : 0;
  to.marks.push_back(line(box.x, band.zero, box.x + box.w, band.zero, theme.line3, 1));
  const float number = request.measure("−0.00", Font::mono, 9);
  const bool all = pitch >= number + 2;
  std::vector<float> labelled;
  const auto label = [&](std::size_t i, Color color) {
    const double p = terms.terms[i].product;
    if (!std::isfinite(p)) return;
    const float tip = band.zero - static_cast<float>(p) * band.per_unit;
    const float x = box.x + (static_cast<float>(i) + 0.5f) * pitch;
    if (x - number / 2 < box.x - 4 || x + number / 2 > box.x + box.w + 4) return;
    const float away = p < 0 ? 1.0f : -1.0f;
    to.marks.push_back(text(x, tip + away * 7, rounded_text(p, 2, true), Font::mono, 9, color, Align::center));
    if (wide_label(terms, box))
      to.marks.push_back(
          text(x, tip + away * 18, "k " + std::to_string(i + 1), Font::mono, 9, theme.t3, Align::center));
  };
  const std::vector<std::size_t> largest = terms.largest(all ? count : 6);
  for (std::size_t i = 0; i < terms.shown; ++i) {
    const double p = terms.terms[i].product;
    if (!std::isfinite(p)) continue;
    const float length = std::abs(static_cast<float>(p)) * band.per_unit;
    const float x = box.x + static_cast<float>(i) * pitch;
    const bool top = std::find(largest.begin(), largest.end(), i) != largest.end();
    const Color color = top || pitch >= 12 ? bar_color(theme, p) : mixed(theme.bg0, bar_color(theme, p), 0.6);
    to.marks.push_back(
        fill({x + inset, p < 0 ? band.zero : band.zero - length, std::max(1.0f, pitch - 2 * inset), length}, color,
             pitch >= 12 ? 1.0f : 0.0f));
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
      to.marks.push_back(
          fill({box.x + (static_cast<float>(i) + 0.5f) * pitch - 1, band.zero - 1, 2, 2}, theme.line3, 1));
}

void draw_sum(const StageRequest& request, const Strip& strip, const Terms& terms, Scene& to) {
  const Theme& theme = request.theme;
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
  to.marks.push_back(line(box.x, zero, box.x + box.w, zero, theme.line1, 1));
  std::vector<Point> line_points;
  for (std::size_t i = 0; i <= terms.shown; ++i) line_points.push_back(at(i));
  for (std::size_t i = terms.shown; i + 1 < sums.size(); ++i) dashed(at(i), at(i + 1), theme.line3, 1, to);
  const Point end = line_points.back();
  if (line_points.size() > 1) to.marks.push_back(polyline(std::move(line_points), theme.t1, 1.75f));
  to.marks.push_back(fill({end.x - 3, end.y - 3, 6, 6}, theme.ink, 3));
}

// The term that has just been added: its factors, and a line through what it adds.
void draw_newest(const StageRequest& request, const Strip& strip, const Terms& terms, Scene& to) {
  if (terms.shown == 0 || terms.shown >= terms.terms.size()) return;
  const float pitch = strip.box.w / static_cast<float>(terms.terms.size());
  const float x = strip.box.x + static_cast<float>(terms.shown) * pitch;
  to.marks.push_back(line(x, strip.bars.y + 4, x, strip.sum.y + strip.sum.h, faded(request.theme.ink, 0.35), 1));
  if (!strip.rows) return;
  const float w = std::max(4.0f, pitch);
  const float bottom = strip.second.y + strip.second.h;
  draw_ring(request.theme, {x - pitch, strip.first.y, w - 1, bottom - strip.first.y}, to);
}

void draw_index(const StageRequest& request, const Strip& strip, const Grid& a, Scene& to) {
  const Index count = a.cols();
  const Cut cut{count, 1, count, strip.box.w / static_cast<float>(count)};
  const Axis axis;  // numbers, whatever the columns are called
  for (const Label& label : column_labels(axis, cut, 12, -1, {}, request.measure).labels)
    to.marks.push_back(text(strip.box.x + cut.centre(label.index), strip.index, label.text, Font::mono, 9,
                            request.theme.t3, Align::center));
}

// A letter in its hue, and below its line whose it is.
void draw_row_name(const StageRequest& request, float right, float y, const Names& name, float room, Scene& to) {
  const float letter = request.measure(name.letter, Font::ui_bold, 13);
  const std::string word = elide(name.word, std::max(0.0f, room - letter - 1), Font::ui, 9.5f, request.measure);
  const float width = request.measure(word, Font::ui, 9.5f);
  if (!word.empty()) to.marks.push_back(text(right, y + 4, word, Font::ui, 9.5f, name.hue, Align::right));
  if (letter + width <= room + 1)
    to.marks.push_back(text(right - width - 1, y, name.letter, Font::ui_bold, 13, name.hue, Align::right));
}

// How much of the matrix is there: a tick per cell, or per so many.
void draw_progress(const StageRequest& request, const Rect& box, const Active& active, Scene& to) {
  const Theme& theme = request.theme;
  const Index size = request.trace[request.step].out.size();
  constexpr Index most = 32;
  const Index ticks = std::min(size, most);
  const float pitch = box.w / static_cast<float>(ticks);
  const Index at = active.row * request.trace[request.step].out.cols() + active.col;
  for (Index i = 0; i < ticks; ++i) {
    const Index first = i * size / ticks, end = (i + 1) * size / ticks;
    const bool here = at >= first && at < end;
    const Color color = here ? theme.ink : active.done >= end ? theme.t3 : theme.bg4;
    const float x = std::round(box.x + static_cast<float>(i) * pitch);
    const float next = std::round(box.x + static_cast<float>(i + 1) * pitch);
    to.marks.push_back(fill({x, box.y, std::max(1.0f, next - x - 2), box.h}, color, 1));
  }
}

}  // namespace

Active active_cell(const StageRequest& request) {
  const Tensor& out = request.trace[request.step].out;
  Active active;
  active.done = request.cells_done < 0 ? out.size() : std::min(request.cells_done, out.size());
  active.all = active.done >= out.size();
  if (active.all) {
    const auto cell =
        request.cell && out.contains(request.cell->first, request.cell->second) ? *request.cell : strongest(out);
    active.row = cell.first;
    active.col = cell.second;
    return active;
  }
  constexpr double rounding = 1e-6;
  const bool rows = out.size() > by_cells;
  const double pieces = request.phase * static_cast<double>(rows ? out.rows() : out.size());
  const double within = rows ? pieces : pieces - static_cast<double>(active.done);
  active.computing = active.done == 0 || (!rows && within > rounding && within < 1 - rounding);
  const Index newest = active.computing ? active.done : active.done - 1;
  if (active.computing) active.part = std::clamp(within, 0.0, 1.0);
  active.row = newest / out.cols();
  active.col = newest % out.cols();
  return active;
}

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

Terms terms_of(const StageRequest& request, const Active& active) {
  const Explanation lines = explain(request.trace, request.step, active.row, active.col);
  const std::vector<int>& inputs = request.trace[request.step].inputs;
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

Strip strip(Rect box, float label, float row_height, bool index) {
  Strip made;
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

void draw_strip(const StageRequest& request, const Strip& strip, const Terms& terms, const Grid& a, Index row,
                const Grid& b, Index col, const Names& a_name, const Names& b_name, Scene& to) {
  const Theme& theme = request.theme;
  if (terms.terms.empty()) return;
  const float right = strip.box.x - 12;
  if (strip.rows) {
    draw_row(request, a, row, strip.first, a.cols(), to);
    Grid turned = b;  // its column, lying down
    turned.turned = !b.turned;
    std::swap(turned.down, turned.across);
    draw_row(request, turned, col, strip.second, turned.cols(), to);
    frame(grown(strip.first, -0.5f), a_name.hue, to);
    frame(grown(strip.second, -0.5f), b_name.hue, to);
    draw_row_name(request, right, strip.first.y + strip.first.h / 2, a_name, strip.label - 12, to);
    draw_row_name(request, right, strip.second.y + strip.second.h / 2, b_name, strip.label - 12, to);
  }
  draw_bars(request, strip, terms, to);
  draw_sum(request, strip, terms, to);
  draw_newest(request, strip, terms, to);
  if (strip.index > 0) draw_index(request, strip, a, to);
  // "q·k" and "sum Σ" at their own heights.
  const float zero = std::round(strip.bars.y + strip.bars.h / 2), sum_y = strip.sum.y + strip.sum.h / 2;
  const float b_width = request.measure(b_name.letter, Font::ui_bold, 12);
  const float dot = request.measure("·", Font::ui_bold, 12);
  to.marks.push_back(text(right, zero, b_name.letter, Font::ui_bold, 12, b_name.hue, Align::right));
  to.marks.push_back(text(right - b_width, zero, "·", Font::ui_bold, 12, theme.t2, Align::right));
  to.marks.push_back(text(right - b_width - dot, zero, a_name.letter, Font::ui_bold, 12, a_name.hue, Align::right));
  to.marks.push_back(text(right, sum_y, "Σ", Font::ui_bold, 14, theme.t1, Align::right));
  const float sigma = request.measure("Σ", Font::ui_bold, 14) + 6;
  const std::string sum = request.text("stage.product.sum");
  if (request.measure(sum, Font::ui, 11) + sigma <= strip.label - 12)
    to.marks.push_back(text(right - sigma, sum_y, sum, Font::ui, 11, theme.t3, Align::right));
}

void draw_result(const StageRequest& request, const Rect& box, const Active& active, const Terms& terms,
                 const Result& result, Scene& to) {
  const Theme& theme = request.theme;
  const Step& step = request.trace[request.step];
  card(theme, box, to);
  constexpr float pad = 14;
  const float x = box.x + pad, room = box.w - 2 * pad;
  const std::string place = std::to_string(active.row + 1) + "," + std::to_string(active.col + 1);
  const std::vector<Symbol> name{{result.letter, theme.t3}, {place, theme.t3, Symbol::Place::below}};
  float name_w = formula_width(request, name, 14);
  if (result.letter.empty() || name_w > 0.4f * room) name_w = 0;
  if (name_w > 0) draw_formula(request, name, x + room - name_w, box.y + 19, 14, to);
  draw_lines(request, result.title, x, box.y + 10, room - name_w - 8, 12.5f, 20, 1, to);

  const double value = static_cast<double>(step.out(active.row, active.col));
  const double shown = active.computing ? terms.sum(terms.shown) : value;  // the bias comes last
  const std::string number = rounded_text(shown, std::abs(value) < 0.1 ? 3 : 2);
  const float size = box.h >= 118 ? 32.0f : 26.0f, y = box.y + 36 + size / 2;
  to.marks.push_back(text(x, y, number, Font::mono, size, theme.t1));
  if (!active.computing) to.marks.back().cell = {request.step, active.row, active.col};
  const float beside = room - request.measure(number, Font::mono, size) - 12;
  const std::string note = active.computing ? filled(request.text("stage.product.terms"),
                                                     {std::to_string(terms.shown), std::to_string(terms.terms.size())})
                                            : result.note;
  if (beside >= 56 && !note.empty()) {
    const Runs runs{{note, theme.t3, Font::ui}};
    const int lines = std::min(2, line_count(request, runs, beside, 11));
    draw_lines(request, runs, box.x + box.w - pad - beside, y - 8 * static_cast<float>(lines), beside, 11, 16, lines,
               to);
  }
  float below = y + size / 2;
  if (terms.has_bias && box.h >= 104) {
    const std::string bias = filled(request.text("stage.product.bias"), {rounded_text(terms.bias, 2)});
    words(request, x, below + 11, bias, Font::ui, 11, theme.t2, room, to);
    below += 20;
  }
  const Index size_of = step.out.size(), at = active.row * step.out.cols() + active.col;
  float foot = box.y + box.h - 16;
  if (foot - below >= 24) {
    draw_progress(request, {x, foot - 3, room, 6}, active, to);
    foot -= 16;
  }
  if (foot - below >= 8)
    words(request, x, foot,
          filled(request.text("stage.product.cell"), {std::to_string(at + 1), std::to_string(size_of)}), Font::ui, 11,
          theme.t2, room, to);
}

}  // namespace attn::scene::parts
