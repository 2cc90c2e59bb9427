// Layout of one step as a labelled heatmap with legend and caption.
#pragma once

#include <string>

#include "app/scene/scene.h"
#include "app/scene/theme.h"
#include "engine/trace.h"

namespace attn::scene {

struct HeatmapOptions {
  Theme theme;                     // colours (theme.h)
  float max_width = 0, max_height = 0;  // room to fit into; 0: natural size
  std::string title, caption;      // above and below; empty: none
  bool legend = true;
  bool numbers = true;             // printed where they fit
  CellTag selected;                // ringed; step -1: none
  std::vector<CellTag> highlighted;  // cells of this step to outline (what the selected cell reads, …)
};

// Tokens as row and column labels, cells coloured by value (attention weights and probabilities on 0…1, everything else
// symmetric about 0), −∞ as a stroke instead of a colour, NaN outlined. Matrices over 64×64 cells, or too small per cell,
// become one image mark.
Scene heatmap(const Trace& trace, int step, const HeatmapOptions& options, const Measure& measure);

}  // namespace attn::scene
