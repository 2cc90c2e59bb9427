#include "app/core/links.h"

#include <algorithm>

namespace attn {

std::vector<scene::CellTag> cells_read(const Trace& trace, scene::CellTag cell) {
  std::vector<scene::CellTag> found;
  for (const Source& s : sources(trace, cell.step, cell.row, cell.col)) found.push_back({s.step, s.row, s.col});
  return found;
}

std::vector<scene::CellTag> cells_reading(const Trace& trace, scene::CellTag cell, std::span<const int> steps) {
  std::vector<scene::CellTag> found;
  for (const int i : steps) {
    const Step& step = trace[i];
    if (std::find(step.inputs.begin(), step.inputs.end(), cell.step) == step.inputs.end()) continue;
    if (step.out.size() > most_cells) continue;
    const std::vector<const Tensor*> args = arguments(trace, i);
    Reads reads;
    for (Index r = 0; r < step.out.rows(); ++r)
      for (Index c = 0; c < step.out.cols(); ++c) {
        reads.clear();
        step.op->reads(args, step.attrs, r, c, reads);
        const bool reads_it = std::any_of(reads.begin(), reads.end(), [&](const CellRef& ref) {
          return step.inputs[static_cast<std::size_t>(ref.input)] == cell.step && ref.row == cell.row &&
                 ref.col == cell.col;
        });
        if (reads_it) found.push_back({i, r, c});
      }
  }
  return found;
}

std::vector<int> readers(const Trace& trace, int step) {
  std::vector<int> found;
  for (int i = step + 1; i < trace.size(); ++i)
    if (const auto& in = trace[i].inputs; std::find(in.begin(), in.end(), step) != in.end()) found.push_back(i);
  return found;
}

}  // namespace attn
