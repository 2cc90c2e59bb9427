// Moment: a place in the computation as fine as a cell, and how one goes on from it by hand. All pure.
#pragma once

#include <optional>
#include <vector>

#include "app/core/document.h"
#include "app/scene/stage/cursor.h"
#include "engine/trace.h"

namespace attn {

// A step and how much of it is done: phase 0, none of its cells is there yet; 1, all are.
struct Moment {
  int step = -1;
  double phase = 1;
  bool operator==(const Moment&) const = default;
};

// In how many pieces the cells of a step appear: one by one up to 256 of them, else row by row (2 to 256 rows), else in
// 64 parts. At least 1.
int units(const Step& step);
bool by_cells(const Step& step);  // whether those pieces are single cells

// How many pieces, and how many cells from the top left, row by row, are there at a phase.
int units_done(const Step& step, double phase);
Index cells_done(const Step& step, double phase);

// What the window turns about: the cell that is being computed, or the selected one of a complete step (cursor.h).
// sweeping: the step plays. Nothing of a step without cells.
std::optional<scene::Cursor> cursor(const Trace& trace, int step, double phase, std::optional<Cell> selected,
                                    bool sweeping = false);

// Place of a step in the timeline: of the first entry that is not before it (a weight comes before all others).
int place_of(const std::vector<int>& timeline, int step);

// One grain further (direction > 0) or back, held at both ends of the timeline.
// cell: one piece, across the borders of steps. step: completes what is begun, then the next one; back: the one before.
// block: the first step of the next or previous group ("encoder/layer1/self/head2"); layer: the same with the first two
// parts of the path ("encoder/layer1"). All but cell arrive at complete steps. From a weight: to the first step.
Moment moved(const Trace& trace, const std::vector<int>& timeline, Moment from, Grain grain, int direction);

}  // namespace attn
