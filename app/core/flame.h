// Flame graph of a trace: one bar per step and per group of steps, in lanes by depth, over the places of the timeline.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/trace.h"

namespace attn {

struct FlameBar {
  int lane;          // depth in the tree of paths: 0 is "encoder", 1 is "encoder/layer1"
  int first, last;   // places of the timeline, last not included
  int step;          // step number; -1: a group
  const Role* role;  // of a step; of a group null
  std::string path;
  bool operator==(const FlameBar&) const = default;
};

// The bars of each lane from left to right; they do not overlap.
struct Flame {
  std::vector<std::vector<FlameBar>> lanes;
  int places = 0;
};

// A group whose steps do not follow each other has several bars.
Flame flame(const Trace& trace, const std::vector<int>& timeline);

// The part of the timeline that is in sight, in places; always within [0, places] and at least 8 wide (or all there
// is). Each function below returns such a window, whatever it is given.
struct FlameWindow {
  double first = 0, last = 1;
  bool operator==(const FlameWindow&) const = default;
};
inline constexpr double narrowest_window = 8;

FlameWindow fit(int places);
FlameWindow clamped(FlameWindow window, int places);
// factor > 1: closer. The place `around` stays where it is in the window, unless an end of the timeline is in the way.
FlameWindow zoomed(FlameWindow window, double factor, double around, int places);
FlameWindow panned(FlameWindow window, double by, int places);
// Moved by the least that brings the whole of a place into sight.
FlameWindow following(FlameWindow window, int place, int places);

// The bars of a lane that reach into the window. In O(log n).
std::span<const FlameBar> visible(const Flame& flame, int lane, FlameWindow window);

// The bar of a lane over a place, or nullptr.
const FlameBar* bar_at(const Flame& flame, int lane, double place);

}  // namespace attn
