// Cursor: the one cell of a step that everything turns about: stage, chips, outline, labels and arithmetic follow it.
#pragma once

#include <optional>
#include <utility>

#include "engine/trace.h"

namespace attn::scene {

using RowCol = std::pair<Index, Index>;

// What is looked at in a step, beside its phase.
struct Looked {
  std::optional<RowCol> selected = {};  // counts where the step is complete …
  std::optional<RowCol> pointed = {};   // … as does the cell under the pointer, where that has a say
  bool sweeping = false;                // the step plays: after its first row only the matrix moves on
};

struct Cursor {
  Index row = 0, col = 0;
  Index done = 0;                    // cells of the matrix that are there
  bool all = true;                   // that is every one of them
  bool computing = false;            // the cursor's cell is not there yet …
  double part = 1;                   // … but so much of it is
  std::optional<RowCol> sweep = {};  // the newest cell, where the cursor stays behind in the first row
};

// Where a reader should look first: in the row that the next word depends on (of what is written, the last one; of what
// is read, the last before the closing </s>), the largest number.
RowCol default_cell(const Trace& trace, int step);

// Of a complete step the selected cell, else the default one; of one that is being computed, the cell that appears, or
// has just appeared. Where whole rows appear, in the column that is selected. done: cells that are there.
Cursor cursor_at(const Trace& trace, int step, double phase, Index done, const Looked& looked);

}  // namespace attn::scene
