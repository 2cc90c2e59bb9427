// Logits, softmax over the vocabulary, argmax: the five best of all pieces, and the winner becomes the next input.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/landscape.h"
#include "app/scene/stage/shares.h"
#include "app/scene/stage/stage_state.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using namespace parts;

constexpr Index best_shown = 5;

// Steps of the output that are over the vocabulary; argmax is one number over them.
bool draws(const Trace& trace, int step) {
  const Step& s = trace[step];
  const bool one_row = s.out.rows() == 1 && s.out.col_axis.kind == Axis::Kind::piece;
  if (s.op->name == "argmax") return trace[s.inputs[0]].out.rows() == 1;
  return one_row && (s.role == &roles::logits || s.role == &roles::allowed || s.role == &roles::probabilities);
}

// What is compared, and how much of it is there.
struct Output {
  int row = -1;         // the step with the numbers
  bool share = false;   // they are shares of one whole, not logits
  bool chosen = false;  // the step is the choice among them
  Index taken = -1;     // the column that is chosen: the largest, or one that is forced, drawn or put there
  Index done = 0;       // of the numbers
  double t = 1;         // of the step's motion
  std::vector<Index> top;

  // Whether the word that is taken has a line of its own, below the best.
  bool apart() const { return chosen && taken >= 0 && std::find(top.begin(), top.end(), taken) == top.end(); }
  // Columns with a bar, from above.
  std::vector<Index> bars() const {
    std::vector<Index> all = top;
    if (apart()) all.push_back(taken);
    return all;
  }
};

// At which place a column is, the largest first.
Index rank_of(const Tensor& out, Index column) {
  Index rank = 1;
  for (Index c = 0; c < out.cols(); ++c)
    if (out(0, c) > out(0, column) || (out(0, c) == out(0, column) && c < column)) ++rank;
  return rank;
}

// The shares by rank, both axes logarithmic: one line down is ten times smaller.
void ranking(Canvas& canvas, const Rect& box, const Output& of) {
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step(of.row).out;
  canvas.card(box);
  std::vector<Index> order = largest_columns(out, 0, of.done, out.cols());
  std::erase_if(order, [&](Index c) { return !(out(0, c) > 0 && std::isfinite(out(0, c))); });
  const Rect in{box.x + 56, box.y + 34, box.w - 76, box.h - 62};
  canvas.write(box.x + 14, box.y + 14, canvas.text("stage.output.all_shares", {canvas.grouped(out.cols())}),
               {Font::ui, 11, theme.t3}, box.w - 28);
  if (in.w < 60 || in.h < 24) return;
  constexpr double decades = 8;
  const double ranks = std::log10(std::max(2.0, static_cast<double>(out.cols())));
  const auto x = [&](double rank) { return in.x + in.w * static_cast<float>(std::log10(rank) / ranks); };
  const auto y = [&](double share) {
    return in.y + in.h * static_cast<float>(std::min(1.0, -std::log10(share) / decades));
  };
  const float decade = in.h / static_cast<float>(decades);
  const int every = decade >= 14 ? 1 : decade >= 7 ? 2 : 4;
  constexpr const char* powers[] = {"1", "0.1", "10⁻²", "10⁻³", "10⁻⁴", "10⁻⁵", "10⁻⁶", "10⁻⁷", "10⁻⁸"};
  for (int i = 0; i <= 8; i += every) {
    const float at = in.y + decade * static_cast<float>(i);
    canvas.add(line(in.x, at, in.x + in.w, at, theme.line1, 1));
    canvas.write(in.x - 8, at, powers[i], {Font::mono, 9, theme.t3, Align::right}, 44);
  }
  float free = 0;
  for (double rank = 1; rank <= static_cast<double>(out.cols()); rank *= 10) {
    const std::string words = canvas.grouped(static_cast<Index>(rank));
    const float w = canvas.width(words, Font::mono, 9);
    if (x(rank) - w / 2 < free || x(rank) + w / 2 > in.x + in.w + 8) continue;
    canvas.write(x(rank), in.y + in.h + 14, words, {Font::mono, 9, theme.t3, Align::center}, 60);
    free = x(rank) + w / 2 + 8;
  }
  const float floor = in.y + in.h;
  float last_x = -1, last_y = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Index c = order[i];
    const float at = x(static_cast<double>(i) + 1), top = y(static_cast<double>(out(0, c)));
    if (i < of.top.size()) {
      canvas.add(line(at, top, at, floor, i == 0 ? theme.ink : theme.t3, i == 0 ? 3.0f : 2.0f));
      canvas.add(fill({at - 3.5f, top - 3.5f, 7, 7}, i == 0 ? theme.ink : theme.t2, 3.5f));
      canvas.target({at - 6, in.y, 12, in.h}, {of.row, 0, c});
      if (i == 0 && of.t >= 1) {
        const std::string number = probability_text(static_cast<double>(out(0, c)));
        const float room = in.w * 0.6f,
                    w = canvas.write(at + 10, top + 2, out.col_axis.label(c), {Font::ui_bold, 12, theme.t1}, room);
        canvas.write(at + 18 + w, top + 2, number, {Font::mono, 12, theme.t1}, room, {of.row, 0, c});
      }
    } else {
      if (last_x < 0) last_x = at, last_y = top;
      if (at - last_x < 2 && i + 1 < order.size()) continue;
      canvas.add(line(last_x, last_y, at, top, theme.t2, 1.5f));
      canvas.add(fill({last_x, std::max(last_y, top), at - last_x, std::max(0.0f, floor - std::max(last_y, top))},
                      faded(theme.t3, 0.18)));
      canvas.target({last_x, in.y, at - last_x, in.h}, {of.row, 0, c});
      last_x = at;
      last_y = top;
    }
  }
}

