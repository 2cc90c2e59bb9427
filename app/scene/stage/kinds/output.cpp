// Logits, softmax over the vocabulary, argmax: the five best of all pieces, and the winner becomes the next input.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/scene/format.h"
#include "app/scene/stage/rows.h"

namespace attn::scene {
namespace {

using namespace rows;

constexpr Index best_shown = 5;

// Steps of the output that are over the vocabulary; argmax is one number over them.
bool draws(const Trace& trace, int step) {
  const Step& s = trace[step];
  const bool one_row = s.out.rows() == 1 && s.out.col_axis.kind == Axis::Kind::piece;
  if (s.op->name == "argmax") return trace[s.inputs[0]].out.rows() == 1;
  return one_row && (s.role == "logits" || s.role == "allowed" || s.role == "probabilities");
}

std::vector<Index> best(const Tensor& out) {
  std::vector<Index> order(static_cast<std::size_t>(out.cols()));
  std::iota(order.begin(), order.end(), Index{0});
  std::erase_if(order, [&](Index c) { return std::isnan(out(0, c)); });
  const auto end = order.begin() + std::min<std::ptrdiff_t>(best_shown, std::ssize(order));
  std::partial_sort(order.begin(), end, order.end(),
                    [&](Index a, Index b) { return out(0, a) != out(0, b) ? out(0, a) > out(0, b) : a < b; });
  order.erase(end, order.end());
  return order;
}

std::string grouped(Index n, const std::string& separator) {
  std::string digits = std::to_string(n);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), separator);
  return digits;
}

// Every number of the row in the order of the vocabulary: from the smallest to the largest of each two pixels.
void landscape(Canvas& canvas, const Rect& box, int step, double grown, Index winner) {
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step(step).out;
  canvas.card(box);
  double low = 0, high = 1e-9;
  for (Index c = 0; c < out.cols(); ++c) {
    const double v = static_cast<double>(out(0, c));
    if (!std::isfinite(v)) continue;
    low = std::min(low, v);
    high = std::max(high, v);
  }
  const Rect in{box.x + 44, box.y + 26, box.w - 56, box.h - 48};
  if (in.w < 40 || in.h < 16) return;
  const auto y = [&](double v) { return in.y + in.h * static_cast<float>((high - v) / (high - low)); };
  canvas.add(parts::line(in.x, y(0), in.x + in.w, y(0), theme.line2, 1));
  const parts::Cut cut = parts::cut_axis(out.cols(), in.w / 2, 8);
  const float px = in.w / static_cast<float>(cut.shown);
  for (Index bin = 0; bin < cut.shown; ++bin) {
    double least = 0, most = 0;
    Index top = cut.first(bin);
    for (Index c = top; c < cut.end(bin); ++c) {
      const double v = static_cast<double>(out(0, c));
      if (!std::isfinite(v)) continue;
      least = std::min(least, v);
      most = std::max(most, v);
      if (out(0, c) > out(0, top)) top = c;
    }
    const float x = in.x + static_cast<float>(bin) * px, w = std::max(1.0f, px - 0.5f);
    const bool here = winner >= cut.first(bin) && winner < cut.end(bin);
    if (most * grown > 0)
      canvas.add(parts::fill({x, y(most * grown), w, std::max(0.5f, y(0) - y(most * grown))},
                             here ? theme.ink : theme.pos[190]));
    if (least * grown < 0)
      canvas.add(parts::fill({x, y(0), w, std::max(0.5f, y(least * grown) - y(0))}, theme.neg[150]));
    canvas.target({x, in.y, px, in.h}, {step, 0, here ? winner : top});
  }
  canvas.write(in.x - 8, y(high), cell_text(high), {Font::mono, 9, theme.t3, Align::right}, 40);
  if (y(0) - y(high) > 14) canvas.write(in.x - 8, y(0), "0", {Font::mono, 9, theme.t3, Align::right}, 40);
  if (y(low) - y(0) > 14) canvas.write(in.x - 8, y(low), cell_text(low), {Font::mono, 9, theme.t3, Align::right}, 40);
  canvas.write(box.x + 14, box.y + 14,
               canvas.text("stage.output.all_logits", {grouped(out.cols(), canvas.text("stage.common.thousands"))}),
               {Font::ui, 11, theme.t3}, box.w - 28);
  canvas.write(in.x, box.y + box.h - 11, "1", {Font::mono, 9, theme.t3}, 40);
  canvas.write(in.x + in.w, box.y + box.h - 11, grouped(out.cols(), canvas.text("stage.common.thousands")),
               {Font::mono, 9, theme.t3, Align::right}, 80);
}

