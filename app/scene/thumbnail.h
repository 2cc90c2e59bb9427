// Thumbnail: a matrix as a picture the size of a word.
#pragma once

#include <memory>
#include <string_view>

#include "app/scene/theme.h"

namespace attn::scene {

struct Size {
  float w = 0, h = 0;
};

// A texel per cell, coloured as in the heatmap (choose_range, cell_color); −∞ is bg2, NaN and +∞ have the error colour.
// Larger matrices than 48×20 are cut into bins of equally many cells, and a texel shows the one of largest size, so no
// texel is smaller than a logical pixel at thumbnail_size. Null where there is nothing to see: no cells, or token ids.
std::shared_ptr<const Image> thumbnail(const Tensor& tensor, const Role& role, const Theme& theme);

// In logical pixels: 5×4.5 per cell, less where the whole would exceed 48×20.
Size thumbnail_size(Index rows, Index cols);

}  // namespace attn::scene
