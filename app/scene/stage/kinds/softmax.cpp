// Softmax over the scores of each word: subtract the row's largest, exponentiate, add up, divide. One row at a time.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/matrix.h"
#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using namespace parts;

constexpr float panel_head = 62, footer = 34, whole_height = 62, names_most = 110;

// The motion of the first number of a row shows what is done to all of them; then they are divided one after another.
struct Motion {
  double copy, drop, grow, add;
  double divide(Index c, double within) const {
    return c == 0 ? between(within, 0.8, 1) : between(within, static_cast<double>(c), static_cast<double>(c) + 1);
  }
};

struct Drawing {
  Canvas& canvas;
  int from = 0;  // the step of the scores
  Progress now;
  Motion motion;
  Range range;  // of the scores
  Index n = 0, active = -1;
  double largest = 0, sum = 0;
  Rect panel;
  float names = 0, column = 0, top = 0, pitch = 0, bar = 0;
  bool numbers = false;

  Tensor less = {};  // the row's scores less the largest of them, as a column
  double score(Index c) const { return value_at(canvas.step(from), now.row, c); }
  double lowered(Index c) const { return static_cast<double>(less(c, 0)); }
  double power(Index c) const { return aux_at(canvas.step(), "exponentials", now.row, c); }
  double share(Index c) const { return value_at(canvas.step(), now.row, c); }
  bool there(Index c) const { return now.row * n + c < now.done; }
  float x(int c) const { return panel.x + names + 20 + static_cast<float>(c) * column; }
  float middle(Index i) const { return top + (static_cast<float>(i) + 0.5f) * pitch; }
};

void bar_from(Canvas& canvas, float zero, float length, float y, float height, Color color, CellTag tag) {
  const float w = std::max(1.5f, std::abs(length));
  canvas.add(fill({length < 0 ? zero - w : zero, y, w, height}, color, height >= 10 ? 2.0f : 0.0f)).cell = tag;
}

void heads(Drawing& d) {
  Canvas& canvas = d.canvas;
  const Theme& theme = canvas.theme;
  const std::array<std::string, 4> names{canvas.text("stage.softmax.score"), canvas.text("stage.softmax.less"),
                                         canvas.text("stage.softmax.exp"), canvas.text("stage.softmax.divide")};
  const std::array<std::string, 4> notes{
      canvas.text("stage.softmax.score_note", {short_number(divisor_of(canvas.ask.trace, d.from))}),
      canvas.text("stage.softmax.less_note"), canvas.text("stage.softmax.exp_note"),
      canvas.text("stage.softmax.divide_note")};
  const std::array<double, 4> begun{d.motion.copy, d.motion.drop, d.motion.grow, d.motion.divide(0, d.now.within)};
  int current = 0;
  for (int i = 1; i < 4; ++i)
    if (begun[static_cast<std::size_t>(i)] > 0) current = i;
  for (int i = 0; i < 4; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const float x = d.x(i), y = d.panel.y + 22, room = d.column - 32;
    const bool here = i == current && !d.now.complete;
    canvas.add(fill({x, y - 9, 18, 18}, here ? theme.ink : theme.bg4, 9));
    canvas.write(x + 9, y, std::to_string(i + 1), {Font::mono, 11, here ? theme.ink_on : theme.t1, Align::center}, 18);
    canvas.write(x + 26, y, names[at], {Font::ui_bold, 13, theme.t1}, room);
    canvas.write(x + 26, y + 18, notes[at], {Font::ui, 11, theme.t3}, room);
    if (i > 0)
      canvas.add(line(x - 12, d.panel.y + 14, x - 12, d.top + d.pitch * static_cast<float>(d.n), theme.line1, 1));
  }
}