// The best of those that are there, as bars, and the word that is taken; for shares also what is left for all the
// others. Where the bar of the word that is taken ends.
Point best_bars(Canvas& canvas, const Rect& card, const Output& of) {
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step(of.row).out;
  constexpr float first_line = 46, pitch = 26, bar_h = 10;
  canvas.card(card);
  canvas.write(card.x + 16, card.y + 18, canvas.text("stage.output.best", {std::to_string(best_shown)}),
               {Font::ui_bold, 12, theme.t2}, card.w * 0.6f);
  canvas.write(card.x + card.w - 16, card.y + 18, canvas.text(of.share ? "stage.output.share" : "stage.output.logit"),
               {Font::ui, 11, theme.t3, Align::right}, card.w * 0.3f);
  const float names = std::min(150.0f, card.w * 0.26f), x = card.x + 16 + names, w = card.x + card.w - 88 - x;
  // One scale throughout: the largest of all, also before it is there.
  double largest = of.share ? 1 : 1e-9;
  for (Index c = 0; c < out.cols(); ++c)
    if (const auto value = static_cast<double>(out(0, c)); std::isfinite(value)) largest = std::max(largest, value);
  const auto length_of = [&](double value) {
    return std::isfinite(value) ? w * static_cast<float>(std::clamp(value / largest, 0.0, 1.0)) : 0.0f;
  };
  Point winner;
  const bool won = of.chosen ? of.t > 0 : of.t >= 1;
  const std::vector<Index> bars = of.bars();
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Index c = bars[i];
    const float at = card.y + first_line + pitch * static_cast<float>(i);
    if (at + 10 > card.y + card.h) break;
    const auto value = static_cast<double>(out(0, c));
    const bool takes = won && (of.chosen ? c == of.taken : i == 0);
    const float length = length_of(value);
    const CellTag tag{of.row, 0, c};
    if (takes) {
      canvas.add(fill({card.x + 6, at - 12, card.w - 12, 24}, theme.bg3, 5));
      winner = {x + std::max(2.0f, length), at};
    }
    canvas.write(card.x + 16, at, out.col_axis.label(c),
                 {takes ? Font::ui_bold : Font::ui, 13, takes ? theme.t1 : theme.t2}, names - 12);
    canvas.add(fill({x, at - bar_h / 2, w, bar_h}, theme.bg2, 3));
    if (length > 0)
      canvas.add(fill({x, at - bar_h / 2, std::max(2.0f, length), bar_h}, takes ? theme.ink : theme.t3, 3));
    if (i >= of.top.size())
      canvas.write(x + w - 8, at,
                   canvas.text("stage.similarity.rank", {canvas.grouped(rank_of(out, c)), canvas.grouped(out.cols())}),
                   {Font::ui, 11, theme.t2, Align::right}, w / 2);
    canvas.write(card.x + card.w - 16, at, of.share ? probability_text(value) : cell_text(value),
                 {Font::mono, 12, theme.t1, Align::right}, 70, tag);
    canvas.target({card.x + 6, at - 12, card.w - 12, 24}, tag);
  }
  const float at = card.y + first_line + pitch * static_cast<float>(best_shown + (of.apart() ? 1 : 0));
  if (!of.share || of.top.empty() || at + 10 > card.y + card.h) return winner;
  std::vector<Index> others;
  for (Index c = 0; c < of.done; ++c)
    if (std::find(bars.begin(), bars.end(), c) == bars.end()) others.push_back(c);
  const double sum = sum_of(out.mat(), 0, others);
  canvas.write(card.x + 16, at, canvas.text("stage.output.others", {canvas.grouped(std::ssize(others))}),
               {Font::ui, 13, theme.t3}, names - 12);
  canvas.add(fill({x, at - bar_h / 2, w, bar_h}, theme.bg2, 3));
  canvas.add(outline({x + 0.5f, at - 4.5f, std::max(2.0f, length_of(sum)), 9}, theme.line3, 1, 3));
  canvas.write(card.x + card.w - 16, at, probability_text(sum), {Font::mono, 12, theme.t3, Align::right}, 70);
  return winner;
}

