// The mask: scores above the diagonal become −∞, so that no word looks at one that is not written yet.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/matrix.h"

namespace attn::scene {
namespace {

using namespace parts;

constexpr Range by_place{Range::Kind::symmetric, 1};  // of the mask itself: it has only 0 and −∞

bool draws(const Trace& trace, int step) {
  const std::string_view op = trace[step].op->name;
  return op == "causal_mask" || (op == "mask" && trace[step].role == "masked");
}

bool open(const Tensor& out, Index r, Index c) { return std::isfinite(static_cast<double>(out(r, c))); }

// What each row may look at: a row of words per word, those that come later struck out.
void ladder(Canvas& canvas, const Rect& card, const Progress& now) {
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step().out;
  canvas.card(card);
  canvas.write(card.x + 16, card.y + 18, canvas.text("stage.mask.ladder"), {Font::ui_bold, 12, theme.t2}, card.w - 32);
  constexpr float pitch = 38, chip_h = 28;
  const float top = card.y + 36;
  const auto fit = std::max<Index>(1, static_cast<Index>((card.h - 84) / pitch));
  const Index shown = std::min<Index>(fit, out.rows());
  // The row in focus and those around it.
  const Index first = std::clamp<Index>(now.row - shown / 2, 0, out.rows() - shown);
  canvas.write(card.x + 16, top + 8, canvas.text("stage.mask.row"), {Font::ui, 11, theme.t3}, 84);
  canvas.write(card.x + 112, top + 8, canvas.text("stage.mask.may"), {Font::ui, 11, theme.t3}, card.w - 130);
  // The words around the one in focus, if there is no room for all.
  const auto width = [&](Index c) {
    return std::min(canvas.width(out.col_axis.label(c), Font::ui, 13) + 20, 120.0f) + 9;
  };
  const float words_x = card.x + 114, words_end = card.x + card.w - 16;
  Index begin = 0;
  float all = 0;
  for (Index c = 0; c < out.cols(); ++c) all += width(c);
  if (words_x + all - 8 > words_end) {
    begin = std::min<Index>(now.row + 2, out.cols());
    float used = 34 + 18;
    while (begin > 0 && words_x + used + width(begin - 1) <= words_end) used += width(--begin);
    begin = std::min<Index>(begin, std::min<Index>(now.row, out.cols() - 1));
  }
  for (Index i = 0; i < shown; ++i) {
    const Index r = first + i;
    const float y = top + 22 + static_cast<float>(i) * pitch, mid = y + chip_h / 2;
    const bool here = r == now.row;
    canvas.write(card.x + 16, mid, out.row_axis.label(r),
                 {here ? Font::ui_bold : Font::ui, 13, here ? theme.q : theme.t2}, 76);
    canvas.arrow(card.x + 94, card.x + 106, mid, theme.line3);
    float x = words_x;
    if (begin > 0) {
      canvas.write(x, mid, "…", {Font::ui, 13, theme.t3}, 16);
      x += 18;
    }
    for (Index c = begin; c < out.cols(); ++c) {
      const bool struck = !open(out, r, c) && r * out.cols() + c < now.done;
      const std::string word = out.col_axis.label(c);
      const bool last = c + 1 == out.cols();
      const float need = width(c) - 8;
      if (x + need + (last ? 0 : 34) > words_end + 0.5f) {
        canvas.write(x, mid, "+" + std::to_string(out.cols() - c), {Font::mono, 11, theme.t3}, words_end - x);
        break;
      }
      const float w = canvas.chip(x, y, word,
                                  struck   ? theme.line2
                                  : c == r ? theme.q
                                           : theme.line2,
                                  struck ? theme.t3 : theme.t1, need, struck);
      if (struck) canvas.add(line(x + 4, y + chip_h - 4, x + w - 4, y + 4, theme.t2, 1.5f));
      x += w + 8;
    }
  }
  const Index row = std::min<Index>(now.row, out.rows() - 1);
  Index visible = 0;
  for (Index c = 0; c < out.cols(); ++c) visible += open(out, row, c);
  canvas.write(
      card.x + 16, card.y + card.h - 18,
      canvas.text("stage.mask.visible", {out.row_axis.label(row), std::to_string(visible), std::to_string(out.cols())}),
      {Font::ui, 12, theme.t2}, card.w - 32);
}

// The shares that follow: later words get exactly 0, and each row is still one whole.
void shares(Canvas& canvas, const Rect& card, const Progress& now, int weights) {
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step(weights).out;
  canvas.card(card);
  canvas.write(card.x + 16, card.y + 18, canvas.text("stage.mask.shares"), {Font::ui_bold, 12, theme.t2}, card.w - 32);
  constexpr float pitch = 38, bar_h = 22;
  const Index shown = std::min<Index>(std::max<Index>(1, static_cast<Index>((card.h - 84) / pitch)), out.rows());
  const Index first = std::clamp<Index>(now.row - shown / 2, 0, out.rows() - shown);
  const float x = card.x + 92, w = card.x + card.w - 16 - x;
  canvas.write(x, card.y + 44, "0", {Font::mono, 9, theme.t3}, 20);
  canvas.write(x + w, card.y + 44, "1", {Font::mono, 9, theme.t3, Align::right}, 20);
  for (Index i = 0; i < shown; ++i) {
    const Index r = first + i;
    const float y = card.y + 61 + static_cast<float>(i) * pitch;
    const bool here = r == now.row;
    canvas.write(x - 12, y + bar_h / 2, out.row_axis.label(r),
                 {here ? Font::ui_bold : Font::ui, 13, here ? theme.q : theme.t2, Align::right}, 72);
    canvas.add(fill({x, y, w, bar_h}, theme.bg2, 3));
    if ((r + 1) * out.cols() > now.done) continue;  // the row is not masked yet
    double before = 0;
    for (Index c = 0; c < out.cols(); ++c) {
      const double share = value_at(canvas.step(weights), r, c);
      const float left = x + static_cast<float>(before) * w, full = static_cast<float>(share) * w;
      before += share;
      if (full < 0.5f || left + full > x + w + 1) continue;
      const Color color = cell_color(theme, share, {Range::Kind::unit, 1});
      const CellTag tag{weights, r, c};
      canvas.add(fill({left, y, std::max(0.5f, full - 1), bar_h}, color, full > 8 ? 3.0f : 0.0f)).cell = tag;
      const std::string number = cell_text(share, true);
      const float number_w = canvas.width(number, Font::mono, 10);
      float at = left + 6;
      if (full - 18 - number_w > 12)
        at += 5 + canvas.write(at, y + bar_h / 2, out.col_axis.label(c), {Font::ui, 11, text_on(color)},
                               full - 18 - number_w);
      if (at + number_w <= left + full - 4)
        canvas.write(at, y + bar_h / 2, number, {Font::mono, 10, text_on(color)}, number_w + 1, tag);
    }
  }
  canvas.write(card.x + 16, card.y + card.h - 18, canvas.text("stage.mask.still_one"), {Font::ui, 12, theme.t2},
               card.w - 32);
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
  Idea idea;
  idea.title = canvas.text("stage.mask.title");
  idea.words = canvas.rich("stage.mask.idea", {}, theme.t2, theme.t1);
  if (!alone) {
    idea.formula = {{"S/√d", theme.t1}, {" + ", theme.t3}, {"M", theme.t1}};
    idea.bars = {{canvas.text("stage.common.colour"), range}};
  }
  float y = 10 + draw_head(canvas, idea, low ? 0 : 3);
  if (!low) {
    canvas.add(fill({room.x, y, 16, 14}, theme.bg2, 2));
    canvas.add(line(room.x + 3, y + 11, room.x + 13, y + 3, theme.line3, 1));
    canvas.write(room.x + 24, y + 7, canvas.text("stage.mask.legend"), {Font::ui, 11, theme.t3}, room.w - 24);
    y += 28;
  }
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
    look.letter = "S/√d";
    look.note = canvas.text("stage.mask.before");
    const Grid a = matrix(canvas, canvas.input(0), {room.x, y, w + names, upper}, look);
    look.row_words = false;
    look.letter = "M";
    look.note = canvas.text("stage.mask.the_mask");
    look.range = by_place;
    const Grid m = matrix(canvas, canvas.input(1), {room.x + names + w + gap, y, w, upper}, look);
    look.letter.clear();
    look.note = canvas.text("stage.mask.after");
    look.range = range;
    look.done = ask.cells_done;
    look.computing = !now.complete;
    look.selected = selected;
    const Grid b = matrix(canvas, ask.step, {room.x + names + 2 * (w + gap), y, w, upper}, look);
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
    const float need = 92 + 38 * static_cast<float>(step.out.rows());
    const int weights = alone ? -1 : step_after(ask.trace, ask.step, "weights");
    const float first_w = weights >= 0 && room.w >= 600 ? std::floor(room.w * 0.52f) : room.w;
    const Rect card{room.x, top, first_w, std::min(need, room.y + room.h - top)};
    if (card.h < 122) return;
    ladder(canvas, card, now);
    if (first_w < room.w) shares(canvas, {card.x + first_w + 12, top, room.w - first_w - 12, card.h}, now, weights);
  }
}

}  // namespace

extern constinit const StageKind mask_stage;
constinit const StageKind mask_stage{"mask", draws, picture};

}  // namespace attn::scene
