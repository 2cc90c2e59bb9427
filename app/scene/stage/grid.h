// Grid: a matrix of the trace somewhere on the stage, as it stands or transposed, cell by cell or as one image.
#pragma once

#include <vector>

#include "app/scene/stage/canvas.h"
#include "app/scene/stage/stage_state.h"

namespace attn::scene::parts {

// Which sides of the step run down and across a matrix, if it can be looked at more closely.
struct Sides {
  Pane::Side down = Pane::Side::none, across = Pane::Side::none;
};

struct Grid {
  int step = -1;
  const Tensor* of = nullptr;
  bool turned = false;  // rows are drawn as columns
  Range range;
  Rect box;  // of all cells; no width: there was no room for it
  Cut down, across;
  bool image = false;
  Numbers numbers;
  Sides sides;

  Index rows() const { return down.count; }
  Index cols() const { return across.count; }
  CellTag tag(Index r, Index c) const { return turned ? CellTag{step, c, r} : CellTag{step, r, c}; }
  Index number(Index r, Index c) const { return turned ? c * of->cols() + r : r * of->cols() + c; }  // row by row
  double value(Index r, Index c) const { return static_cast<double>(turned ? (*of)(c, r) : (*of)(r, c)); }
  // Both ends included, as far as they are in sight; no smaller than three pixels. Without a size where nothing of them
  // is in sight.
  Rect cells(Index r, Index c, Index r2, Index c2) const;
  Rect cell(Index r, Index c) const { return cells(r, c, r, c); }
  Rect row(Index r) const { return cells(r, 0, r, cols() - 1); }
  Rect col(Index c) const { return cells(0, c, rows() - 1, c); }
  float x_of(Index c) const { return box.x + across.centre(c); }
  float y_of(Index r) const { return box.y + down.centre(r); }
  float right() const { return box.x + box.w; }
  float bottom() const { return box.y + box.h; }
};

// The matrix without a place, for drawing its rows.
Grid source(const Canvas& canvas, int step, const Range& range, bool turned = false);
// Fits the matrix, or what of it is in sight, into the box: cells of at least six pixels, else an image. numbers:
// printed where they fit.
Grid grid(const Canvas& canvas, int step, bool turned, Rect box, const Range& range, bool numbers = true,
          Sides sides = {});
// What is in sight of a side.
Window sight_of(const Canvas& canvas, Pane::Side side, Index count);
// The tensor itself, or a copy of what of it is in sight.
Tensor in_sight(const Grid& grid);

struct GridLook {
  Index done = -1;           // cells computed so far, row by row; the others are pending. −1: all
  std::vector<float> faded;  // how strong each row is, 0…1; empty: all fully
  int before = -1;           // the others show this step's numbers instead, a matrix of the same shape; as an image
                             // row by row
};
void draw_grid(Canvas& canvas, const Grid& grid, const GridLook& look = {});

// One row of it, or what of it is in sight, drawn anew in another place, its columns from `done` on pending (−1: all
// are there): cells with their numbers where these fit, an image where they would be narrower than six pixels.
struct Strip {
  Rect box;
  Index from = 0, count = 0;  // the columns in sight
  float px = 1;
  Rect cell(Index c) const;  // no width where it is not in sight
};
Strip draw_row(Canvas& canvas, const Grid& grid, Index row, const Rect& box, Index done = -1);

}  // namespace attn::scene::parts