// Whether a later step reads the word: none does after the last one.
bool goes_on(const Canvas& canvas) {
  const auto& steps = canvas.ask.trace.steps();
  return std::any_of(steps.begin() + canvas.ask.step + 1, steps.end(), [&](const Step& step) {
    return std::find(step.inputs.begin(), step.inputs.end(), canvas.ask.step) != step.inputs.end();
  });
}

// A curve that bows to the right, from one point to another; from 0 to 1.
struct Flight {
  Point from, to;
  float bow = 72;
  Point at(double way) const {
    const auto t = static_cast<float>(std::clamp(way, 0.0, 1.0)), u = 1 - t;
    const float b0 = u * u * u, b1 = 3 * u * u * t, b2 = 3 * u * t * t, b3 = t * t * t;
    const float y1 = from.y + (to.y - from.y) * 0.3f, y2 = from.y + (to.y - from.y) * 0.7f;
    return {b0 * from.x + b1 * (from.x + bow) + b2 * (to.x + bow) + b3 * to.x,
            b0 * from.y + b1 * y1 + b2 * y2 + b3 * to.y};
  }
};

// The word that is taken flies from its bar to the input of the next decoding step.
void next_input(Canvas& canvas, const Rect& slot, const Output& of, Point from) {
  const Theme& theme = canvas.theme;
  canvas.card(slot);
  const std::string word = canvas.step(of.row).out.col_axis.label(of.taken);
  const std::string name = canvas.text(goes_on(canvas)  ? "stage.output.next"
                                       : word == "</s>" ? "stage.output.end"
                                                        : "stage.output.limit");
  float sx = slot.x + 16;
  const float sy = slot.y + 38;
  int tokens = canvas.ask.step;  // what has been written so far: the last words that were read before this step
  while (tokens >= 0 && canvas.step(tokens).role != &roles::tokens) --tokens;
  const float own = std::ceil(canvas.width(word, Font::ui_bold, 13)) + 20;
  if (tokens >= 0) {
    const Tensor& so_far = canvas.step(tokens).out;
    // The last words that there is room for.
    Index begin = so_far.rows();
    float used = own + 40;
    while (begin > 0) {
      const float need = std::min(140.0f, canvas.width(so_far.row_axis.label(begin - 1), Font::ui, 13) + 21) + 8;
      if (sx + used + need > slot.x + slot.w - 16) break;
      used += need;
      --begin;
    }
    if (begin > 0)  // words without room are counted
      sx += 8 + canvas.write(sx, sy + 14, "+" + std::to_string(begin), {Font::mono, 11, theme.t3}, 30);
    for (Index r = begin; r < so_far.rows(); ++r) {
      const float chip = canvas.chip(sx, sy, so_far.row_axis.label(r), theme.line2, theme.t1, 140);
      canvas.target({sx, sy, chip, 28}, {tokens, r, 0});
      sx += chip + 8;
    }
  }
  canvas.write(slot.x + 16, slot.y + 18, name, {Font::ui_bold, 12, theme.t2}, slot.w - 32);
  // The chip's middle left is what flies.
  const Flight flight{{std::min(from.x + 6, canvas.room.x + canvas.room.w - own - 60), from.y}, {sx, sy + 14}};
  const double way = in_out(between(of.t, 0.3, 1));
  if (way < 1) canvas.dashed({sx + 0.5f, sy + 0.5f, own, 28}, theme.line3);
  if (from.y <= 0 || of.t <= 0.25) return;
  if (way < 1) {
    constexpr int dots = 24;
    for (int i = 0; i < dots; ++i) {
      const double ahead = (i + 0.5) / dots;
      const Point dot = flight.at(ahead);
      if (ahead > way) canvas.add(fill({dot.x + own / 2 - 1, dot.y - 1, 2, 2}, faded(theme.ink, 0.3), 1));
    }
    const double length = std::max(1.0, std::hypot(static_cast<double>(flight.to.x - flight.from.x),
                                                   static_cast<double>(flight.to.y - flight.from.y)));
    struct Copy {
      double behind, alpha;
    };
    for (const Copy copy : {Copy{54, 0.05}, Copy{36, 0.09}, Copy{18, 0.16}}) {
      const Point at = flight.at(way - copy.behind / length);
      if (way > copy.behind / length) canvas.add(fill({at.x, at.y - 14, own, 28}, faded(theme.ink, copy.alpha), 6));
    }
  }
  const Point at = flight.at(way);
  canvas.add(fill({at.x, at.y - 14, own, 28}, theme.ink, 6));
  canvas.write(at.x + own / 2, at.y, word, {Font::ui_bold, 13, theme.ink_on, Align::center}, own);
  canvas.target({at.x, at.y - 14, own, 28}, {canvas.ask.step, 0, 0});
}

