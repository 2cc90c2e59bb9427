#include "app/scene/stage/stage_state.h"

#include <algorithm>
#include <cmath>

#include "app/scene/format.h"

namespace attn::scene::parts {
namespace {

constexpr Index by_cells = 256;  // more than that appear in rows: there is no moment within a cell
constexpr double rounding = 1e-6;

// The largest number, whatever its sign: where a reader's eye goes first.
std::pair<Index, Index> strongest(const Tensor& tensor) {
  Index best = 0;
  double most = -1;
  for (Index i = 0; i < tensor.size(); ++i)
    if (const double size = std::abs(static_cast<double>(tensor.mat().data()[i])); std::isfinite(size) && size > most) {
      most = size;
      best = i;
    }
  const Index cols = std::max<Index>(1, tensor.cols());
  return {best / cols, best % cols};
}

Index cells_there(const StageRequest& ask) {
  const Index size = ask.trace[ask.step].out.size();
  return ask.cells_done < 0 ? size : std::min(ask.cells_done, size);
}

}  // namespace

Range range_of(const Step& step) { return choose_range(*step.role, step.out.mat()); }

Range joined(const Range& a, const Range& b) {
  if (a.kind != b.kind) return a;
  return a.limit >= b.limit ? a : b;
}

std::vector<Range> shared_ranges(const Trace& trace, const std::vector<int>& steps) {
  std::vector<Range> ranges;
  double low = 1e300, high = 0;
  for (const int step : steps) {
    ranges.push_back(range_of(trace[step]));
    if (ranges.back().kind != Range::Kind::symmetric) return ranges;
    low = std::min(low, ranges.back().limit);
    high = std::max(high, ranges.back().limit);
  }
  if (high <= 3 * low)
    for (Range& range : ranges) range.limit = high;
  return ranges;
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

Progress progress_of(const StageRequest& ask) {
  const Tensor& out = ask.trace[ask.step].out;
  Progress p;
  p.done = cells_there(ask);
  p.complete = p.done >= out.size();
  if (p.complete) {
    p.row = ask.cell ? std::clamp<Index>(ask.cell->first, 0, std::max<Index>(0, out.rows() - 1)) : 0;
    p.within = static_cast<double>(out.cols());
    return p;
  }
  const double all = static_cast<double>(out.size()), at = std::clamp(ask.phase, 0.0, 1.0) * all;
  const auto cols = static_cast<double>(out.cols());
  // Exactly at the end of a row it is still that row that is looked at.
  p.row = std::max<Index>(0, static_cast<Index>(std::ceil(at / cols - rounding)) - 1);
  p.within = std::clamp(at - static_cast<double>(p.row) * cols, 0.0, cols);
  return p;
}

std::optional<std::pair<Index, Index>> focus_of(const StageRequest& ask, const Progress& now) {
  const Tensor& out = ask.trace[ask.step].out;
  if (!now.complete && now.done == 0) return std::nullopt;
  const std::pair cell = now.complete ? std::pair(now.row, ask.cell ? ask.cell->second : 0)
                                      : std::pair((now.done - 1) / out.cols(), (now.done - 1) % out.cols());
  if (!out.contains(cell.first, cell.second)) return std::nullopt;
  return cell;
}

Active active_cell(const StageRequest& ask) {
  const Tensor& out = ask.trace[ask.step].out;
  Active active;
  active.done = cells_there(ask);
  active.all = active.done >= out.size();
  if (active.all) {
    const auto cell = ask.cell && out.contains(ask.cell->first, ask.cell->second) ? *ask.cell : strongest(out);
    active.row = ask.pointed ? ask.pointed->first : cell.first;
    active.col = ask.pointed ? ask.pointed->second : cell.second;
    return active;
  }
  const bool rows = out.size() > by_cells;
  const double pieces = ask.phase * static_cast<double>(rows ? out.rows() : out.size());
  const double within = rows ? pieces : pieces - static_cast<double>(active.done);
  active.computing = active.done == 0 || (!rows && within > rounding && within < 1 - rounding);
  const Index newest = active.computing ? active.done : active.done - 1;
  if (active.computing) active.part = std::clamp(within, 0.0, 1.0);
  active.row = newest / out.cols();
  active.col = newest % out.cols();
  // Where rows sweep by, a cell that somebody points at or has selected goes before the newest, once it is there.
  for (const auto& cell : {rows ? ask.cell : std::nullopt, ask.pointed})
    if (cell && out.contains(cell->first, cell->second) && cell->first * out.cols() + cell->second < active.done) {
      active.row = cell->first, active.col = cell->second;
      active.computing = false, active.part = 1;
    }
  return active;
}

double between(double t, double begin, double end) { return std::clamp((t - begin) / (end - begin), 0.0, 1.0); }

double in_out(double t) { return t < 0.5 ? 4 * t * t * t : 1 - std::pow(2 - 2 * t, 3) / 2; }

}  // namespace attn::scene::parts