// The four numbers of one word, as bars. The third and the fourth are on one scale, so division is seen as a shrink.
void word_rows(Drawing& d) {
  Canvas& canvas = d.canvas;
  const Theme& theme = canvas.theme;
  const float number_w = d.numbers ? canvas.width("−0.000", Font::mono, 11.5f) + 8 : 4;
  const float room = d.column - number_w - 24;
  double low = 0, high = 0, lowest = 0;
  for (Index c = 0; c < d.n; ++c) {
    if (!std::isfinite(d.score(c))) continue;
    low = std::min(low, d.score(c));
    high = std::max(high, d.score(c));
    lowest = std::min(lowest, d.lowered(c));
  }
  // One scale for the scores and for what is left of them.
  const double reach = std::max({high - low, -lowest, 1e-6});
  const float unit = room / static_cast<float>(reach);
  const std::array<float, 4> zero{d.x(0) - static_cast<float>(low) * unit, d.x(1) + room, d.x(2) + number_w,
                                  d.x(3) + number_w};
  const float end = d.top + d.pitch * static_cast<float>(d.n);
  for (const float x : zero) canvas.add(line(x, d.top + 2, x, end - 2, theme.line2, 1));
  const Style number{Font::mono, 11.5f, theme.t1, Align::left}, right{Font::mono, 11.5f, theme.t1, Align::right};
  for (Index c = 0; c < d.n; ++c) {
    const float mid = d.middle(c), y = mid - d.bar / 2;
    const bool here = c == d.active;
    if (here) canvas.add(fill({d.panel.x + 1, mid - d.pitch / 2 + 1, d.panel.w - 2, d.pitch - 2}, faded(theme.k, 0.1)));
    const double score = d.score(c);
    const CellTag from{d.from, d.now.row, c}, to{canvas.ask.step, d.now.row, c};
    const bool masked = std::isinf(score);
    if (d.motion.copy > 0 && !masked) {
      const double shown = score * in_out(d.motion.copy);
      bar_from(canvas, zero[0], static_cast<float>(shown) * unit, y, d.bar, sign_color(theme, score), from);
    }
    if (d.motion.copy >= 1 && d.numbers) {
      const float x = std::max(zero[0], zero[0] + static_cast<float>(masked ? 0 : score) * unit) + 6;
      canvas.write(x, mid, cell_text(score), number, d.x(1) - 14 - x, from);
    }
    if (d.motion.drop > 0 && !masked) {
      const double shown = score + (d.lowered(c) - score) * in_out(d.motion.drop);
      const double held = std::min(0.0, shown);
      if (d.motion.drop >= 1 && d.lowered(c) == 0)
        canvas.add(fill({zero[1] - 4, mid - 4, 8, 8}, theme.ink, 4));
      else
        bar_from(canvas, zero[1], static_cast<float>(held) * unit, y, d.bar, sign_color(theme, -1), {});
    }
    if (d.motion.drop >= 1 && d.numbers)
      canvas.write(zero[1] + 8, mid, cell_text(d.lowered(c)), number, d.x(2) - 14 - zero[1] - 8);
    if (d.motion.grow > 0) {
      const double shown = d.power(c) * in_out(d.motion.grow);
      if (shown > 0) bar_from(canvas, zero[2], static_cast<float>(shown) * room, y, d.bar, sign_color(theme, 1), {});
    }
    if (d.motion.grow >= 1 && d.numbers) canvas.write(zero[2] - 6, mid, probability_text(d.power(c)), right, number_w);
    if (d.motion.add > 0) {
      const double part = in_out(d.there(c) ? 1.0 : d.motion.divide(c, d.now.within));
      const double shown = d.power(c) + (d.share(c) - d.power(c)) * part;
      const Rect before{zero[3] + 0.5f, y + 0.5f, static_cast<float>(d.power(c)) * room - 1, d.bar - 1};
      if (d.bar >= 8) canvas.dashed(before, theme.line2);
      if (part > 0 && shown > 0)
        bar_from(canvas, zero[3], static_cast<float>(shown) * room, y, d.bar,
                 cell_color(theme, d.share(c), {Range::Kind::unit, 1}), d.there(c) ? to : CellTag{});
      if (d.there(c) && d.numbers) canvas.write(zero[3] - 6, mid, probability_text(d.share(c)), right, number_w, to);
    }
  }
  // What is added up.
  if (d.motion.add > 0 && d.pitch * static_cast<float>(d.n) > 30) {
    const float x = d.x(3) - 20, half = (end - d.top) / 2 * static_cast<float>(in_out(d.motion.add)) - 4,
                mid = (d.top + end) / 2;
    canvas.add(line(x, mid - half, x, mid + half, theme.t2, 1.5f));
    for (const float y : {mid - half, mid + half}) canvas.add(line(x - 5, y, x, y, theme.t2, 1.5f));
  }
}

