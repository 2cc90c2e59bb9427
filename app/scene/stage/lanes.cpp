#include "app/scene/stage/lanes.h"

#include <algorithm>
#include <cmath>

#include "app/scene/format.h"

namespace attn::scene::parts {

void Lane::take(double value) {
  if (!std::isfinite(value)) return;
  low = std::min(low, value);
  high = std::max(high, value);
}

void place(Lane& lane, float& y, float unit) {
  lane.top = y;
  lane.zero = y + 6 + static_cast<float>(lane.high) * unit;
  lane.bottom = lane.zero + static_cast<float>(-lane.low) * unit + 6;
  y = lane.bottom;
}

void frame_lane(Lanes& d, const Lane& lane, std::string_view name, std::string_view formula, bool ahead) {
  Canvas& canvas = d.canvas;
  const Theme& theme = canvas.theme;
  const float end = d.side > 0 ? d.side + 128 : d.x + d.w + 6;
  canvas.add(outline({d.x - 6, lane.top + 0.5f, end - d.x + 6, lane.bottom - lane.top - 1}, theme.line1, 1, 6));
  canvas.add(line(d.x - 6, lane.zero, end, lane.zero, ahead ? theme.line1 : theme.line2, 1));
  canvas.write(canvas.room.x, lane.top + 9, name, {Font::ui_bold, 12, ahead ? theme.t3 : theme.t1},
               d.x - canvas.room.x - 34);
  if (lane.bottom - lane.top > 32)
    canvas.write(canvas.room.x, lane.top + 26, formula, {Font::mono, 10, theme.t3}, d.x - canvas.room.x - 34);
  const int every = d.unit >= 12 ? 1 : d.unit >= 6 ? 2 : 5;
  for (int v = static_cast<int>(lane.low); v <= static_cast<int>(lane.high); ++v) {
    const float y = lane.zero - static_cast<float>(v) * d.unit;
    if (v % every != 0) continue;
    if (y > lane.top + 5 && y < lane.bottom - 5)
      canvas.write(d.x - 12, y, range_text(v), {Font::mono, 9, theme.t3, Align::right}, 24);
  }
}

void bar(Lanes& d, const Lane& lane, Index k, double value, CellTag tag, bool numbered) {
  const Color color = sign_color(d.canvas.theme, value);
  const float h = std::max(1.0f, static_cast<float>(std::abs(value)) * d.unit), gap = d.px >= 4 ? 1.5f : 0;
  float y = value < 0 ? lane.zero : lane.zero - h;
  const float top = std::max(y, lane.top + 1), bottom = std::min(y + h, lane.bottom - 1);
  d.canvas.add(fill({d.at(k), top, std::max(0.5f, d.px - gap), std::max(0.5f, bottom - top)}, color));
  if (tag.step < 0) return;
  d.canvas.target({d.at(k), lane.top, d.px, lane.bottom - lane.top}, tag);
  // Looked at closely, its number at its end; not where the numbers of the one in focus are.
  const std::string number = cell_text(value);
  const bool free = d.focus < 0 || k < d.focus || k > d.focus + 2, room = k + 2 < d.sight.from + d.sight.seen;
  if (!free || (d.focus >= 0 && !room) || !numbered || d.canvas.width(number, Font::mono, 10) + 4 > d.px) return;
  const float at = value < 0 ? std::min(lane.bottom - 8, lane.zero + h + 8) : std::max(lane.top + 8, lane.zero - h - 8);
  d.canvas.write(d.at(k) + (d.px - gap) / 2, at, number, {Font::mono, 10, d.canvas.theme.t2, Align::center}, d.px, tag);
}

void band(Lanes& d, const Lane& lane, double mean, double spread, double part) {
  const float top = std::max(lane.top + 1, lane.zero - static_cast<float>(mean + spread) * d.unit),
              bottom = std::min(lane.bottom - 1, lane.zero - static_cast<float>(mean - spread) * d.unit);
  if (part > 0 && bottom > top)
    d.canvas.add(fill({d.x - 5, top, d.w + 10, bottom - top}, faded(d.canvas.theme.e, 0.1 * part)));
}

void histogram(Lanes& d, const Lane& lane, const std::vector<double>& values, std::string_view words, double grown) {
  if (d.side <= 0) return;
  constexpr double step = 0.25;
  const int first = static_cast<int>(std::floor(lane.low / step)), last = static_cast<int>(std::ceil(lane.high / step));
  std::vector<int> bins(static_cast<std::size_t>(std::max(1, last - first + 1)), 0);
  for (const double v : values) {
    if (!std::isfinite(v)) continue;
    const int i = std::clamp(static_cast<int>(std::floor(v / step)) - first, 0, static_cast<int>(bins.size()) - 1);
    ++bins[static_cast<std::size_t>(i)];
  }
  const int most = std::max(1, *std::max_element(bins.begin(), bins.end()));
  const float h = static_cast<float>(step) * d.unit;
  for (std::size_t i = 0; i < bins.size(); ++i) {
    const double low = (first + static_cast<int>(i)) * step;
    const float y = lane.zero - static_cast<float>(low + step) * d.unit,
                w = 100.0f * static_cast<float>(grown) * static_cast<float>(bins[i]) / static_cast<float>(most);
    if (bins[i] == 0 || y < lane.top || y + h > lane.bottom + 1) continue;
    d.canvas.add(fill({d.side + 8, y, w, std::max(0.5f, h - (h > 3 ? 1.0f : 0.0f))},
                      faded(sign_color(d.canvas.theme, low), 0.7)));
  }
  d.canvas.write(d.side + 126, lane.top - 9, words, {Font::ui, 11, d.canvas.theme.t3, Align::right}, 190);
}

void tag(Lanes& d, float y, const std::string& words, CellTag cell) {
  Canvas& canvas = d.canvas;
  const float w = canvas.width(words, Font::mono, 11) + 12;
  float x = d.at(d.focus) + d.px + 6;
  if (x + w > d.x + d.w) x = d.at(d.focus) - 6 - w;
  canvas.add(fill({x, y - 9, w, 18}, canvas.theme.bg1, 4));
  canvas.add(outline({x + 0.5f, y - 8.5f, w - 1, 17}, canvas.theme.line2, 1, 4));
  canvas.write(x + 6, y, words, {Font::mono, 11, canvas.theme.t1}, w, cell);
}

}  // namespace attn::scene::parts
