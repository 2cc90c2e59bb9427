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
  Index done = 0;       // of the numbers
  double t = 1;         // of the step's motion
  std::vector<Index> top;
};

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

// The best of those that are there, as bars; for shares also what is left for all the others. Where the winner's bar
// begins.
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
  for (std::size_t i = 0; i < of.top.size(); ++i) {
    const Index c = of.top[i];
    const float at = card.y + first_line + pitch * static_cast<float>(i);
    if (at + 10 > card.y + card.h) break;
    const auto value = static_cast<double>(out(0, c));
    const bool first = i == 0 && won;
    const CellTag tag{of.row, 0, c};
    if (first) {
      canvas.add(fill({card.x + 6, at - 12, card.w - 12, 24}, theme.bg3, 5));
      winner = {x, at};
    }
    canvas.write(card.x + 16, at, out.col_axis.label(c),
                 {first ? Font::ui_bold : Font::ui, 13, first ? theme.t1 : theme.t2}, names - 12);
    canvas.add(fill({x, at - bar_h / 2, w, bar_h}, theme.bg2, 3));
    if (const float length = length_of(value); length > 0)
      canvas.add(fill({x, at - bar_h / 2, std::max(2.0f, length), bar_h}, first ? theme.ink : theme.t3, 3));
    canvas.write(card.x + card.w - 16, at, of.share ? probability_text(value) : cell_text(value),
                 {Font::mono, 12, theme.t1, Align::right}, 70, tag);
    canvas.target({card.x + 6, at - 12, card.w - 12, 24}, tag);
  }
  const float at = card.y + first_line + pitch * static_cast<float>(best_shown);
  if (!of.share || of.top.empty() || at + 10 > card.y + card.h) return winner;
  std::vector<Index> others;
  for (Index c = 0; c < of.done; ++c)
    if (std::find(of.top.begin(), of.top.end(), c) == of.top.end()) others.push_back(c);
  const double sum = sum_of(out.mat(), 0, others);
  canvas.write(card.x + 16, at, canvas.text("stage.output.others", {canvas.grouped(std::ssize(others))}),
               {Font::ui, 13, theme.t3}, names - 12);
  canvas.add(fill({x, at - bar_h / 2, w, bar_h}, theme.bg2, 3));
  canvas.add(outline({x + 0.5f, at - 4.5f, std::max(2.0f, length_of(sum)), 9}, theme.line3, 1, 3));
  canvas.write(card.x + card.w - 16, at, probability_text(sum), {Font::mono, 12, theme.t3, Align::right}, 70);
  return winner;
}

// The chosen word flies from its bar to the input of the next decoding step.
void next_input(Canvas& canvas, const Rect& slot, const Output& of, Point from) {
  const Theme& theme = canvas.theme;
  canvas.card(slot);
  const std::string word = canvas.step(of.row).out.col_axis.label(of.top.front());
  const std::string name = canvas.text(word == "</s>" ? "stage.output.end" : "stage.output.next");
  float sx = slot.x + 16;
  const float sy = slot.y + 38;
  int tokens = canvas.ask.step;  // what has been written so far: the last words that were read before this step
  while (tokens >= 0 && canvas.step(tokens).role != &roles::tokens) --tokens;
  const float own = std::ceil(canvas.width(word, Font::ui, 13)) + 20;
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
  // Down past the numbers first, to its place at the end.
  const auto place_at = [&](double t) {
    const auto fly = static_cast<float>(in_out(between(t, 0.3, 1)));
    return Point{from.x + (sx - from.x) * fly * fly * fly, from.y - 14 + (sy - from.y + 14) * fly};
  };
  const double fly = in_out(between(of.t, 0.3, 1));
  if (fly < 1) canvas.dashed({sx + 0.5f, sy + 0.5f, own, 28}, theme.line3);
  const auto [fx, fy] = place_at(of.t);
  const bool flies = from.y > 0 && of.t > 0.25, on_name = fy + 28 > slot.y + 10 && fy < slot.y + 26;
  if (!flies || !on_name || fx > slot.x + 20 + canvas.width(name, Font::ui_bold, 12))
    canvas.write(slot.x + 16, slot.y + 18, name, {Font::ui_bold, 12, theme.t2}, slot.w - 32);
  if (!flies) return;
  struct Copy {
    double before, alpha;
  };
  for (const Copy copy : {Copy{0.12, 0.05}, Copy{0.08, 0.09}, Copy{0.04, 0.16}})
    if (fly < 1) {
      const Point at = place_at(of.t - copy.before);
      canvas.add(fill({at.x, at.y, own, 28}, faded(theme.ink, copy.alpha), 6));
    }
  canvas.add(fill({fx, fy, own, 28}, theme.ink, 6));
  canvas.write(fx + own / 2, fy + 14, word, {Font::ui_bold, 13, theme.ink_on, Align::center}, own);
  canvas.target({fx, fy, own, 28}, {canvas.ask.step, 0, 0});
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
  const std::string many = canvas.grouped(out.cols());
  const bool low = room.h < 340;
  Idea idea;
  idea.title = canvas.text("stage.output.title", {many});
  idea.words = canvas.rich(of.chosen  ? "stage.output.argmax"
                           : of.share ? "stage.output.softmax"
                                      : "stage.output.logits",
                           {{many, theme.t2}}, theme.t2, theme.t1);
  float y = 10 + draw_head(canvas, idea, low ? 0 : 2);

  const float slot_h = of.chosen ? 84 : 0, card_h = 46 + 26.0f * static_cast<float>(best_shown + (of.share ? 1 : 0));
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
  if (of.chosen && !of.top.empty() && y + slot_h <= room.y + room.h + 1)
    next_input(canvas, {room.x, y, room.w, slot_h}, of, winner);
}

}  // namespace

extern constinit const StageKind output_stage;
constinit const StageKind output_stage{"output", draws, picture};

}  // namespace attn::scene