// The scores of a row less the largest of them, n×1, as softmax takes them.
Tensor lowered(const Step& scores, Index row, double largest) {
  Mat turned(scores.out.cols(), 1);
  std::ranges::copy(scores.out.mat().row(row), turned.data());
  const Tensor column(std::move(turned), scores.out.col_axis, single_axis());
  const Tensor most(Mat::filled(1, 1, static_cast<Real>(largest)), single_axis(), single_axis());
  const Tensor less = evaluated(ops::scale, {&most}, {.factor = -1});
  return evaluated(ops::add_row, {&column, &less});
}

// Words beside their rows, as many as fit.
void names(Drawing& d) {
  Cut cut;
  cut.count = cut.shown = d.n;
  cut.px = d.pitch;
  const Axis& axis = d.canvas.step().out.col_axis;
  const Labels labels = row_labels(axis, cut, d.names - 16, d.active, d.canvas.ask.measure);
  for (const Label& label : labels.labels) {
    const bool here = label.index == d.active;
    d.canvas.write(
        d.panel.x + d.names, d.middle(label.index), label.text,
        {here ? Font::ui_bold : Font::ui, labels.size, here ? d.canvas.theme.k : d.canvas.theme.t2, Align::right},
        d.names);
  }
}

void footers(Drawing& d, float y) {
  Canvas& canvas = d.canvas;
  const Theme& theme = canvas.theme;
  canvas.add(line(d.panel.x + 1, y, d.panel.x + d.panel.w - 1, y, theme.line1, 1));
  const auto write = [&](int column, const std::string& before, const std::string& number, const std::string& after) {
    float x = d.x(column) + 2;
    const float end = d.x(column + 1) - 16;
    if (!before.empty()) x += 6 + canvas.write(x, y + 18, before, {Font::ui, 12, theme.t3}, end - x);
    if (!number.empty()) x += 8 + canvas.write(x, y + 18, number, {Font::mono, 13, theme.t1}, end - x);
    if (canvas.width(after, Font::ui, 11) <= end - x) canvas.write(x, y + 18, after, {Font::ui, 11, theme.t3}, end - x);
  };
  if (d.motion.copy >= 1) {
    const std::vector<Index> largest = largest_columns(canvas.step(d.from).out, d.now.row, d.n, 1);
    write(0, canvas.text("stage.softmax.max"), cell_text(d.largest),
          largest.empty() ? "" : canvas.step().out.col_axis.label(largest.front()));
  }
  if (d.motion.drop >= 1) write(1, canvas.text("stage.softmax.same_order"), {}, {});
  if (d.motion.add >= 1) write(2, canvas.text("stage.softmax.total"), probability_text(d.sum), {});
  if (d.motion.add >= 1) write(3, "÷", probability_text(d.sum), canvas.text("stage.softmax.same_for_all"));
}

