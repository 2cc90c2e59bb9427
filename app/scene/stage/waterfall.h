// Waterfall: a sum of few terms as bars, each standing where the one before it ended.
#pragma once

#include <optional>

#include "app/scene/stage/terms.h"

namespace attn::scene::parts {

struct Fall {
  std::string name, factors;  // "student", ".41·.75"
  double value = 0;
  std::optional<Color> strong = {};  // its name in this hue
  struct Factor {
    CellTag at;
    Range range;
  };
  std::vector<Factor> cells = {};  // instead of `factors`: as cells, one below the other
};

// Draws the falls from left to right, of which the first `shown` are there already, and their sum.
void draw_waterfall(Canvas& canvas, const Rect& box, const std::string& title, const std::vector<Fall>& falls,
                    std::size_t shown, const std::string& sum_name, double sum, Color hue);

}  // namespace attn::scene::parts
