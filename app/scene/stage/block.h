// Block: the numbers of one word folded into lines, a nearly square block of cells.
#pragma once

#include "app/scene/stage/grid.h"

namespace attn::scene::parts {

struct Block {
  Rect box;
  Index count = 0, across = 1;
  float px = 1;  // of a cell
  Rect cell(Index k) const;
  Rect frame() const { return grown(box, 3.5f); }
};

// At the top left of the room, its cells as large as they can be.
Block block(Index count, const Rect& room, float most_px);
// A row of the matrix in it: of the cells before `shown` those before `done` can be pointed at; the rest is pending.
void draw_block(Canvas& canvas, const Block& block, const Grid& of, Index row, Index shown, Index done);

}  // namespace attn::scene::parts