// The shares side by side: they fill one whole.
void whole(Drawing& d, float y) {
  Canvas& canvas = d.canvas;
  const Theme& theme = canvas.theme;
  const float x = d.panel.x + d.names + 20, end = d.panel.x + d.panel.w - 84, w = end - x, h = 26;
  canvas.write(d.panel.x + d.names, y + h / 2, canvas.text("stage.softmax.whole"),
               {Font::ui, 12, theme.t2, Align::right}, d.names - 8);
  canvas.add(fill({x, y, w, h}, theme.bg2, 3));
  canvas.add(outline({x - 0.5f, y - 0.5f, w + 1, h + 1}, theme.line2, 1, 3));
  double before = 0;
  const Axis& axis = canvas.step().out.col_axis;
  for (Index c = 0; c < d.n; ++c) {
    const auto left = x + static_cast<float>(before) * w;
    const bool there = d.there(c);
    const double part = there ? 1.0 : in_out(d.motion.divide(c, d.now.within));
    const float full = static_cast<float>(d.share(c)) * w, width = full * static_cast<float>(part);
    const CellTag tag{canvas.ask.step, d.now.row, c};
    const Color color = cell_color(theme, d.share(c), {Range::Kind::unit, 1});
    before += d.share(c);
    if (width < 0.5f || left + width > end + 1) continue;
    canvas
        .add(fill({left + 0.5f, y, std::max(0.5f, std::min(width, end - left) - 1), h}, color, full > 8 ? 3.0f : 0.0f))
        .cell = there ? tag : CellTag{};
    if (!there) continue;
    const Color on = text_on(color);
    const std::string number = rounded_text(d.share(c), 3, true);
    const float number_w = canvas.width(number, Font::mono, 11), room = full - 14;
    float at = left + 8;
    const float word_room = room - number_w - 6;
    if (word_room > 12) at += 6 + canvas.write(at, y + h / 2, axis.label(c), {Font::ui, 11, on}, word_room);
    if (number_w <= left + full - 5 - at) canvas.write(at, y + h / 2, number, {Font::mono, 11, on}, room + 2, tag);
  }
  if (d.there(d.n - 1)) {
    const Tensor row = evaluated(ops::slice_rows, {&canvas.step().out}, {.first = d.now.row, .count = 1});
    const auto sum = static_cast<double>(evaluated(ops::row_sum, {&row})(0, 0));
    canvas.write(end + 12, y + h / 2, "= " + probability_text(sum), {Font::mono, 13, theme.t1}, 70);
  }
  for (int i = 0; i <= 4; ++i) {
    const float at = x + w * static_cast<float>(i) / 4;
    canvas.add(line(at, y + h + 3, at, y + h + 7, theme.line2, 1));
    constexpr std::array<const char*, 5> ticks{"0", ".25", ".50", ".75", "1"};
    canvas.write(at, y + h + 14, ticks[static_cast<std::size_t>(i)], {Font::mono, 9, theme.t3, Align::center}, 30);
  }
}

