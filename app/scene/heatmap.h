// Layout of one step as a labelled heatmap with legend and caption.
#pragma once

#include <string>

#include "app/scene/scene.h"
#include "app/scene/theme.h"
#include "engine/trace.h"

namespace attn::scene {

struct HeatmapOptions {
  Theme theme = dark_theme();
  float max_width = 0, max_height = 0;  // room to fit into, in logical pixels; 0: natural size, at most 1600×1000
  std::string title, caption;           // above and below; empty: none
  bool legend = true;
  bool numbers = true;               // printed where they fit
  CellTag selected;                  // ringed, its labels in their hues (label_hues); step -1: none
  std::vector<CellTag> highlighted;  // cells of this step to outline (what the selected cell reads, …)
  // Row by row, cells from this number on are pending: no colour, no number. The one before it has just been computed:
  // a ring with a halo. −1: all are done.
  Index cells_done = -1;
  // Said under the picture when cells share a pixel; {} is how many.
  std::string binned_columns = "Each column shows the largest of {}, whatever its sign.";
  std::string binned_rows = "Each row shows the largest of {}, whatever its sign.";
};

// Tokens as row and column labels, cells coloured by value (attention weights and probabilities on 0…1, token ids
// neutral, everything else symmetric about 0, the few numbers beyond the range with a notch in the corner), −∞ as a
// stroke instead of a colour, NaN and +∞ outlined.
//
// Matrices of more than 64×64 cells, or with too little room per cell, become one image mark: −∞ is transparent over a
// hatched ground, NaN and +∞ have the error colour. Every cell has a texel of at least one logical pixel; where there
// is no room for that, texels stand for bins of neighbouring cells and show the one of largest size (NaN and +∞ before
// any number, −∞ only where there is nothing else), never a mixture.
//
// Range, layout and tags are those of the finished matrix, so nothing moves and no colour changes while it fills.
//
// Where room is scarce the caption goes first, then the legend, the title, the labels. Throws std::invalid_argument if
// the trace has no such step.
Scene heatmap(const Trace& trace, int step, const HeatmapOptions& options, const Measure& measure);

}  // namespace attn::scene
