// The shares by rank, both axes logarithmic: one line down is ten times smaller.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/landscape.h"
#include "app/scene/stage/output/output.h"

namespace attn::scene::parts {
namespace {

struct Axes {
  Rect in;
  double ranks = 1;
  static constexpr double decades = 8;
  float x(double rank) const { return in.x + in.w * static_cast<float>(std::log10(rank) / ranks); }
  float y(double share) const {
    return in.y + in.h * static_cast<float>(std::clamp(-std::log10(share) / decades, 0.0, 1.0));
  }
  float floor() const { return in.y + in.h; }
};

void draw_axes(Canvas& canvas, const Axes& axes, Index count) {
  const Theme& theme = canvas.theme;
  const Rect& in = axes.in;
  const float decade = in.h / static_cast<float>(Axes::decades);
  const int every = decade >= 14 ? 1 : decade >= 7 ? 2 : 4;
  constexpr const char* powers[] = {"1", "0.1", "10⁻²", "10⁻³", "10⁻⁴", "10⁻⁵", "10⁻⁶", "10⁻⁷", "10⁻⁸"};
  for (int i = 0; i <= 8; i += every) {
    const float at = in.y + decade * static_cast<float>(i);
    canvas.add(line(in.x, at, in.x + in.w, at, theme.line1, 1));
    canvas.write(in.x - 8, at, powers[i], {Font::mono, 9, theme.t3, Align::right}, 44);
  }
  float free = 0;
  for (double rank = 1; rank <= static_cast<double>(count); rank *= 10) {
    const std::string words = canvas.grouped(static_cast<Index>(rank));
    const float w = canvas.width(words, Font::mono, 9);
    if (axes.x(rank) - w / 2 < free || axes.x(rank) + w / 2 > in.x + in.w + 8) continue;
    canvas.write(axes.x(rank), axes.floor() + 14, words, {Font::mono, 9, theme.t3, Align::center}, 60);
    free = axes.x(rank) + w / 2 + 8;
  }
}

void spike(Canvas& canvas, const Axes& axes, Index column, Point tip, bool first, const Output& of) {
  const Theme& theme = canvas.theme;
  canvas.add(line(tip.x, tip.y, tip.x, axes.floor(), first ? theme.ink : theme.t3, first ? 3.0f : 2.0f));
  canvas.add(fill({tip.x - 3.5f, tip.y - 3.5f, 7, 7}, first ? theme.ink : theme.t2, 3.5f));
  canvas.target({tip.x - 6, axes.in.y, 12, axes.in.h}, {of.row, 0, column});
}

// The best leave the landscape for their ranks; how high they are there is not said before they arrive.
void travel(Canvas& canvas, const Axes& axes, const Rect& landscape, const Output& of) {
  const Theme& theme = canvas.theme;
  const auto way = static_cast<float>(in_out(of.t));
  for (std::size_t i = of.top.size(); i-- > 0;) {
    const Point to{axes.x(static_cast<double>(i) + 1), axes.in.y};
    Point from{to.x, axes.floor()};
    if (landscape.w > 0 && of.logits >= 0) from = landscape_tip(canvas, landscape, of.logits, of.top[i]);
    const Point at{from.x + (to.x - from.x) * way, from.y + (to.y - from.y) * way};
    canvas.add(fill({at.x - 3.5f, at.y - 3.5f, 7, 7}, i == 0 ? theme.ink : theme.t2, 3.5f));
  }
}

}  // namespace

void output_curve(Canvas& canvas, const Rect& box, const Rect& landscape, const Output& of) {
  const Theme& theme = canvas.theme;
  canvas.card(box);
  const int over = of.share ? of.row : of.landscape();
  if (over < 0) return;
  const Tensor& out = canvas.step(over).out;
  canvas.write(box.x + 14, box.y + 16, canvas.text("stage.output.all_shares", {canvas.grouped(out.cols())}),
               {Font::ui, 11, theme.t3}, box.w - 28);
  Axes axes{{box.x + 56, box.y + 36, box.w - 76, box.h - 64}};
  axes.ranks = std::log10(std::max(2.0, static_cast<double>(out.cols())));
  if (axes.in.w < 60 || axes.in.h < 24) return;
  draw_axes(canvas, axes, out.cols());
  if (!of.share) return;
  if (of.waiting) {
    canvas.on_top = [axes, landscape, of](Canvas& on) { travel(on, axes, landscape, of); };
    return;
  }
  std::vector<Index> order = largest_columns(out, 0, of.done, out.cols());
  std::erase_if(order, [&](Index c) { return !(out(0, c) > 0 && std::isfinite(out(0, c))); });
  const float floor = axes.floor();
  float last_x = -1, last_y = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Index c = order[i];
    const Point tip{axes.x(static_cast<double>(i) + 1), axes.y(static_cast<double>(out(0, c)))};
    if (i < of.top.size()) {
      spike(canvas, axes, c, tip, i == 0, of);
      if (i > 0) continue;
      const std::string number = probability_text(static_cast<double>(out(0, c)));
      const float most = axes.in.w * 0.6f,
                  w = canvas.write(tip.x + 10, tip.y + 2, out.col_axis.label(c), {Font::ui_bold, 12, theme.t1}, most);
      canvas.write(tip.x + 18 + w, tip.y + 2, number, {Font::mono, 12, theme.t1}, most, {of.row, 0, c});
      continue;
    }
    if (last_x < 0) last_x = tip.x, last_y = tip.y;
    if (tip.x - last_x < 2 && i + 1 < order.size()) continue;
    canvas.add(line(last_x, last_y, tip.x, tip.y, theme.t2, 1.5f));
    const float under = std::max(last_y, tip.y);
    canvas.add(fill({last_x, under, tip.x - last_x, std::max(0.0f, floor - under)}, faded(theme.t3, 0.18)));
    canvas.target({last_x, axes.in.y, tip.x - last_x, axes.in.h}, {of.row, 0, c});
    last_x = tip.x;
    last_y = tip.y;
  }
}

}  // namespace attn::scene::parts
