#include "app/scene/stage/stage_state.h"

#include <algorithm>
#include <cmath>

#include "app/scene/format.h"

namespace attn::scene::parts {
namespace {

Index cells_there(const StageRequest& ask) {
  const Index size = ask.trace[ask.step].out.size();
  return ask.cells_done < 0 ? size : std::min(ask.cells_done, size);
}

}  // namespace

Range range_of(const Step& step) { return choose_range(*step.role, step.out.mat()); }

namespace {

// The larger limit, and the number of larger size where that is beyond it.
Range widened(Range range, const Range& by) {
  range.limit = std::max(range.limit, by.limit);
  if (std::abs(by.most) > std::abs(range.most)) range.most = by.most;
  if (!beyond(range.most, range)) range.most = 0;
  return range;
}

}  // namespace

Range joined(const Range& a, const Range& b) { return a.kind == b.kind ? widened(a, b) : a; }

std::vector<Range> shared_ranges(const Trace& trace, const std::vector<int>& steps) {
  std::vector<Range> ranges;
  double low = 1e300, high = 0;
  for (const int step : steps) {
    ranges.push_back(range_of(trace[step]));
    if (ranges.back().kind != Range::Kind::symmetric) return ranges;
    low = std::min(low, ranges.back().limit);
    high = std::max(high, ranges.back().limit);
  }
  if (high > 3 * low) return ranges;
  Range all = ranges.empty() ? Range{} : ranges.front();
  for (const Range& range : ranges) all = widened(all, range);
  return std::vector<Range>(ranges.size(), all);
}

double value_at(const Step& step, Index row, Index col) { return static_cast<double>(step.out(row, col)); }

double aux_at(const Step& step, std::string_view name, Index row, Index col) {
  for (const AuxTensor& kept : step.aux)
    if (kept.name == name) return static_cast<double>(kept.values(row, col));
  return 0;
}

int step_after(const Trace& trace, int step, const Role& role) {
  for (int i = step + 1; i < trace.size(); ++i) {
    const std::vector<int>& inputs = trace[i].inputs;
    if (trace[i].role->is(role) && std::find(inputs.begin(), inputs.end(), step) != inputs.end()) return i;
  }
  return -1;
}

double divisor_of(const Trace& trace, int step) {
  while (step >= 0 && trace[step].op->name == "mask") step = trace[step].inputs[0];
  return step >= 0 && trace[step].op->name == "scale" ? 1 / static_cast<double>(trace[step].attrs.factor) : 1;
}

std::string short_number(double value) {
  std::string shown = rounded_text(value, 2);
  if (shown.find('.') == shown.npos) return shown;
  while (shown.back() == '0') shown.pop_back();
  if (shown.back() == '.') shown.pop_back();
  return shown;
}

std::vector<Index> largest_columns(const Tensor& tensor, Index row, Index end, Index most) {
  std::vector<Index> order;
  for (Index c = 0; c < std::min(end, tensor.cols()); ++c)
    if (!std::isnan(tensor(row, c))) order.push_back(c);
  const auto last = order.begin() + std::min<std::ptrdiff_t>(most, std::ssize(order));
  const auto larger = [&](Index a, Index b) {
    return tensor(row, a) != tensor(row, b) ? tensor(row, a) > tensor(row, b) : a < b;
  };
  if (last == order.end())
    std::sort(order.begin(), last, larger);
  else
    std::partial_sort(order.begin(), last, order.end(), larger);
  order.erase(last, order.end());
  return order;
}

Cursor cursor_of(const StageRequest& ask) {
  return cursor_at(ask.trace, ask.step, ask.phase, cells_there(ask), {ask.cell, ask.pointed, ask.sweeping});
}

Progress progress_of(const StageRequest& ask) {
  const Tensor& out = ask.trace[ask.step].out;
  const Cursor at = cursor_at(ask.trace, ask.step, ask.phase, cells_there(ask), {ask.cell, {}, ask.sweeping});
  const auto cols = static_cast<double>(out.cols());
  Progress p{at.done, at.row, cols, at.all};
  if (!at.all && !at.sweep) {
    const double all = static_cast<double>(out.size()) * std::clamp(ask.phase, 0.0, 1.0);
    p.within = std::clamp(all - static_cast<double>(p.row) * cols, 0.0, cols);
  }
  return p;
}

std::optional<RowCol> focus_of(const StageRequest& ask) {
  const Cursor at = cursor_at(ask.trace, ask.step, ask.phase, cells_there(ask), {ask.cell, {}, ask.sweeping});
  const bool nothing = !at.all && at.done == 0 && ask.phase <= 0;
  if (nothing || !ask.trace[ask.step].out.contains(at.row, at.col)) return std::nullopt;
  return RowCol{at.row, at.col};
}

bool pending(const StageRequest& ask, Index row, Index col) {
  const Tensor& out = ask.trace[ask.step].out;
  return row * out.cols() + col >= cells_there(ask);
}

double between(double t, double begin, double end) { return std::clamp((t - begin) / (end - begin), 0.0, 1.0); }

double in_out(double t) { return t < 0.5 ? 4 * t * t * t : 1 - std::pow(2 - 2 * t, 3) / 2; }

}  // namespace attn::scene::parts