// The shares by rank, both axes logarithmic: one line down is ten times smaller.
void ranking(Canvas& canvas, const Rect& box, int step, double grown, std::size_t best_count) {
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step(step).out;
  canvas.card(box);
  std::vector<Index> order(static_cast<std::size_t>(out.cols()));
  std::iota(order.begin(), order.end(), Index{0});
  std::erase_if(order, [&](Index c) { return !(out(0, c) > 0 && std::isfinite(out(0, c))); });
  std::sort(order.begin(), order.end(),
            [&](Index a, Index b) { return out(0, a) != out(0, b) ? out(0, a) > out(0, b) : a < b; });
  const Rect in{box.x + 56, box.y + 34, box.w - 76, box.h - 62};
  canvas.write(box.x + 14, box.y + 14,
               canvas.text("stage.output.all_shares", {grouped(out.cols(), canvas.text("stage.common.thousands"))}),
               {Font::ui, 11, theme.t3}, box.w - 28);
  if (order.empty() || in.w < 60 || in.h < 24) return;
  constexpr double decades = 8;
  const double ranks = std::log10(std::max(2.0, static_cast<double>(order.size())));
  const auto x = [&](double rank) { return in.x + in.w * static_cast<float>(std::log10(rank) / ranks); };
  const auto y = [&](double share) {
    return in.y + in.h * static_cast<float>(std::min(1.0, -std::log10(share) / decades));
  };
  const float decade = in.h / static_cast<float>(decades);
  const int every = decade >= 14 ? 1 : decade >= 7 ? 2 : 4;
  constexpr const char* powers[] = {"1", "0.1", "10⁻²", "10⁻³", "10⁻⁴", "10⁻⁵", "10⁻⁶", "10⁻⁷", "10⁻⁸"};
  for (int i = 0; i <= 8; i += every) {
    const float at = in.y + decade * static_cast<float>(i);
    canvas.add(parts::line(in.x, at, in.x + in.w, at, theme.line1, 1));
    canvas.write(in.x - 8, at, powers[i], {Font::mono, 9, theme.t3, Align::right}, 44);
  }
  float free = 0;
  for (double rank = 1; rank <= static_cast<double>(order.size()); rank *= 10) {
    const std::string words = grouped(static_cast<Index>(rank), canvas.text("stage.common.thousands"));
    const float w = canvas.width(words, Font::mono, 9);
    if (x(rank) - w / 2 < free || x(rank) + w / 2 > in.x + in.w + 8) continue;
    canvas.write(x(rank), in.y + in.h + 14, words, {Font::mono, 9, theme.t3, Align::center}, 60);
    free = x(rank) + w / 2 + 8;
  }
  const float floor = in.y + in.h;
  const auto shown = static_cast<std::size_t>(std::ceil(static_cast<double>(order.size()) * std::min(1.0, grown)));
  float last_x = -1, last_y = 0;
  for (std::size_t i = 0; i < shown; ++i) {
    const Index c = order[i];
    const float at = x(static_cast<double>(i) + 1),
                top = floor + (y(static_cast<double>(out(0, c))) - floor) * static_cast<float>(grown);
    if (i < best_count) {
      canvas.add(parts::line(at, top, at, floor, i == 0 ? theme.ink : theme.t3, i == 0 ? 3.0f : 2.0f));
      canvas.add(parts::fill({at - 3.5f, top - 3.5f, 7, 7}, i == 0 ? theme.ink : theme.t2, 3.5f));
      canvas.target({at - 6, in.y, 12, in.h}, {step, 0, c});
      if (i == 0 && grown >= 1 && (step != canvas.ask.step || canvas.ask.cells_done < 0)) {
        const std::string number = probability_text(static_cast<double>(out(0, c)));
        const float room = in.w * 0.6f,
                    w = canvas.write(at + 10, top + 2, out.col_axis.label(c), {Font::ui_bold, 12, theme.t1}, room);
        canvas.write(at + 18 + w, top + 2, number, {Font::mono, 12, theme.t1}, room, {step, 0, c});
      }
    } else {
      if (last_x < 0) last_x = at, last_y = top;
      if (at - last_x < 2 && i + 1 < shown) continue;
      canvas.add(parts::line(last_x, last_y, at, top, theme.t2, 1.5f));
      canvas.add(
          parts::fill({last_x, std::max(last_y, top), at - last_x, std::max(0.0f, floor - std::max(last_y, top))},
                      faded(theme.t3, 0.18)));
      canvas.target({last_x, in.y, at - last_x, in.h}, {step, 0, c});
      last_x = at;
      last_y = top;
    }
  }
}

