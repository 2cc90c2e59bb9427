// Place of the lens: where it hides least of the picture that it lies on.
#pragma once

#include <optional>

#include "app/scene/stage/grid.h"

namespace attn::scene::parts {

// A box of that size within `room` that leaves `square`, a part of the matrix, free: over the rest of the matrix if
// that does, rather over cells that are not computed yet; else as little over other things as can be. covers_others:
// whether it covers any of those. Nothing where the room is too small.
struct Spot {
  Rect box;
  bool covers_others = false;
};
std::optional<Spot> free_spot(const Canvas& canvas, const Grid& matrix, Index done, const Rect& square, float w,
                              float h, const Rect& room);

// What a text covers, slanted labels too.
Rect box_of_text(const Canvas& canvas, const Mark& mark);

}  // namespace attn::scene::parts