bool draws(const Trace& trace, int step) {
  return trace[step].op->name == "softmax" && trace[step].role->is(roles::weights);
}

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Step& step = canvas.step();
  const Rect room = canvas.room;
  Drawing d{canvas, canvas.input(0), progress_of(ask), {}, {}, step.out.cols(), -1, 0, 0, {}, 0, 0, 0, 0, 0, false};
  d.range = range_of(canvas.step(d.from));
  d.largest = aux_at(step, "max", d.now.row, 0);
  d.sum = aux_at(step, "sum", d.now.row, 0);
  d.less = lowered(canvas.step(d.from), d.now.row, d.largest);
  const double t = d.now.within;
  d.motion = {between(t, 0, 0.15), between(t, 0.15, 0.4), between(t, 0.4, 0.7), between(t, 0.7, 0.8)};
  if (d.now.complete)
    d.active = ask.cell ? ask.cell->second : -1;
  else
    d.active = std::clamp<Index>(static_cast<Index>(std::ceil(t - 1e-6)) - 1, 0, d.n - 1);

  const bool low = room.h < 330;
  const std::string word = step.out.row_axis.label(d.now.row);
  const float upper =
      low ? std::min(70.0f, room.h * 0.3f)
          : std::min(room.h * 0.42f, 52 + 26 * static_cast<float>(std::clamp<Index>(step.out.rows(), 5, 12)));
  const float head_w = std::min(300.0f, room.w * 0.38f);
  Idea idea;
  idea.title = canvas.text("stage.softmax.title");
  idea.words =
      canvas.rich("stage.softmax.idea", {{word, canvas.theme.q, Font::ui_bold}, {std::to_string(d.n), canvas.theme.t2}},
                  canvas.theme.t2, canvas.theme.t1);
  idea.bars = {{canvas.text("stage.softmax.score"), d.range},
               {canvas.text("stage.softmax.share"), {Range::Kind::unit, 1}}};
  float y = low ? draw_head(canvas, idea, 0) : 0;
  if (!low) {
    draw_idea(canvas, {room.x, room.y, head_w + 8, upper}, idea);
    const float x = room.x + head_w + 24, w = (room.x + room.w - x - 20);
    MatrixLook scores{d.range, -1, 44, 26};
    const std::string letter = short_number(divisor_of(ask.trace, d.from));
    scores.letter = "S/" + letter + (canvas.step(d.from).op->name == "mask" ? " + M" : "");
    scores.row = d.now.row;
    scores.col = d.active;
    MatrixLook shares{{Range::Kind::unit, 1}, ask.cells_done, 44, 26};
    shares.letter = "A";
    shares.row = d.now.row;
    shares.col = d.active;
    shares.row_words = false;
    shares.computing = !d.now.complete;
    shares.selected = d.now.complete && ask.cell.has_value();
    const Rect left{x, room.y, w * 0.56f, upper - 8}, right{x + w * 0.56f + 20, room.y, w * 0.44f, upper - 8};
    scores.align = Align::right;
    const std::vector<Grid> both = aligned_matrices(canvas, {{d.from, left, scores}, {ask.step, right, shares}});
    const Grid &a = both[0], &b = both[1];
    if (a.box.w > 0 && b.box.w > 0) {
      const Rect at = a.row(d.now.row);
      if (at.w > 0) canvas.add(outline({at.x - 1.5f, at.y - 1.5f, at.w + 3, at.h + 3}, canvas.theme.q, 1.75f, 3));
      const float from = at.w > 0 ? at.y + at.h / 2 : a.box.y + a.box.h / 2;
      canvas.arrow(a.box.x + a.box.w + 9, b.box.x - 9, from, canvas.theme.t1);
    }
  }
  d.panel = {room.x, room.y + upper + 6, room.w, room.h - upper - 6};
  if (low) d.panel = {room.x, y + 8, room.w, room.y + room.h - y - 8};
  if (d.panel.h < 60) return;
  const auto n = static_cast<float>(d.n);
  float rows = d.panel.h - panel_head - 8;
  const bool with_whole = rows - footer - whole_height >= std::min(n * 18, 120.0f);
  if (with_whole) rows -= whole_height;
  const bool with_footers = rows - footer >= std::min(n * 16, 90.0f);
  if (with_footers) rows -= footer;
  d.names = std::min(names_most,
                     24 + std::max(label_need(step.out.col_axis, Cut{d.n}, ask.measure), d.n > 24 ? 60.0f : 0.0f));
  d.column = (d.panel.w - d.names - 28) / 4;
  d.top = d.panel.y + panel_head - 6;
  d.pitch = std::min(40.0f, rows / std::max(1.0f, n));
  rows = std::min(rows, d.pitch * n + 8);
  d.panel.h = panel_head + rows + (with_footers ? footer : 0) + (with_whole ? whole_height : 0) + 8;
  canvas.card(d.panel);
  d.bar = d.pitch > 24 ? 16.0f : std::max(1.0f, d.pitch * 0.66f);
  d.numbers = d.pitch >= 13;
  heads(d);
  word_rows(d);
  names(d);
  y = d.panel.y + panel_head + rows;
  if (with_footers) footers(d, y);
  if (with_whole) whole(d, y + (with_footers ? footer : 0) + 10);
}

}  // namespace

extern constinit const StageKind softmax_stage;
constinit const StageKind softmax_stage{"softmax", draws, picture};

}  // namespace attn::scene
