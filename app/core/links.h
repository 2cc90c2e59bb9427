// Links: what a cell was computed from and what was computed from it, by what the ops themselves say (`reads`).
#pragma once

#include <span>
#include <vector>

#include "app/scene/scene.h"
#include "engine/trace.h"

namespace attn {

// The cells that this one reads.
std::vector<scene::CellTag> cells_read(const Trace& trace, scene::CellTag cell);

// The cells of these steps that read this one. Steps of more than most_cells cells are left out.
std::vector<scene::CellTag> cells_reading(const Trace& trace, scene::CellTag cell, std::span<const int> steps);
inline constexpr Index most_cells = 4096;

// Steps that have this one as an input, in order.
std::vector<int> readers(const Trace& trace, int step);

}  // namespace attn
