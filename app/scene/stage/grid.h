// Grid: a matrix of the trace somewhere on the stage, as it stands or transposed, cell by cell or as one image.
#pragma once

#include <vector>

#include "app/scene/heatmap_parts.h"
#include "app/scene/stage/stage.h"

namespace attn::scene::parts {

struct Grid {
  int step = -1;
  const Tensor* of = nullptr;
  bool turned = false;  // rows are drawn as columns
  Range range;
  Rect box;  // of all cells
  Cut down, across;
  bool image = false;
  Numbers numbers;

  Index rows() const { return down.count; }
  Index cols() const { return across.count; }
  CellTag tag(Index r, Index c) const { return turned ? CellTag{step, c, r} : CellTag{step, r, c}; }
  double value(Index r, Index c) const { return static_cast<double>(turned ? (*of)(c, r) : (*of)(r, c)); }
  // Both ends included; no smaller than three pixels.
  Rect cells(Index r, Index c, Index r2, Index c2) const;
  Rect cell(Index r, Index c) const { return cells(r, c, r, c); }
  Rect row(Index r) const { return cells(r, 0, r, cols() - 1); }
  Rect col(Index c) const { return cells(0, c, rows() - 1, c); }
  float x_of(Index c) const { return box.x + across.centre(c); }
  float y_of(Index r) const { return box.y + down.centre(r); }
};

// Fits the matrix into the box: cells of at least six pixels, else an image. numbers: printed where they fit.
Grid grid(const StageRequest& request, int step, bool turned, Rect box, const Range& range, bool numbers = true);

struct GridLook {
  Index done = -1;           // cells computed so far, row by row; the others are pending. −1: all
  std::vector<float> faded;  // how strong each row is, 0…1; empty: all fully
};
void draw_grid(const StageRequest& request, const Grid& grid, const GridLook& look, Scene& to);

// One row of it, drawn anew in another place: cells with its numbers where they fit.
void draw_row(const StageRequest& request, const Grid& grid, Index row, const Rect& box, Index count, Scene& to);

// Two ranges as one, for matrices that are compared.
Range joined(const Range& a, const Range& b);
Range range_of(const Trace& trace, int step);

}  // namespace attn::scene::parts
