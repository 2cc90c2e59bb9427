#include "app/scene/stage/cursor.h"

#include <algorithm>
#include <cmath>

#include "app/scene/stage/by_rows.h"

namespace attn::scene {
namespace {

constexpr double rounding = 1e-6;

// The last row that says something about the sentence.
Index default_row(const Trace& trace, const Tensor& out) {
  const Axis& axis = out.row_axis;
  const Index last = std::max<Index>(0, out.rows() - 1);
  if (axis.kind != Axis::Kind::token || last == 0) return last;
  const bool written = axis.sequence != 0 && axis.sequence == trace.sequence("target");
  return !written && axis.label(last) == "</s>" ? last - 1 : last;
}

bool contains(const Tensor& out, const std::optional<RowCol>& cell) {
  return cell && out.contains(cell->first, cell->second);
}

}  // namespace

RowCol default_cell(const Trace& trace, int step) {
  const Tensor& out = trace[step].out;
  if (out.size() == 0) return {0, 0};
  const Index row = default_row(trace, out);
  Index best = 0;
  for (Index c = 1; c < out.cols(); ++c)
    if (out(row, c) > out(row, best) || std::isnan(out(row, best))) best = c;
  return {row, best};
}

Cursor cursor_at(const Trace& trace, int step, double phase, Index done, const Looked& looked) {
  const Tensor& out = trace[step].out;
  const Index cols = std::max<Index>(1, out.cols());
  Cursor at;
  at.done = std::clamp<Index>(done, 0, out.size());
  at.all = at.done >= out.size();
  const RowCol selected = contains(out, looked.selected) ? *looked.selected : default_cell(trace, step);
  if (at.all) {
    std::tie(at.row, at.col) = looked.pointed ? *looked.pointed : selected;
    return at;
  }
  const bool in_rows = appears_in_rows(out);
  const double pieces = std::clamp(phase, 0.0, 1.0) * static_cast<double>(in_rows ? out.rows() : out.size());
  Index newest = std::max<Index>(0, static_cast<Index>(std::ceil(pieces - rounding)) - 1);
  if (out.size() > most_one_by_one && !in_rows) newest = std::max<Index>(0, at.done - 1);  // in parts of one row
  at.row = in_rows ? std::min(newest, out.rows() - 1) : newest / cols;
  at.col = in_rows ? selected.second : newest % cols;
  at.computing = at.row * cols + at.col >= at.done;
  if (at.computing) at.part = std::clamp(pieces - static_cast<double>(newest), 0.0, 1.0);
  if (looked.sweeping && at.done >= cols && at.row > 0) {
    at.sweep = RowCol{at.row, at.col};
    at.row = 0, at.computing = false, at.part = 1;
    if (!in_rows) at.col = cols - 1;
  }
  if (contains(out, looked.pointed) && looked.pointed->first * cols + looked.pointed->second < at.done) {
    std::tie(at.row, at.col) = *looked.pointed;
    at.computing = false, at.part = 1;
  }
  return at;
}

}  // namespace attn::scene
