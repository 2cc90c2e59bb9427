#include "app/scene/stage/shares.h"

#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/stage_state.h"
#include "engine/ops/ops.h"

namespace attn::scene::parts {
namespace {

constexpr Range unit{Range::Kind::unit, 1};
constexpr float least_lists = 330, lists_width = 138;

double largest_of(const Tensor& shares, Index row) {
  return static_cast<double>(std::ranges::max(shares.mat().row(row)));
}

// Σ p (1 − p) = p·(1 − p): how much the shares still answer when scores change.
double slope_of(const Tensor& shares, Index row) {
  const Tensor p = evaluated(ops::slice_rows, {&shares}, {.first = row, .count = 1});
  const Tensor ones(Mat::filled(1, p.cols(), 1), p.row_axis, p.col_axis),
      less = evaluated(ops::scale, {&p}, {.factor = -1});
  const Tensor rest = evaluated(ops::add, {&ones, &less});
  return static_cast<double>(evaluated(ops::matmul_nt, {&p, &rest})(0, 0));
}

// The words with the largest shares, largest first, and the others as one.
void draw_list(Canvas& canvas, const Rect& box, const std::string& title, const Axis& axis,
               const std::vector<Index>& words, const Tensor& shares, Index row) {
  const Theme& theme = canvas.theme;
  constexpr float head = 16, number = 30;
  canvas.write(box.x, box.y + 6, title, {Font::ui_bold, 11, theme.t2}, box.w);
  std::vector<Index> rest;
  for (Index c = 0; c < shares.cols(); ++c)
    if (std::find(words.begin(), words.end(), c) == words.end()) rest.push_back(c);
  const bool others = !rest.empty();
  const float rows = static_cast<float>(words.size() + (others ? 1 : 0));
  const float pitch = std::min(16.0f, (box.h - head) / rows);
  const float bar_x = box.x + box.w - number - 38;
  const auto line_of = [&](std::size_t i, const std::string& word, double share, Color hue) {
    const float y = box.y + head + (static_cast<float>(i) + 0.5f) * pitch;
    canvas.write(bar_x - 6, y, word, {Font::ui, 11, hue, Align::right}, bar_x - 6 - box.x);
    canvas.add(fill({bar_x, y - 4, 34, 8}, theme.bg2, 2));
    if (share > 0.01)
      canvas.add(fill({bar_x, y - 4, 34 * static_cast<float>(share), 8}, cell_color(theme, share, unit), 2));
    canvas.write(box.x + box.w, y, rounded_text(share, 2, true), {Font::mono, 10.5f, theme.t1, Align::right}, number);
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto share = static_cast<double>(shares(row, words[i]));
    line_of(i, axis.label(words[i]), share, i == 0 ? theme.k : theme.t2);
  }
  if (others)
    line_of(words.size(), canvas.text("stage.context.others", {std::to_string(rest.size())}),
            sum_of(shares.mat(), row, rest), theme.t3);
}

}  // namespace

Tensor shares_of(const Tensor& scores, Index row, const std::vector<double>& factors) {
  Mat column(static_cast<Index>(factors.size()), 1);
  for (Index i = 0; i < column.rows(); ++i) column(i, 0) = static_cast<Real>(factors[static_cast<std::size_t>(i)]);
  const Tensor multipliers(std::move(column), {}, single_axis());
  const Tensor one = evaluated(ops::slice_rows, {&scores}, {.first = row, .count = 1});
  const Tensor multiplied = evaluated(ops::matmul, {&multipliers, &one});
  return evaluated(ops::softmax, {&multiplied});
}

bool defined(const Tensor& shares, Index row) {
  const auto numbers = shares.mat().row(row);
  return std::ranges::all_of(numbers, [](Real x) { return std::isfinite(x); }) && std::ranges::max(numbers) > 0;
}

double sum_of(const Mat& of, Index row, const std::vector<Index>& columns) {
  if (columns.empty()) return 0;
  Mat chosen(1, static_cast<Index>(columns.size()));
  for (Index i = 0; i < chosen.cols(); ++i) chosen(0, i) = of(row, columns[static_cast<std::size_t>(i)]);
  const Tensor row_of_them(std::move(chosen), single_axis(), {});
  return static_cast<double>(evaluated(ops::row_sum, {&row_of_them})(0, 0));
}

void draw_share_bar(Canvas& canvas, const Rect& box, const std::vector<Share>& shares) {
  const Theme& theme = canvas.theme;
  canvas.add(fill(box, theme.bg2, 3));
  const float size = box.h >= 20 ? 11.0f : 10.0f;
  double before = 0;
  for (const Share& share : shares) {
    const float left = box.x + static_cast<float>(before) * box.w, full = static_cast<float>(share.value) * box.w;
    before += share.value;
    if (!(full >= 0.5f) || left + full > box.x + box.w + 1) continue;
    const Rect at{left, box.y, std::max(0.5f, full - 1), box.h};
    const float radius = full > 8 ? 3.0f : 0.0f;
    Color on = theme.t2;
    if (share.struck) {
      if (full > 3) canvas.add(outline(grown(at, -0.5f), theme.line3, 1, radius));
    } else {
      const Color color = cell_color(theme, share.value, unit);
      canvas.add(fill(at, color, radius)).cell = share.cell;
      on = text_on(color);
    }
    const std::string number = rounded_text(share.value, 2, true);
    const float number_w = canvas.width(number, Font::mono, size);
    float x = left + 7;
    const float word_room = full - 14 - number_w - 5;
    if (word_room > 12) x += 5 + canvas.write(x, box.y + box.h / 2, share.word, {Font::ui, size, on}, word_room);
    if (x + number_w <= left + full - 4)
      canvas.write(x, box.y + box.h / 2, number, {Font::mono, size, on}, number_w + 1, share.cell);
    if (share.struck && full > 16) {
      const float mid = box.y + box.h / 2;
      canvas.add(line(left + 4, mid, x - 3, mid, theme.t2, 1));
    }
  }
}

void draw_saturation(Canvas& canvas, const Rect& card, int scores, Index row, double divisor, double way) {
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step(scores).out;
  canvas.card(card);
  canvas.write(card.x + 16, card.y + 18, canvas.text("stage.scale.why"), {Font::ui_bold, 12, theme.t2}, card.w - 32);
  // The points of the curve, the last of them undivided; then divided, and as far as the division has come.
  constexpr int pieces = 60;
  const double reached = 1 + (1 / divisor - 1) * way;
  std::vector<double> factors;
  for (int i = 0; i <= pieces; ++i) factors.push_back(static_cast<double>(i) / pieces);
  factors.insert(factors.end(), {1 / divisor, reached});
  const Tensor shares = shares_of(out, row, factors);
  constexpr Index plain = pieces, divided = pieces + 1, underway = pieces + 2;
  if (!defined(shares, plain) || !defined(shares, divided)) return;
  const std::string by = short_number(divisor);
  const bool lists = card.w >= least_lists, closing = card.h >= 150;
  const Rect in{card.x + 46, card.y + 58, card.w - 62 - (lists ? lists_width + 14 : 0),
                card.h - 58 - (closing ? 74.0f : 24.0f)};
  if (in.h < 40 || in.w < 60) return;
  canvas.write(card.x + 16, card.y + 40, canvas.text("stage.scale.largest", {out.row_axis.label(row)}),
               {Font::ui, 11, theme.t3}, in.x + in.w - card.x - 16);
  const auto x = [&](double factor) { return in.x + in.w * static_cast<float>(factor); };
  const auto y = [&](double share) { return in.y + in.h * static_cast<float>(1 - share); };
  const Style tick{Font::mono, 9, theme.t3, Align::right};
  canvas.add(fill({in.x, in.y, in.w, in.h * 0.15f}, theme.bg2));
  // In the band of the largest shares, unless the curve is there already.
  const std::string winner = canvas.text("stage.scale.winner");
  const float winner_w = canvas.width(winner, Font::ui, 10.5f) + 12;
  if (in.h * 0.15f >= 12 && winner_w < in.w &&
      largest_of(shares_of(out, row, {static_cast<double>(winner_w / in.w)}), 0) < 0.85)
    canvas.write(in.x + 6, in.y + in.h * 0.075f, winner, {Font::ui, 10.5f, theme.t3}, winner_w);
  for (const double share : {0.0, 0.5, 1.0}) {
    canvas.add(line(in.x, y(share), in.x + in.w, y(share), share > 0 ? theme.line1 : theme.line2, 1));
    canvas.write(in.x - 6, y(share), share == 0 ? "0" : share == 1 ? "1" : ".50", tick, 30);
  }
  const double alike = 1 / static_cast<double>(out.cols());
  canvas.dashed({in.x, y(alike)}, {in.x + in.w, y(alike)}, theme.line3);

  std::vector<Point> curve;
  for (Index i = 0; i <= plain; ++i)
    if (defined(shares, i))  // 0 times −∞ is not
      curve.push_back({x(factors[static_cast<std::size_t>(i)]), y(largest_of(shares, i))});
  canvas.add(polyline(std::move(curve), theme.a, 2));
  const auto point = [&](double at, double share, bool hollow) {
    const float px = x(at), py = y(share);
    canvas.dashed({px, in.y + in.h}, {px, py}, theme.t3, 1, 2, 3);
    canvas.add(fill({px - 5, py - 5, 10, 10}, theme.ink, 5));
    canvas.add(fill({px - 3.25f, py - 3.25f, 6.5f, 6.5f}, hollow ? theme.bg1 : cell_color(theme, share, unit), 3.25f));
    // The number beside it, below the curve where there is room at the right, else clear of it.
    const std::string number = rounded_text(share, 2);
    const float number_w = canvas.width(number, Font::mono, 11.5f);
    const bool right = at < 1;
    if (right && px + 9 + number_w > x(1) - 8 - canvas.width("1.00", Font::mono, 11.5f)) return;  // on the other's
    const float dy = right ? (share > 0.3 ? 9.0f : -9.0f) : share > 0.9 ? 14.0f : -13.0f;
    canvas.write(right ? px + 9 : px - 4, py + dy, number,
                 {Font::mono, 11.5f, theme.t1, right ? Align::left : Align::right}, 50);
  };
  point(1, largest_of(shares, plain), way > 0);
  if (way > 0) point(reached, largest_of(shares, underway), false);
  if (closing) {
    const float foot = in.y + in.h + 12;
    canvas.write(in.x + 3, foot, "0", {Font::mono, 9.5f, theme.t3, Align::right}, 20);
    canvas.write(x(1 / divisor), foot, "÷ " + by, {Font::mono, 9.5f, theme.t1, Align::center}, 60);
    canvas.write(x(1) + 4, foot, "× 1", {Font::mono, 9.5f, theme.t2, Align::right}, 30);
    canvas.write(in.x + in.w / 2, foot + 16, canvas.text("stage.scale.factor"), {Font::ui, 11, theme.t3, Align::center},
                 in.w);
    const float line_y = card.y + card.h - 20;
    const std::string before = rounded_text(slope_of(shares, plain), 2),
                      after = way >= 1 ? rounded_text(slope_of(shares, divided), 2) : "…";
    float at = card.x + 16;
    std::string slope = canvas.text("stage.scale.slope");
    if (canvas.width(slope, Font::ui, 12) > card.w - 150) slope = "Σ p(1−p):";
    at += 8 + canvas.write(at, line_y, slope, {Font::ui, 12, theme.t2}, card.w - 150);
    at += 6 + canvas.write(at, line_y, before + " →", {Font::mono, 12, theme.t2}, 80);
    canvas.write(at, line_y, after, {Font::mono, 12, theme.t1}, 50);
  }
  if (!lists) return;
  const float list_h = (in.h + 16) / 2 - 8;
  const auto fits = std::max<Index>(1, static_cast<Index>((list_h - 16) / 13));
  const Index shown = out.cols() <= fits ? out.cols() : fits - 1;
  const std::vector<Index> words = largest_columns(out, row, out.cols(), std::max<Index>(1, shown));
  const float left = card.x + card.w - 16 - lists_width;
  draw_list(canvas, {left, card.y + 34, lists_width, list_h}, canvas.text("stage.scale.as_they_are"), out.col_axis,
            words, shares, plain);
  if (way >= 1)
    draw_list(canvas, {left, card.y + 34 + list_h + 14, lists_width, list_h}, canvas.text("stage.scale.divided", {by}),
              out.col_axis, words, shares, divided);
}

}  // namespace attn::scene::parts
