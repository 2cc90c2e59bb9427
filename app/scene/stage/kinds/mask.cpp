// The mask: scores above the diagonal become −∞, so that no word looks at one that is not written yet.
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

constexpr Range by_place{Range::Kind::symmetric, 1};  // of the mask itself: it has only 0 and −∞

bool draws(const Trace& trace, int step) {
  const std::string_view op = trace[step].op->name;
  return op == "causal_mask" || (op == "mask" && trace[step].role->is(roles::masked));
}

bool open(const Tensor& out, Index r, Index c) { return std::isfinite(static_cast<double>(out(r, c))); }

// The rows that a card has room for: the one in focus and those around it; of long sentences only few, or that one.
struct Rows {
  Index first = 0, shown = 1;
};
Rows rows_in(const Tensor& out, Index focus, float room, float pitch) {
  const auto fit = std::max<Index>(1, static_cast<Index>(room / pitch));
  const Index wanted = out.rows() > 24 ? 1 : out.rows() > 6 ? 5 : out.rows();
  const Index shown = std::min({fit, wanted, out.rows()});
  return {std::clamp<Index>(focus - shown / 2, 0, out.rows() - shown), shown};
}

// What each row may look at: a row of words per word, those that come later struck out; and what it must guess.
void ladder(Canvas& canvas, const Rect& card, const Progress& now) {
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step().out;
  const auto word = [&](Index i) { return i < out.cols() ? out.col_axis.label(i) : std::string("?"); };
  const auto place = [&](Index row) { return out.row_axis.first + row; };  // the column of a row's own word
  canvas.card(card);
  const float title = canvas.write(card.x + 16, card.y + 18, canvas.text("stage.mask.ladder"),
                                   {Font::ui_bold, 12, theme.t2}, card.w - 32);
  const std::string legend = canvas.text("stage.mask.legend");
  const float legend_x = card.x + card.w - 16 - canvas.width(legend, Font::ui, 11);
  if (legend_x - 24 > card.x + 32 + title) {
    canvas.add(outline({legend_x - 23.5f, card.y + 11.5f, 15, 13}, theme.line2, 1, 2));
    canvas.add(line(legend_x - 21, card.y + 22, legend_x - 11, card.y + 14, theme.t2, 1.5f));
    canvas.write(legend_x, card.y + 18, legend, {Font::ui, 11, theme.t3}, card.w);
  }
  constexpr float pitch = 38, chip_h = 28, gap = 8, before_w = 28;  // "+12": words without room are counted
  const float top = card.y + 36;
  const auto [first, shown] = rows_in(out, now.row, card.h - 84, pitch);
  const auto width = [&](Index c) { return std::min(canvas.width(word(c), Font::ui, 13) + 20, 120.0f) + gap + 1; };
  float guess_w = 40;
  for (Index i = first; i < first + shown; ++i) guess_w = std::max(guess_w, width(place(i) + 1));
  const float words_x = card.x + 16, guess_x = card.x + card.w - 16 - guess_w, words_end = guess_x - 56;
  const Style caption{Font::ui, 11, theme.t3};
  canvas.write(words_x, top + 8, canvas.text("stage.mask.may"), caption, words_end - words_x);
  canvas.write(card.x + card.w - 16, top + 8, canvas.text("stage.mask.guess"), {Font::ui, 11, theme.t3, Align::right},
               card.x + card.w - 24 - words_x - canvas.width(canvas.text("stage.mask.may"), Font::ui, 11));
  // The words around the one in focus, if there is no room for all.
  Index begin = 0;
  float all = 0;
  for (Index c = 0; c < out.cols(); ++c) all += width(c);
  if (words_x + all - gap > words_end) {
    begin = std::min<Index>(place(now.row) + 2, out.cols());
    float used = 34 + before_w;
    while (begin > 0 && words_x + used + width(begin - 1) <= words_end) used += width(--begin);
    begin = std::min<Index>(begin, std::min<Index>(place(now.row), out.cols() - 1));
  }
  for (Index i = 0; i < shown; ++i) {
    const Index r = first + i;
    const float y = top + 22 + static_cast<float>(i) * pitch, mid = y + chip_h / 2;
    const bool here = r == now.row;
    float x = words_x;
    if (begin > 0) {
      canvas.write(x, mid, "+" + std::to_string(begin), {Font::mono, 11, theme.t3}, before_w);
      x += before_w;
    }
    for (Index c = begin; c < out.cols(); ++c) {
      const bool struck = !open(out, r, c) && r * out.cols() + c < now.done;
      const bool last = c + 1 == out.cols();
      const float need = width(c) - gap;
      if (x + need + (last ? 0 : 34) > words_end + 0.5f) {
        x += 6 + canvas.write(x, mid, "+" + std::to_string(out.cols() - c), {Font::mono, 11, theme.t3}, words_end - x);
        break;
      }
      const Color edge = !struck && c == place(r) ? theme.q : theme.line2;
      const float w = canvas.chip(x, y, word(c), edge, struck ? theme.t3 : theme.t1, need, struck);
      if (here && !struck && c == place(r)) canvas.add(outline({x + 1, y + 1, w - 2, chip_h - 2}, theme.q, 2, 6));
      if (struck) canvas.add(line(x + 4, y + chip_h - 4, x + w - 4, y + 4, theme.t2, 1.5f));
      x += w + gap;
    }
    if (guess_x - 10 - x > 16) canvas.arrow(x + 2, guess_x - 8, mid, here ? theme.t2 : theme.line3);
    const bool unknown = place(r) + 1 >= out.cols();  // the word that this decoding step will choose
    canvas.chip(guess_x, y, word(place(r) + 1), unknown ? theme.t2 : theme.line2, theme.t1, guess_w - gap + 1, unknown);
  }
  const Index row = std::min<Index>(now.row, out.rows() - 1);
  Index visible = 0;
  for (Index c = 0; c < out.cols(); ++c) visible += open(out, row, c);
  std::string foot =
      canvas.text("stage.mask.visible", {word(place(row)), std::to_string(visible), std::to_string(out.cols())});
  if (out.rows() > 1 && out.rows() <= 24) {
    const Index example = std::min<Index>(row, out.rows() - 2);
    const std::string copy = canvas.text("stage.mask.copy", {word(place(example)), word(place(example) + 1)});
    if (canvas.width(copy, Font::ui, 12) <= card.w - 32) foot = copy;
  }
  canvas.write(card.x + 16, card.y + card.h - 18, foot, {Font::ui, 12, theme.t2}, card.w - 32);
}

