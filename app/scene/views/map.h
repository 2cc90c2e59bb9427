// Map: the architecture of a run. Words are lanes, attention is ribbons between them, states are barcodes.
//
// What is computed at the moment shown is there; what comes later is dashed. In a decoding step the rows of words that
// were written before keep what the step before found, until it is computed anew.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/scene/scene.h"
#include "app/scene/theme.h"
#include "app/scene/views/map_plan.h"

namespace attn::scene {

struct MapRequest {
  const Trace& trace;
  const MapRun& run;
  const MapPlan& plan;
  MapOptions options;
  int step = -1;                                // the playhead …
  Index cells_done = -1;                        // … and how many cells of its step are there, row by row; −1: all
  std::optional<std::pair<Index, Index>> cell;  // selected, of that step
  const Theme& theme;
  const Measure& measure;
  Rect sight;      // the part of the map that is looked at; what lies beyond is left out
  float zoom = 1;  // logical pixels per pixel of the map: small things are left out
  std::function<std::string(std::string_view key)> text;                 // of the text table
  std::function<std::shared_ptr<const Image>(int step)> thumbnail = {};  // of a step; none: it is made here
  double phase = 1;  // of the playhead's step: below 1, what it computes is on its way
};

// What can be clicked besides cells: a place that leads to a step.
struct MapTarget {
  enum class Kind { block, add_norm, word, chosen, thumbnail };
  Kind kind;
  Rect rect;
  int step = -1;
  Index row = -1;  // of a word; -1: none
};

struct MapScene {
  Scene scene;
  std::vector<MapTarget> targets;  // the last one lies on top
  std::optional<Rect> now;         // the block in which the playhead is
};

// A ribbon's tag is the cell of the weights that it shows; of the mean of heads, that cell in head 1. At its end (where
// the word is that looks) it is as high as the weight times MapPlan::ribbon, its colour is the weight's.
MapScene map(const MapRequest& request);

// Attention of one word on another, head by head: the tag of a ribbon, read in every head of its block. A head that has
// not come so far has no value.
struct MapReading {
  const MapBlock* block = nullptr;
  std::vector<std::pair<int, std::optional<double>>> heads;  // step, weight
  double mean = 0;                                           // of the heads that have one
  int known = 0;                                             // how many have
};
MapReading map_reading(const MapRequest& request, CellTag ribbon);

// Of a block's barcodes: twice the root mean square of the numbers that are shown, rounded up, so that one large number
// does not darken all others.
Range barcode_range(const Tensor& states);
inline constexpr Index barcode_numbers = 16;

// The border of a ribbon, closed.
std::vector<Point> ribbon_border(const Mark& ribbon);

}  // namespace attn::scene
