#include "app/core/moment.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "engine/path.h"

namespace attn {
namespace {

constexpr Index most_pieces = 256;
constexpr int parts = 64;

int last_place(const std::vector<int>& timeline) { return std::max(0, static_cast<int>(timeline.size()) - 1); }

int step_at(const std::vector<int>& timeline, int place) {
  return timeline[static_cast<std::size_t>(std::clamp(place, 0, last_place(timeline)))];
}

// What the steps of a block or a layer have in common.
std::string_view group(std::string_view path, Grain grain) {
  return grain == Grain::layer ? Path(path).first(2) : Path(path).group();
}

Moment by_unit(const Trace& trace, const std::vector<int>& timeline, Moment from, int direction) {
  const int place = place_of(timeline, from.step), all = units(trace[from.step]);
  const int done = units_done(trace[from.step], from.phase);
  const auto of = [](int some, int count) { return static_cast<double>(some) / count; };
  if (direction > 0) {
    if (done < all) return {from.step, of(done + 1, all)};
    if (place == last_place(timeline)) return {from.step, 1};
    const int next = step_at(timeline, place + 1);
    return {next, of(1, units(trace[next]))};
  }
  // An empty step shows no more than the complete one before it: that is where its first piece goes back to.
  if (done > 1) return {from.step, of(done - 1, all)};
  return place == 0 ? Moment{from.step, 0} : Moment{step_at(timeline, place - 1), 1};
}

int by_group(const Trace& trace, const std::vector<int>& timeline, int place, Grain grain, int direction) {
  const auto group_at = [&](int p) { return group(trace[step_at(timeline, p)].path, grain); };
  const auto begin = [&](int p) {
    while (p > 0 && group_at(p - 1) == group_at(p)) --p;
    return p;
  };
  if (direction < 0) return begin(std::max(0, begin(place) - 1));
  int next = place + 1;
  while (next < last_place(timeline) && group_at(next) == group_at(place)) ++next;
  return next;
}

}  // namespace

bool by_cells(const Step& step) { return step.out.size() <= most_pieces; }

int units(const Step& step) {
  if (by_cells(step)) return std::max(1, static_cast<int>(step.out.size()));
  const Index rows = step.out.rows();
  return rows > 1 && rows <= most_pieces ? static_cast<int>(rows) : parts;
}

int units_done(const Step& step, double phase) {
  const int all = units(step);
  if (phase >= 1) return all;
  constexpr double rounding = 1e-9;  // k / all × all may be a little less than k
  return phase > 0 ? static_cast<int>(std::floor(phase * all + rounding)) : 0;
}

Index cells_done(const Step& step, double phase) { return step.out.size() * units_done(step, phase) / units(step); }

std::optional<scene::Cursor> cursor(const Trace& trace, int step, double phase, std::optional<Cell> selected,
                                    bool sweeping) {
  if (step < 0 || trace[step].out.size() == 0) return std::nullopt;
  scene::Looked looked;
  if (selected) looked.selected = scene::RowCol{selected->row, selected->col};
  looked.sweeping = sweeping;
  return scene::cursor_at(trace, step, phase, cells_done(trace[step], phase), looked);
}

int place_of(const std::vector<int>& timeline, int step) {
  const auto at = std::lower_bound(timeline.begin(), timeline.end(), step);
  return std::min(static_cast<int>(at - timeline.begin()), last_place(timeline));
}

Moment moved(const Trace& trace, const std::vector<int>& timeline, Moment from, Grain grain, int direction) {
  if (timeline.empty() || direction == 0) return from;
  if (from.step < timeline.front()) return {timeline.front(), 1};
  const int place = place_of(timeline, from.step);
  from.step = step_at(timeline, place);
  if (grain == Grain::cell) return by_unit(trace, timeline, from, direction);
  if (grain != Grain::step) return {step_at(timeline, by_group(trace, timeline, place, grain, direction)), 1};
  const bool completes = direction > 0 && from.phase < 1;
  return {completes ? from.step : step_at(timeline, direction > 0 ? place + 1 : place - 1), 1};
}

}  // namespace attn
