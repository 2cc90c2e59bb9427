// Block: the numbers of one word folded into lines, a nearly square block of cells. Looked at more closely, a part of
// them.
#pragma once

#include "app/scene/stage/grid.h"

namespace attn::scene::parts {

struct Block {
  Rect box;
  Index from = 0, count = 0, across = 1;  // the numbers in sight
  float px = 1;                           // of a cell
  Index till() const { return from + count; }
  bool sees(Index k) const { return k >= from && k < till(); }
  Rect cell(Index k) const;  // no width where it is not in sight
  Rect frame() const { return grown(box, 3.5f); }
};

// At the top left of the room, its cells as large as they can be; larger than most_px only where one looks closer.
Block block(const Window& sight, Index count, const Rect& room, float most_px);
// A row of the matrix in it: of the cells before `shown` those before `done` can be pointed at; the rest is pending.
// Numbers where they fit. side: which of the step's it is, to be looked at more closely.
void draw_block(Canvas& canvas, const Block& block, const Grid& of, Index row, Index shown, Index done,
                Pane::Side side);

}  // namespace attn::scene::parts
