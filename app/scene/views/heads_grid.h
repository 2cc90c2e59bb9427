// Heads grid: every head of a run as a small picture of its weights, a row per layer, all in one image.
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
  Range range;
  bool causal = false;       // cells right of the diagonal are masked
  std::string title, below;  // above and under it; empty: none
  bool quiet = false;        // written in a low voice
  double focus = 0;          // 0 … 1, the bar beside it
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

// One image of all thumbnails, and which part of it is whose, in the order of the request. The thumbnails are
// made with fewer texels where the image would have more than 4096 in a row or column.
struct HeadsAtlas {
  std::shared_ptr<const Image> image;
  std::vector<Rect> parts;  // in texels; empty for a place left out
};
HeadsAtlas heads_atlas(const HeadsGridRequest& request);

struct HeadsGrid {
  Scene scene;
  Scene columns;  // the names over the columns, which stay when the grid scrolls down
  struct Place {
    int id = 0;
    Rect box;  // what can be clicked
    Rect cells;
  };
  std::vector<Place> places;
};
inline constexpr float heads_columns_height = 36;
HeadsGrid heads_grid(const HeadsGridRequest& request, const HeadsAtlas& atlas);

}  // namespace attn::scene
