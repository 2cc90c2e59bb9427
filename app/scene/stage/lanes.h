// Lanes: bars about a zero line, one lane below the other, all to one scale: drifting and stretching can be seen.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/scene/stage/canvas.h"
#include "app/scene/stage/stage_state.h"

namespace attn::scene::parts {

struct Lane {
  double low = 0, high = 0;  // of its numbers
  float zero = 0, top = 0, bottom = 0;
  void take(double value);  // widens its span, where that is a number
  Rect box(float x, float w) const { return {x, top, w, bottom - top}; }
};
// The place of a lane below y, given its span; y moves to its lower edge.
void place(Lane& lane, float& y, float unit);

// What lanes have in common.
struct Lanes {
  Canvas& canvas;
  float x = 0, px = 1, w = 0, unit = 1, side = 0;  // px: of a number, unit: of 1; side: x of the histograms, 0: none
  Window sight = {};                               // of the numbers
  Index focus = -1;                                // a number with its values beside its thread
  float at(Index k) const { return x + static_cast<float>(k - sight.from) * px; }
  bool sees(Index k) const { return k >= sight.from && k < sight.from + sight.seen; }
};

// Frame, zero line, name and axis. ahead: nothing of it is there yet.
void frame_lane(Lanes& lanes, const Lane& lane, std::string_view name, std::string_view formula, bool ahead = false);
// With its number at its end, where that has room.
void bar(Lanes& lanes, const Lane& lane, Index k, double value, CellTag tag, bool numbered = true);
// From a spread below the mean to one above it; part: how strong.
void band(Lanes& lanes, const Lane& lane, double mean, double spread, double part);
// How many numbers lie at each height, on the lane's own axis.
void histogram(Lanes& lanes, const Lane& lane, const std::vector<double>& values, std::string_view words,
               double grown = 1);
// A number beside the thread, in a small box so that bars behind it do not disturb.
void tag(Lanes& lanes, float y, const std::string& words, CellTag cell);

}  // namespace attn::scene::parts
