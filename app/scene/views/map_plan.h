// MapPlan: where everything of the map lies. Rules over the run's blocks and the room there is; nothing about one
// model.
//
// All lengths are logical pixels of the map, whose corner is (0, 0).
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "app/scene/scene.h"
#include "app/scene/views/map_options.h"
#include "app/scene/views/map_run.h"

namespace attn::scene {

// One block: its card, and for attention the two edges between which ribbons flow.
struct MapColumn {
  int block = -1;  // number in the stack
  float x = 0, w = 0;
  float x0 = 0, x1 = 0;  // ribbons; of other blocks the card's edges
  float middle() const { return x + w / 2; }
  float right() const { return x + w; }
};

struct MapLane {
  float y = 0, height = 0;  // its middle; what it takes
};

struct MapRow {
  float title = 0;            // vertical centre of the stack's name
  float top = 0, bottom = 0;  // of the cards
  float begin = 0, end = 0;   // between them lanes are, outside of them titles
  std::vector<MapLane> lanes;
  float later = 0;           // where words have no lane yet: their common place
  float left = 0, chip = 0;  // of the words: where they begin, how wide they are

  Index size() const { return static_cast<Index>(lanes.size()); }
  float y(Index word) const { return word < size() ? lanes[static_cast<std::size_t>(word)].y : later; }
  float height(Index word) const { return word < size() ? lanes[static_cast<std::size_t>(word)].height : 0; }
  bool boxed(Index word) const { return height(word) >= 14; }                      // high enough for a box with a name
  float ribbon(Index word) const { return std::min(22.0f, 0.6f * height(word)); }  // height of a weight of 1
};

// The lanes that the playhead is at; -1: none. Of many words these alone are high.
struct MapFocus {
  Index encoder = -1, decoder = -1;
};

struct MapPlan {
  float width = 0, height = 0;
  bool compact = false;  // little height: shorter titles, no names under thumbnails
  bool thin = false;     // lanes without boxes, but around the playhead; words to come are one bracket
  MapRow encoder, decoder;
  std::vector<MapColumn> encoder_columns, decoder_columns;  // one per block, add & norm and output included
  float memory = 0, memory_end = 0;                         // where the encoder's last states begin and end
  float output = 0, output_width = 0;                       // chips of the words chosen
  float thumbnail = 0;                                      // height of thumbnails
  float ribbon = 0;                                         // of a lane away from the playhead: MapRow::ribbon
  float loop_bottom = 0;                                    // the innermost feedback loop
  Rect guide;                                               // how to read this run; no width: there is no room
};

inline constexpr float node_width = 5, barcode_width = 48, chip_size = 14;
inline constexpr int most_loops = 4;  // feedback loops drawn: of the words chosen last

// row: that of the playhead's step that is looked at.
MapFocus map_focus(const MapRun& run, int step, Index row);

// width, height: the room at hand. What does not fit goes beyond it.
MapPlan map_plan(const MapRun& run, const MapOptions& options, float width, float height, const Measure& measure,
                 const MapFocus& focus = {});

// Everything of a plan that depends on the height.
void lay_rows(const MapRun& run, const MapOptions& options, float height, const MapFocus& focus, MapPlan& plan);

}  // namespace attn::scene
