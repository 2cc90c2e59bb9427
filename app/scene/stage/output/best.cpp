// The best of those that are there, as bars, and the word that is taken; for shares also what is left for all others.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/output/output.h"
#include "app/scene/stage/shares.h"

namespace attn::scene::parts {
namespace {

// Lines below the title, and the columns of names, bars and numbers.
struct Lines {
  float x = 0, y = 0, pitch = 26, name = 0, bar_x = 0, bar_w = 0, bar_h = 10, size = 13, right = 0;
};
Lines lines_in(const Rect& card, Index count) {
  Lines l;
  const float title = card.h >= 150 ? 34.0f : 26.0f;
  l.pitch = std::clamp((card.h - title - 4) / static_cast<float>(count), 12.0f, 26.0f);
  l.size = l.pitch >= 20 ? 13.0f : l.pitch >= 15 ? 12.0f : 10.5f;
  l.bar_h = l.pitch >= 20 ? 10.0f : 7.0f;
  l.x = card.x + 14;
  l.y = card.y + title + l.pitch / 2;
  l.name = std::min(150.0f, card.w * 0.26f);
  l.bar_x = l.x + l.name;
  l.right = card.x + card.w - 14;
  l.bar_w = l.right - 66 - l.bar_x;
  return l;
}

// One scale throughout: the largest of all, also before it is there.
double largest_of(const Tensor& out, bool share) {
  double largest = share ? 1 : 1e-9;
  for (Index c = 0; c < out.cols(); ++c)
    if (const auto value = static_cast<double>(out(0, c)); std::isfinite(value)) largest = std::max(largest, value);
  return largest;
}

std::string shown_number(const Output& of, double value) {
  return of.share ? probability_text(value) : cell_text(value);
}

}  // namespace

Point output_best(Canvas& canvas, const Rect& card, const Output& of) {
  const Theme& theme = canvas.theme;
  canvas.card(card);
  if (card.h < 60) return {};
  canvas.write(card.x + 14, card.y + 16, canvas.text("stage.output.best", {std::to_string(best_shown)}),
               {Font::ui_bold, 12, theme.t2}, card.w * 0.6f);
  if (of.row < 0) return {};
  const Tensor& out = canvas.step(of.row).out;
  const std::string unit = of.share                  ? canvas.text("stage.output.share")
                           : of.row == of.similarity ? std::string(canvas.step(of.row).role->symbol)
                                                     : canvas.text("stage.output.logit");
  canvas.write(card.x + card.w - 14, card.y + 16, unit, {Font::ui, 11, theme.t3, Align::right}, card.w * 0.3f);
  const std::vector<Index> bars = of.bars();
  const Lines l = lines_in(card, best_shown + (of.apart() ? 1 : 0) + (of.share ? 1 : 0));
  const double largest = largest_of(out, of.share);
  const auto length_of = [&](double value) {
    return std::isfinite(value) ? l.bar_w * static_cast<float>(std::clamp(value / largest, 0.0, 1.0)) : 0.0f;
  };
  const auto at_line = [&](std::size_t i) { return l.y + l.pitch * static_cast<float>(i); };
  const auto fits = [&](float y) { return y + l.pitch / 2 <= card.y + card.h + 1; };
  const float half = l.pitch / 2 - 1;
  const bool won = of.chosen ? of.t > 0 : of.t >= 1;
  Point winner;
  for (std::size_t i = 0; i < bars.size() && fits(at_line(i)); ++i) {
    const Index c = bars[i];
    const float y = at_line(i);
    const auto value = static_cast<double>(out(0, c));
    const bool takes = won && (of.chosen ? c == of.taken : i == 0);
    const CellTag tag{of.row, 0, c};
    if (takes) {
      canvas.add(fill({card.x + 4, y - half, card.w - 8, 2 * half}, theme.bg3, 5));
      winner = {l.bar_x + std::max(2.0f, length_of(value)), y};
    }
    canvas.write(l.x, y, out.col_axis.label(c), {takes ? Font::ui_bold : Font::ui, l.size, takes ? theme.t1 : theme.t2},
                 l.name - 12);
    const Rect track{l.bar_x, y - l.bar_h / 2, l.bar_w, l.bar_h};
    if (of.waiting) {
      canvas.dashed(track, theme.line2);
      canvas.write(l.right, y, "…", {Font::mono, 12, theme.t3, Align::right}, 60);
      continue;
    }
    canvas.add(fill(track, theme.bg2, 3));
    if (const float length = length_of(value); length > 0)
      canvas.add(fill({track.x, track.y, std::max(2.0f, length), track.h}, takes ? theme.ink : theme.t3, 3));
    if (i >= of.top.size())
      canvas.write(track.x + track.w - 8, y,
                   canvas.text("stage.similarity.rank", {canvas.grouped(rank_of(out, c)), canvas.grouped(out.cols())}),
                   {Font::ui, 11, theme.t2, Align::right}, track.w * 0.8f);
    canvas.write(l.right, y, shown_number(of, value), {Font::mono, std::min(12.0f, l.size), theme.t1, Align::right}, 62,
                 tag);
    canvas.target({card.x + 4, y - half, card.w - 8, 2 * half}, tag);
  }
  const float y = at_line(bars.size());
  if (!of.share || of.waiting || of.top.empty() || !fits(y)) return winner;
  std::vector<Index> others;
  for (Index c = 0; c < of.done; ++c)
    if (std::find(bars.begin(), bars.end(), c) == bars.end()) others.push_back(c);
  const double sum = sum_of(out.mat(), 0, others);
  canvas.write(l.x, y, canvas.text("stage.output.others", {canvas.grouped(std::ssize(others))}),
               {Font::ui, l.size, theme.t3}, l.name - 12);
  canvas.add(fill({l.bar_x, y - l.bar_h / 2, l.bar_w, l.bar_h}, theme.bg2, 3));
  canvas.add(outline({l.bar_x + 0.5f, y - l.bar_h / 2 + 0.5f, std::max(2.0f, length_of(sum)), l.bar_h - 1}, theme.line3,
                     1, 3));
  canvas.write(l.right, y, probability_text(sum), {Font::mono, std::min(12.0f, l.size), theme.t3, Align::right}, 62);
  return winner;
}

}  // namespace attn::scene::parts