// What the softmax would make of the scores, and what it makes of them when they are masked.
void attention(Canvas& canvas, const Rect& card, const Progress& now, int weights) {
  const Theme& theme = canvas.theme;
  const Tensor &out = canvas.step().out, &scores = canvas.step(canvas.input(0)).out;
  canvas.card(card);
  canvas.write(card.x + 16, card.y + 18, canvas.text("stage.mask.without"), {Font::ui_bold, 12, theme.t2}, card.w - 32);
  // As many rows as the ladder has, closer together if need be.
  const auto [first, shown] = rows_in(out, now.row, card.h - 84, 38);
  const float pitch = std::clamp(std::floor((card.h - 88) / static_cast<float>(shown)), 32.0f, 44.0f);
  const float bar_h = pitch >= 40 ? 15.0f : 13.0f;
  const float names = 76, leaks = 40, x = card.x + 16 + names, w = card.x + card.w - 16 - leaks - x;
  if (w < 40) return;
  canvas.write(x, card.y + 44, "0", {Font::mono, 9, theme.t3}, 20);
  canvas.write(x + w, card.y + 44, "1", {Font::mono, 9, theme.t3, Align::right}, 20);
  canvas.write(card.x + card.w - 16, card.y + 44, canvas.text("stage.mask.leak"),
               {Font::ui, 11, theme.t3, Align::right}, leaks + 10);
  const Tensor free = evaluated(ops::softmax, {&scores});
  // What goes to words that may not be looked at: it must be nothing.
  const auto leak = [&](const Tensor& shares, Index r, float at, Color none) {
    std::vector<Index> closed;
    for (Index c = 0; c < out.cols(); ++c)
      if (!open(out, r, c)) closed.push_back(c);
    const double sum = sum_of(shares.mat(), r, closed);
    canvas.write(card.x + card.w - 16, at, rounded_text(sum, 2, true),
                 {Font::mono, 11, sum < 0.005 ? none : theme.err, Align::right}, leaks);
  };
  for (Index i = 0; i < shown; ++i) {
    const Index r = first + i;
    const float y = card.y + 58 + static_cast<float>(i) * pitch;
    const bool here = r == now.row;
    canvas.write(x - 12, y + bar_h, out.row_axis.label(r),
                 {here ? Font::ui_bold : Font::ui, 13, here ? theme.q : theme.t2, Align::right}, names - 14);
    if (!defined(free, r)) continue;
    std::vector<Share> upper, lower;
    for (Index c = 0; c < out.cols(); ++c) {
      upper.push_back({out.col_axis.label(c), static_cast<double>(free(r, c)), {}, !open(out, r, c)});
      lower.push_back({out.col_axis.label(c), value_at(canvas.step(weights), r, c), {weights, r, c}, false});
    }
    draw_share_bar(canvas, {x, y, w, bar_h}, upper);
    leak(free, r, y + bar_h / 2, theme.t3);
    const Rect below{x, y + bar_h + 2, w, bar_h};
    if ((r + 1) * out.cols() > now.done) {  // the row is not masked yet
      draw_share_bar(canvas, below, {});
      continue;
    }
    draw_share_bar(canvas, below, lower);
    leak(canvas.step(weights).out, r, below.y + bar_h / 2, theme.ok);
  }
  const std::string bars = canvas.text("stage.mask.bars");
  const float free_from = card.y + 58 + static_cast<float>(shown) * pitch;
  const bool two_lines = canvas.width(bars, Font::ui, 12) > card.w - 32 && card.y + card.h - 40 >= free_from - 8;
  draw_lines(canvas, {{bars, theme.t2, Font::ui}}, card.x + 16, card.y + card.h - (two_lines ? 42.0f : 26.0f),
             card.w - 32, 12, 16, two_lines ? 2 : 1);
}

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const bool alone = step.op->name == "causal_mask";
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const Range range = alone ? by_place : range_of(step);
  const bool low = room.h < 330;
  const std::string scaled = "S/" + short_number(divisor_of(ask.trace, ask.step));
  Idea idea;
  idea.title = canvas.text("stage.mask.title");
  idea.words =
      canvas.rich(step.out.row_axis.first > 0 ? "stage.mask.newest" : "stage.mask.idea", {}, theme.t2, theme.t1);
  if (!alone) {
    idea.formula = {{scaled, theme.t1}, {" + ", theme.t3}, {"M", theme.t1}};
    idea.bars = {{canvas.text("stage.common.colour"), range}};
  }
  const float y = 10 + draw_head(canvas, idea, low ? 0 : 3);
  const float left = room.y + room.h - y;
  const bool with_ladder = left >= 260;
  const float upper =
      with_ladder ? std::clamp(64 + 44 * static_cast<float>(step.out.rows()), left * 0.4f, left * 0.55f) : left;
  MatrixLook look{range, -1, 66, 44};
  look.row = now.row;
  const bool selected = now.complete && ask.cell.has_value();
  if (selected) look.col = ask.cell->second;
  float bottom = y + upper;
  if (alone) {
    look.done = ask.cells_done;
    look.letter = "M";
    look.note = canvas.text("stage.mask.the_mask");
    look.computing = !now.complete;
    look.selected = selected;
    const Grid m = matrix(canvas, ask.step, {room.x, y, room.w, upper}, look);
    bottom = m.bottom();
  } else {
    const float names = std::min(90.0f, room.w * 0.1f), gap = 36, w = (room.w - names - 2 * gap) / 3;
    MatrixLook before = look, mask = look, after = look;
    before.letter = scaled;
    before.note = canvas.text("stage.mask.before");
    before.gutter = names;
    mask.row_words = after.row_words = false;
    mask.letter = "M";
    mask.note = canvas.text("stage.mask.the_mask");
    mask.range = by_place;
    after.letter = scaled + " + M";
    after.note = canvas.text("stage.mask.after");
    after.done = ask.cells_done;
    after.computing = !now.complete;
    after.selected = selected;
    const std::vector<Grid> three =
        aligned_matrices(canvas, {{canvas.input(0), {room.x, y, w + names, upper}, before},
                                  {canvas.input(1), {room.x + names + w + gap, y, w, upper}, mask},
                                  {ask.step, {room.x + names + 2 * (w + gap), y, w, upper}, after}});
    const Grid &a = three[0], &m = three[1], &b = three[2];
    if (a.box.w > 0 && m.box.w > 0 && b.box.w > 0) {
      const float mid = a.box.y + a.box.h / 2;
      const Style sign{Font::ui, 20, theme.t2, Align::center};
      canvas.write((a.box.x + a.box.w + m.box.x) / 2, mid, "+", sign, gap);
      canvas.write((m.box.x + m.box.w + b.box.x) / 2, mid, "=", sign, gap);
      bottom = std::max({a.bottom(), m.bottom(), b.bottom()});
    }
  }
  if (with_ladder) {
    const float top = bottom + 24;
    const float need = 100 + 44 * static_cast<float>(std::min<Index>(step.out.rows(), step.out.rows() > 24 ? 1 : 6));
    const int weights = alone ? -1 : step_after(ask.trace, ask.step, roles::weights);
    const float first_w = weights >= 0 && room.w >= 600 ? std::floor(room.w * 0.52f) : room.w;
    const Rect card{room.x, top, first_w, std::min(need, room.y + room.h - top)};
    if (card.h < 122) return;
    ladder(canvas, card, now);
    if (first_w < room.w) attention(canvas, {card.x + first_w + 12, top, room.w - first_w - 12, card.h}, now, weights);
  }
}

}  // namespace

extern constinit const StageKind mask_stage;
constinit const StageKind mask_stage{"mask", draws, picture};

}  // namespace attn::scene
