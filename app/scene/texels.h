// Texels: the numbers of a tensor as one picture, a texel per cell or per bin of cells. Their colours are found where
// they are drawn: on the processor by texel_color, in the window by shaders/heatmap.frag, to the same rules.
#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "app/scene/scene.h"
#include "app/scene/theme.h"
#include "engine/tensor.h"

namespace attn::scene {

// One axis: `count` cells, of which `seen` from `from` on are in sight, shown as positions of px pixels that stand for
// `per` cells each (the last one perhaps for fewer).
struct Cut {
  Index count = 0, per = 1, shown = 0;
  float px = 0;
  Index from = 0, seen = -1;  // seen −1: all from there on
  Index till() const { return seen < 0 ? count : std::min(count, from + seen); }
  Index in_sight() const { return till() - from; }
  bool sees(Index cell) const { return cell >= from && cell < till(); }
  float length() const { return px * static_cast<float>(shown); }
  Index position(Index cell) const { return (cell - from) / per; }
  float centre(Index cell) const { return (static_cast<float>(position(cell)) + 0.5f) * px; }
  Index first(Index position) const { return from + position * per; }
  Index end(Index position) const { return std::min(till(), from + (position + 1) * per); }
};

// The colours of numbers in one range: from 0 to the limit below zero, from 0 to the limit above it.
struct NumberColors {
  std::array<Color, 512> ramp;
  Color masked, broken, pending;  // −∞; NaN and +∞; not computed yet
  Color ground;                   // behind texels that are not fully strong
};
NumberColors number_colors(const Theme& theme, const Range& range);
// Entries of the ramp by value: numbers beyond the limit have the colour of its end.
std::size_t ramp_entry(double value, double limit);

struct Texels {
  Tensor of;
  bool turned = false;  // rows are drawn as columns
  Cut down, across;     // as drawn
  double limit = 1;
  NumberColors colors;
  Index done = 0;               // cells computed so far, row by row of the tensor; the others are pending
  std::vector<float> strength;  // of each texel row, 0…1; empty: all fully strong

  // Where texels stand for several cells: the number each shows and its cell as row · columns + column, row by row.
  // Empty: each cell has its texel.
  std::vector<Real> values;
  std::vector<Index> cells;

  int width() const { return static_cast<int>(across.shown); }
  int height() const { return static_cast<int>(down.shown); }
  bool binned() const { return down.per > 1 || across.per > 1; }
};

// Of each bin the cell of largest size that is done: NaN and +∞ before any number, −∞ only where there is nothing else.
std::shared_ptr<const Texels> with_bins(Texels matrix);

// What the texel shows: the cell as row · columns + column of the tensor, and its colour.
Index cell_of(const Texels& matrix, Index row, Index col);
Color texel_color(const Texels& matrix, Index row, Index col);
// All of its texels, for backends that know no values. Image::cells says which cell each is.
Image image_of(const Texels& matrix);

// The same image with several equal pixels for each of its texels, two to a logical pixel of the box it is drawn into:
// viewers that smooth images whatever they are told then mix colours of neighbouring cells at their edges alone.
Image enlarged(const Image& image, const Rect& box);

// The mark of a matrix of this step.
Mark texels_mark(int step, const Rect& box, std::shared_ptr<const Texels> matrix);

}  // namespace attn::scene
