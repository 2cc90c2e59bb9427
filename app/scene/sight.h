// Sight: the part of a step's matrices that a picture shows, where they are too large to be read as a whole. All pure.
#pragma once

#include "app/scene/scene.h"

namespace attn::scene {

// The whole (zoom 1), or a window of whole cells that is so many times narrower, about a place. A product has three
// sides: the rows and the columns of its result, and the inner one that its factors share; matrices that share a side
// show the same part of it.
struct Sight {
  float zoom = 1;
  float rows = 0, cols = 0, inner = 0;  // the middle of the window, in cells from the first one's edge
  bool operator==(const Sight&) const = default;
};

// `seen` cells of a side from `from` on; always whole cells, at least four of them where there are so many.
struct Window {
  Index from = 0, seen = 0;
  bool operator==(const Window&) const = default;
};
Window window(float zoom, float middle, Index count);

// As close as one can look at a side.
float closest(Index count);

// Both in the scene that shows `sight` now. The cell at the point stays there, as far as the edges allow.
Sight zoomed(const Sight& sight, const Scene& scene, float x, float y, float factor);
// Cells under the point move by so many pixels.
Sight panned(const Sight& sight, const Scene& scene, float x, float y, float right, float down);
// By cells, to show more at the right and below: an eighth of what is in sight, per notch.
Sight scrolled(const Sight& sight, const Scene& scene, float x, float y, float right, float down);

// So close, with this cell in the middle as far as the edges allow; the inner side from its first cell on.
Sight sight_at(float zoom, Index row, Index col);
// Moved no further than it takes to have the cell in sight.
Sight with_cell(const Sight& sight, Index rows, Index cols, Index row, Index col);

}  // namespace attn::scene
