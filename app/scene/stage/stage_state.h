// The state of a stage: what its picture asks of the trace, and of the phase it shows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/scene/stage/cursor.h"
#include "app/scene/stage/stage.h"

namespace attn::scene::parts {

Range range_of(const Step& step);
// Two ranges as one, for matrices that are compared; ranges of several, one for all if they are of one size (within 3
// times), else each its own.
Range joined(const Range& a, const Range& b);
std::vector<Range> shared_ranges(const Trace& trace, const std::vector<int>& steps);

double value_at(const Step& step, Index row, Index col);
double aux_at(const Step& step, std::string_view name, Index row, Index col);  // a by-product
int step_after(const Trace& trace, int step, const Role& role);                // first reader with this role, or −1
double divisor_of(const Trace& trace, int step);  // of scores, masked or not: √d, 1 if they are not scaled
std::string short_number(double value);           // "4", "5.66"
// The columns of a row with the largest numbers of those before `end`, largest first.
std::vector<Index> largest_columns(const Tensor& tensor, Index row, Index end, Index most);

// Where the motion of a step stands: cells before `done` are there, `row` is the cursor's, and `within` of its cells
// (0 … columns, a fraction: the next one is on its way).
struct Progress {
  Index done = 0, row = 0;
  double within = 0;
  bool complete = true;
};
Progress progress_of(const StageRequest& ask);
// Where the picture turns about: see cursor.h. The same, as long as there is something of the step to see.
Cursor cursor_of(const StageRequest& ask);
std::optional<RowCol> focus_of(const StageRequest& ask);
// Whether a cell of the step is not there yet at this moment.
bool pending(const StageRequest& ask, Index row, Index col);

// How far the part from begin to end of a motion is, 0 … 1; in_out: the same, slow at both ends.
double between(double t, double begin, double end);
double in_out(double t);

}  // namespace attn::scene::parts