// What was taken, and why that one.
TextRuns choice_words(Canvas& canvas, const Output& of, const std::string& many) {
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step(of.row).out;
  const Step& step = canvas.step();
  const Index largest = of.top.empty() ? of.taken : of.top.front();
  const TextRun taken{out.col_axis.label(of.taken), theme.t1, Font::ui_bold};
  const TextRun best{out.col_axis.label(largest), theme.t1, Font::ui_bold};
  const bool is_largest = largest == of.taken;
  const auto key = [&]() -> const char* {
    if (step.role == &roles::next_forced) return is_largest ? "stage.output.forced_largest" : "stage.output.forced";
    if (step.role == &roles::next_drawn) return is_largest ? "stage.output.drawn_largest" : "stage.output.drawn";
    return is_largest ? "stage.output.argmax" : "stage.output.replaced";
  };
  return canvas.rich(key(), {{many, theme.t2}, taken, best}, theme.t2, theme.t1);
}

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Rect room = canvas.room;
  Output of;
  of.chosen = step.op->name == "argmax";
  of.row = of.chosen ? canvas.input(0) : ask.step;
  const Tensor& out = canvas.step(of.row).out;
  of.share = canvas.step(of.row).role == &roles::probabilities;
  const Progress now = progress_of(ask);
  of.t = now.complete ? 1 : std::clamp(ask.phase, 0.0, 1.0);
  of.done = of.chosen ? out.cols() : now.done;
  of.top = largest_columns(out, 0, of.done, best_shown);
  if (of.chosen) {
    const auto id = static_cast<double>(step.out(0, 0));
    if (id >= 0 && id < static_cast<double>(out.cols())) of.taken = static_cast<Index>(id);
  }
  const std::string many = canvas.grouped(out.cols());
  const bool low = room.h < 340;
  Idea idea;
  idea.title = canvas.text("stage.output.title", {many});
  idea.words = of.chosen && of.taken >= 0
                   ? choice_words(canvas, of, many)
                   : canvas.rich(of.share || of.chosen ? "stage.output.softmax" : "stage.output.logits",
                                 {{many, theme.t2}}, theme.t2, theme.t1);
  float y = 10 + draw_head(canvas, idea, low ? 0 : 2);

  const float slot_h = of.chosen ? 84 : 0,
              card_h = 46 + 26.0f * static_cast<float>(best_shown + (of.share ? 1 : 0) + (of.apart() ? 1 : 0));
  const float upper = std::min(300.0f, room.y + room.h - y - card_h - 14 - (of.chosen ? slot_h + 14 : 0));
  if (upper >= 90) {
    const Rect box{room.x, y, room.w, upper};
    if (of.share)
      ranking(canvas, box, of);
    else
      draw_landscape(canvas, box, of.row, canvas.text("stage.output.all_logits", {many}), of.done,
                     of.top.empty() ? -1 : of.top.front());
    y += upper + 14;
  }
  const Rect card{room.x, y, room.w, std::min(card_h, room.y + room.h - y)};
  if (card.h < 60) return;
  const Point winner = best_bars(canvas, card, of);
  y = card.y + card.h + 14;
  if (of.chosen && of.taken >= 0 && y + slot_h <= room.y + room.h + 1)
    next_input(canvas, {room.x, y, room.w, slot_h}, of, winner);
}

}  // namespace

extern constinit const StageKind output_stage;
constinit const StageKind output_stage{"output", draws, picture};

}  // namespace attn::scene
