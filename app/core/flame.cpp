#include "app/core/flame.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "engine/path.h"

namespace attn {
namespace {

std::size_t index(int i) { return static_cast<std::size_t>(i); }

// Adds a place to the group's bar if that ends just before it, else begins a new one.
void extend(std::vector<FlameBar>& lane, int depth, int place, std::string_view path) {
  if (!lane.empty() && lane.back().last == place && lane.back().step < 0 && lane.back().path == path)
    lane.back().last = place + 1;
  else
    lane.push_back({depth, place, place + 1, -1, nullptr, std::string(path)});
}

}  // namespace

Flame flame(const Trace& trace, const std::vector<int>& timeline) {
  Flame flame;
  flame.places = static_cast<int>(timeline.size());
  const auto lane = [&](int depth) -> std::vector<FlameBar>& {
    if (flame.lanes.size() <= index(depth)) flame.lanes.resize(index(depth) + 1);
    return flame.lanes[index(depth)];
  };
  for (int place = 0; place < flame.places; ++place) {
    const int step = timeline[index(place)];
    const Path path(trace[step].path);
    const int depth = static_cast<int>(path.parts().size()) - 1;
    for (int above = 0; above < depth; ++above) extend(lane(above), above, place, path.first(index(above) + 1));
    lane(depth).push_back({depth, place, place + 1, step, trace[step].role, std::string(path.text())});
  }
  return flame;
}

FlameWindow fit(int places) { return {0, std::max(1.0, static_cast<double>(places))}; }

FlameWindow clamped(FlameWindow window, int places) {
  const double all = fit(places).last;
  if (!std::isfinite(window.first) || !std::isfinite(window.last)) return fit(places);
  const double width = std::clamp(window.last - window.first, std::min(narrowest_window, all), all);
  const double first = std::clamp(window.first, 0.0, all - width);
  return {first, first + width};
}

FlameWindow zoomed(FlameWindow window, double factor, double around, int places) {
  window = clamped(window, places);
  if (!(factor > 0) || !std::isfinite(factor) || !std::isfinite(around)) return window;
  const double before = window.last - window.first, all = fit(places).last;
  const double after = std::clamp(before / factor, std::min(narrowest_window, all), all);
  const double first = around - (around - window.first) * after / before;
  return clamped({first, first + after}, places);
}

FlameWindow panned(FlameWindow window, double by, int places) {
  window = clamped(window, places);
  return std::isfinite(by) ? clamped({window.first + by, window.last + by}, places) : window;
}

FlameWindow following(FlameWindow window, int place, int places) {
  window = clamped(window, places);
  if (place < window.first) return panned(window, place - window.first, places);
  return panned(window, std::max(0.0, place + 1 - window.last), places);
}

std::span<const FlameBar> visible(const Flame& flame, int lane, FlameWindow window) {
  if (lane < 0 || index(lane) >= flame.lanes.size()) return {};
  const std::vector<FlameBar>& bars = flame.lanes[index(lane)];
  const auto begin =
      std::partition_point(bars.begin(), bars.end(), [&](const FlameBar& b) { return b.last <= window.first; });
  const auto end = std::partition_point(begin, bars.end(), [&](const FlameBar& b) { return b.first < window.last; });
  return {begin, end};
}

const FlameBar* bar_at(const Flame& flame, int lane, double place) {
  const auto found = visible(flame, lane, {place, std::nextafter(place, place + 1)});
  return found.empty() ? nullptr : &found.front();
}

}  // namespace attn