Scene layout(const StageRequest& ask) {
  Canvas canvas(ask);
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Rect room = canvas.room;
  const bool chosen = step.op->name == "argmax";
  const int row = chosen ? canvas.input(0) : ask.step;  // the numbers that are compared
  const Tensor& out = canvas.step(row).out;
  const bool share = canvas.step(row).role == "probabilities";
  const bool complete = ask.cells_done < 0 || ask.cells_done >= step.out.size();
  const double t = complete ? 1 : std::clamp(ask.phase, 0.0, 1.0);
  const std::vector<Index> top = best(out);
  const std::string many = grouped(out.cols(), canvas.text("stage.common.thousands"));
  const bool low = room.h < 340;
  float y = 10 + head(canvas, canvas.text("stage.output.title", {many}),
                      canvas.text(chosen  ? "stage.output.argmax"
                                  : share ? "stage.output.softmax"
                                          : "stage.output.logits",
                                  {many}),
                      room.w, low ? 0 : 2);
  if (top.empty()) return std::move(canvas.scene);
  const Index winner = top.front();

  const float slot_h = chosen ? 84 : 0, card_h = 46 + 26.0f * static_cast<float>(best_shown + (share ? 1 : 0));
  const float upper = std::min(300.0f * canvas.grow, room.y + room.h - y - card_h - 14 - (chosen ? slot_h + 14 : 0));
  if (upper >= 90) {
    const Rect box{room.x, y, room.w, upper};
    const double grows = chosen ? 1 : in_out(between(t, 0, 0.45));
    if (share)
      ranking(canvas, box, row, grows, top.size());
    else
      landscape(canvas, box, row, grows, t > 0.8 ? winner : -1);
    y += upper + 14;
  }

  // The five best.
  const Rect card{room.x, y, room.w, std::min(card_h, room.y + room.h - y)};
  if (card.h < 60) return std::move(canvas.scene);
  canvas.card(card);
  canvas.write(card.x + 16, card.y + 18, canvas.text("stage.output.best", {std::to_string(top.size())}),
               {Font::ui_bold, 12, theme.t2}, card.w * 0.6f);
  canvas.write(card.x + card.w - 16, card.y + 18, canvas.text(share ? "stage.output.share" : "stage.output.logit"),
               {Font::ui, 11, theme.t3, Align::right}, card.w * 0.3f);
  const float names = std::min(150.0f, card.w * 0.26f), x = card.x + 16 + names, end = card.x + card.w - 88,
              w = end - x;
  const double largest = std::max(1e-9, static_cast<double>(out(0, winner)));
  double rest = 1;
  float chip_from = 0, win_y = 0;
  const double grown = chosen ? 1 : in_out(between(t, 0.45, 0.9)), win = chosen ? between(t, 0, 0.25) : t >= 1 ? 1 : 0;
  for (std::size_t i = 0; i < top.size(); ++i) {
    const Index c = top[i];
    const float at = card.y + 46 + 26 * static_cast<float>(i);
    if (at + 10 > card.y + card.h) break;
    const double value = static_cast<double>(out(0, c));
    if (share) rest -= value;
    const bool first = i == 0;
    const CellTag tag{row, 0, c};
    if (first && win > 0) {
      canvas.add(parts::fill({card.x + 6, at - 12, card.w - 12, 24}, theme.bg3, 5));
      chip_from = x;
      win_y = at;
    }
    canvas.write(card.x + 16, at, out.col_axis.label(c),
                 {first && win > 0 ? Font::ui_bold : Font::ui, 13, first ? theme.t1 : theme.t2}, names - 12);
    canvas.add(parts::fill({x, at - 5, w, 10}, theme.bg2, 3));
    const double length = std::isfinite(value) ? std::clamp(value / (share ? 1.0 : largest), 0.0, 1.0) * grown : 0;
    if (length > 0)
      canvas.add(parts::fill({x, at - 5, std::max(2.0f, w * static_cast<float>(length)), 10},
                             first && win > 0 ? theme.ink : theme.t3, 3));
    if (t >= 1 || chosen)
      canvas.write(card.x + card.w - 16, at, share ? probability_text(value) : cell_text(value),
                   {Font::mono, 12, theme.t1, Align::right}, 70, tag);
    canvas.target({card.x + 6, at - 12, card.w - 12, 24}, tag);
  }
  const float rest_y = card.y + 46 + 26 * static_cast<float>(top.size());
  if (share && rest_y + 10 < card.y + card.h) {
    const Index others = out.cols() - static_cast<Index>(top.size());
    double sum = 0;
    for (Index c = 0; c < out.cols(); ++c)
      if (std::find(top.begin(), top.end(), c) == top.end()) sum += static_cast<double>(out(0, c));
    canvas.write(card.x + 16, rest_y,
                 canvas.text("stage.output.others", {grouped(others, canvas.text("stage.common.thousands"))}),
                 {Font::ui, 13, theme.t3}, names - 12);
    canvas.add(parts::fill({x, rest_y - 5, w, 10}, theme.bg2, 3));
    canvas.add(parts::outline({x + 0.5f, rest_y - 4.5f, std::max(2.0f, w * static_cast<float>(sum * grown)), 9},
                              theme.line3, 1, 3));
    if (t >= 1 || chosen)
      canvas.write(card.x + card.w - 16, rest_y, probability_text(sum), {Font::mono, 12, theme.t3, Align::right}, 70);
  }
  y = card.y + card.h + 14;
  if (!chosen || y + slot_h > room.y + room.h + 1) return std::move(canvas.scene);

  // The chosen word flies to the input of the next decoding step.
  const Rect slot{room.x, y, room.w, slot_h};
  canvas.card(slot);
  const std::string word = out.col_axis.label(winner);
  const bool over = word == "</s>";
  const std::string name = canvas.text(over ? "stage.output.end" : "stage.output.next");
  float sx = slot.x + 16;
  const float sy = slot.y + 38;
  const std::string path = step.path.substr(0, step.path.find('/')) + "/embedding/tokens";
  const int tokens = ask.trace.find(path);
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
    if (begin > 0) sx += 8 + canvas.write(sx, sy + 14, "…", {Font::ui, 13, theme.t3}, 20);
    for (Index r = begin; r < so_far.rows(); ++r) {
      const float chip = canvas.chip(sx, sy, so_far.row_axis.label(r), theme.line2, theme.t1, 140);
      canvas.target({sx, sy, chip, 28}, {tokens, r, 0});
      sx += chip + 8;
    }
  }
  const double fly = in_out(between(t, 0.3, 1));
  if (fly < 1) canvas.dashed({sx + 0.5f, sy + 0.5f, own, 28}, theme.line3);
  // Down past the numbers first, to its place at the end.
  const float fx = chip_from + (sx - chip_from) * static_cast<float>(fly * fly * fly);
  const float fy = win_y - 14 + (sy - win_y + 14) * static_cast<float>(fly);
  const bool flies = win_y > 0 && t > 0.25, on_name = fy + 28 > slot.y + 10 && fy < slot.y + 26;
  if (!flies || !on_name || fx > slot.x + 20 + canvas.width(name, Font::ui_bold, 12))
    canvas.write(slot.x + 16, slot.y + 18, name, {Font::ui_bold, 12, theme.t2}, slot.w - 32);
  if (!flies) return std::move(canvas.scene);
  canvas.add(parts::fill({fx, fy, own, 28}, theme.ink, 6));
  canvas.write(fx + own / 2, fy + 14, word, {Font::ui_bold, 13, theme.ink_on, Align::center}, own);
  canvas.target({fx, fy, own, 28}, {ask.step, 0, 0});
  return std::move(canvas.scene);
}

}  // namespace

extern constinit const StageKind output_stage;
constinit const StageKind output_stage{"output", draws, layout};

}  // namespace attn::scene
