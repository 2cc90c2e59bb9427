#include "app/scene/stage/landscape.h"

#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/grid.h"
#include "app/scene/stage/stage_state.h"

namespace attn::scene::parts {
namespace {

struct Span {
  double low = 0, high = 0;
};
Span span_of(const Tensor& out) {
  Span span;
  for (Index c = 0; c < out.cols(); ++c)
    if (const auto value = static_cast<double>(out(0, c)); std::isfinite(value))
      span.low = std::min(span.low, value), span.high = std::max(span.high, value);
  return span;
}

float height_at(const Rect& in, const Span& span, double value) {
  return in.y + in.h * static_cast<float>((span.high - value) / std::max(span.high - span.low, 1e-9));
}

}  // namespace

Rect landscape_plot(const Rect& box) { return {box.x + 48, box.y + 30, box.w - 56, box.h - 50}; }

Point landscape_tip(const Canvas& canvas, const Rect& box, int step, Index column) {
  const Tensor& out = canvas.step(step).out;
  const Rect in = landscape_plot(box);
  const auto value = static_cast<double>(out(0, column));
  return {in.x + in.w * (static_cast<float>(column) + 0.5f) / static_cast<float>(std::max<Index>(1, out.cols())),
          std::isfinite(value) ? height_at(in, span_of(out), value) : in.y};
}

void draw_landscape(Canvas& canvas, const Rect& box, int step, const std::string& title, Index done, Index marked) {
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step(step).out;
  const Range range = range_of(canvas.step(step));
  canvas.card(box);
  canvas.write(box.x + 14, box.y + 14, title, {Font::ui, 11, theme.t3}, box.w - 28);
  const Span span = span_of(out);
  const double low = span.low, high = span.high;
  const Rect in = landscape_plot(box);
  if (in.w < 40 || in.h < 12) return;
  const auto y = [&](double value) { return height_at(in, span, value); };
  canvas.add(line(in.x, y(0), in.x + in.w, y(0), theme.line2, 1));
  // A row of the step's own columns can be looked at more closely.
  const bool own = out.cols() == canvas.step().out.cols();
  const Window sight = own ? sight_of(canvas, Pane::Side::cols, out.cols()) : Window{0, out.cols()};
  const Index till = sight.from + sight.seen;
  if (own) canvas.scene.panes.push_back({in, {}, {Pane::Side::cols, out.cols(), sight.from, sight.seen}});
  const auto bins = std::min<Index>(sight.seen, std::max<Index>(1, static_cast<Index>(in.w / 2)));
  const float pitch = in.w / static_cast<float>(bins);
  const bool words = bins == sight.seen && pitch >= 30;  // each piece has its name and its number
  for (Index b = 0; b < bins; ++b) {
    Index most = -1, least = -1;
    for (Index c = sight.from + b * sight.seen / bins; c < std::min(sight.from + (b + 1) * sight.seen / bins, done);
         ++c) {
      if (!std::isfinite(out(0, c))) continue;
      if (most < 0 || out(0, c) > out(0, most)) most = c;
      if (least < 0 || out(0, c) < out(0, least)) least = c;
    }
    const auto bar = [&](Index c) {
      const auto value = static_cast<double>(out(0, c));
      const float top = std::min(y(value), y(0)), length = std::abs(y(value) - y(0));
      if (length < 0.5f) return;
      canvas
          .add(fill({in.x + static_cast<float>(b) * pitch, top, std::max(1.0f, pitch - 0.5f), length},
                    range.kind == Range::Kind::unit ? cell_color(theme, value, range) : sign_color(theme, value)))
          .cell = {step, 0, c};
    };
    if (most >= 0 && out(0, most) > 0) bar(most);
    if (least >= 0 && out(0, least) < 0) bar(least);
    if (!words || most < 0) continue;
    const float middle = in.x + (static_cast<float>(b) + 0.5f) * pitch;
    canvas.write(middle, box.y + box.h - 11, out.col_axis.label(most), {Font::ui, 10.5f, theme.t2, Align::center},
                 pitch - 4);
    const auto value = static_cast<double>(out(0, most));
    const std::string number = cell_text(value);
    if (canvas.width(number, Font::mono, 9.5f) + 4 > pitch) continue;
    canvas.write(middle, value < 0 ? std::min(y(value) + 8, in.y + in.h + 6) : std::max(y(value) - 8, in.y), number,
                 {Font::mono, 9.5f, theme.t1, Align::center}, pitch, {step, 0, most});
  }
  if (marked >= sight.from && marked < std::min(done, till) && !words) {
    const float x = in.x + (static_cast<float>(marked - sight.from) + 0.5f) / static_cast<float>(sight.seen) * in.w;
    canvas.add(line(x, in.y - 2, x, in.y + in.h, theme.ink, 1.25f));
    const std::string word = out.col_axis.label(marked), number = cell_text(static_cast<double>(out(0, marked)));
    const float word_w = canvas.width(word, Font::ui_bold, 11.5f),
                all = word_w + 8 + canvas.width(number, Font::mono, 11.5f);
    const float left = x + 8 + all <= in.x + in.w ? x + 8 : x - 8 - all;
    if (left >= in.x) {
      canvas.write(left, in.y + 2, word, {Font::ui_bold, 11.5f, theme.t1}, word_w + 1);
      canvas.write(left + word_w + 8, in.y + 2, number, {Font::mono, 11.5f, theme.t1}, 80, {step, 0, marked});
    }
  }
  const Style tick{Font::mono, 9.5f, theme.t3, Align::right};
  canvas.write(in.x - 6, y(0), "0", tick, 40);
  if (y(0) - y(high) > 14) canvas.write(in.x - 6, y(high), cell_text(high), tick, 40);
  if (y(low) - y(0) > 14) canvas.write(in.x - 6, y(low), cell_text(low), tick, 40);
  if (words) return;
  canvas.write(in.x, box.y + box.h - 11, canvas.grouped(sight.from + 1), {Font::mono, 9.5f, theme.t3}, 40);
  canvas.write(in.x + in.w, box.y + box.h - 11, canvas.grouped(till), tick, 80);
}

}  // namespace attn::scene::parts
