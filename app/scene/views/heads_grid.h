// Heads grid: every head of a run as a small picture of its weights, a row per layer, an image per row.
//
// A texel per cell, coloured as in the heatmap; where a matrix has more cells than its picture has pixels, a texel
// shows the largest of its bin by size. Cells that a word may not look at are bg2 and hatched.
#pragma once

#include <string>
#include <vector>

#include "app/scene/theme.h"

namespace attn::scene {

struct HeadThumb {
  int id = 0;                      // whose place is asked for later
  int step = -1;                   // whose cells it shows; −1: of no step, a mean
  const Tensor* values = nullptr;  // null: left out, an empty place
  Range range;                     // limit 0: its own, up to its largest value
  bool causal = false;             // cells right of the diagonal are masked
  std::string title, below;        // above and under it; empty: none
  bool quiet = false;              // written in a low voice
  double focus = 0;                // 0 … 1, the bar beside it
  bool current = false, chosen = false;
};
struct HeadThumbRow {
  std::string label;
  std::vector<HeadThumb> thumbs;
};
struct HeadThumbSection {
  std::string title, about;
  std::vector<HeadThumbRow> rows;
};

struct HeadsGridRequest {
  std::vector<HeadThumbSection> sections;
  std::vector<std::string> columns;  // over the thumbnails; empty: they have titles of their own
  const Theme& theme;
  float width = 0;   // of the panel, in logical pixels; the grid is wider where it has to be
  float height = 0;  // what is in sight at once: cells are made a little smaller where all of it fits then. 0: any
  const Measure& measure;
};

// Sizes of the thumbnails: columns from `left` on every `pitch`, cells of so many pixels, at most `side` of them.
struct HeadsGridMeasures {
  float left = 0, pitch = 0, cell = 0, side = 0;
};
HeadsGridMeasures measures_of(const HeadsGridRequest& request);

// The images of all thumbnails, one for each row of heads, and which part of its row's image is whose, in the order of
// the request. Thumbnails are made with fewer texels where an image would have more than 4096 in a row or column.
struct HeadsAtlas {
  std::vector<std::shared_ptr<const Image>> images;  // of each row; null until it is painted
  std::vector<Rect> parts;                           // in texels; empty for a place left out
};
HeadsAtlas heads_atlas(const HeadsGridRequest& request);  // nothing is painted yet: that takes a while, row by row
void paint_heads(const HeadsGridRequest& request, std::size_t row, HeadsAtlas& atlas);

// From 0 to the largest value by size, rounded up for scores.
Range own_range(const Tensor& values, bool causal, Range::Kind kind);

struct HeadsGrid {
  Scene scene;
  Scene columns;  // the names over the columns, which stay when the grid scrolls down
  Scene names;    // of sections and layers, which stay when it scrolls along
  float names_width = 0;
  struct Place {
    int id = 0;
    Rect box;  // what can be clicked
    Rect cells;
  };
  std::vector<Place> places;
  struct Row {
    float top = 0, bottom = 0;
    std::vector<std::size_t> pictures;  // marks of the scene, to be given their row's image
  };
  std::vector<Row> rows;
};
inline constexpr float heads_columns_height = 36;
HeadsGrid heads_grid(const HeadsGridRequest& request, const HeadsAtlas& atlas);

}  // namespace attn::scene
