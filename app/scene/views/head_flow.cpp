#include <algorithm>
#include <cmath>

#include "app/scene/marks.h"
#include "app/scene/ribbon.h"
#include "app/scene/stage/parts.h"
#include "app/scene/views/head_detail.h"
#include "app/scene/views/words.h"

namespace attn::scene {
namespace {

constexpr float most_scale = 24, least_ribbon = 0.35f;  // height of a weight of 1; what is thinner is not seen
constexpr float node = 6, line_height = 15;

// Bars below each other, spread over the height that there is.
std::vector<float> tops(const std::vector<float>& heights, float y, float height) {
  float all = 0;
  for (const float h : heights) all += h;
  const float gap = std::min(24.0f, (height - all) / static_cast<float>(std::max<std::size_t>(1, heights.size() - 1)));
  const float used = all + gap * static_cast<float>(heights.size() - 1);
  std::vector<float> made;
  float at = y + std::max(0.0f, (height - used) / 2);
  for (const float h : heights) {
    made.push_back(at);
    at += h + gap;
  }
  return made;
}

struct Band {
  Index row, col;
  double weight;
};

// Names beside the bars, as many as do not touch; the active one always.
void names(const HeadDetailRequest& request, const Axis& axis, const std::vector<float>& at,
           const std::vector<float>& heights, float x, float room, Align align, Index active, Scene& to) {
  std::vector<Index> order;
  if (active >= 0) order.push_back(active);
  for (Index i = 0; i < static_cast<Index>(at.size()); ++i)
    if (i != active) order.push_back(i);
  std::vector<float> taken;
  for (const Index i : order) {
    const auto k = static_cast<std::size_t>(i);
    const float y = at[k] + heights[k] / 2;
    if (std::any_of(taken.begin(), taken.end(), [&](float other) { return std::abs(other - y) < line_height; }))
      continue;
    taken.push_back(y);
    const bool on = i == active;
    parts::words(request.stage, x, y, axis.label(i), on ? Font::ui_bold : Font::ui, 12.5f,
                 on ? request.stage.theme.t1 : request.stage.theme.t2, room, to, align);
  }
}

}  // namespace

void draw_flow(const HeadDetailRequest& request, const Rect& box, Scene& to) {
  const Theme& theme = request.stage.theme;
  const Tensor& weights = request.weights;
  const Index rows = weights.rows(), cols = weights.cols();
  std::vector<float> out(static_cast<std::size_t>(rows)), in(static_cast<std::size_t>(cols));
  std::vector<Band> bands;
  float total = 0;
  for (Index r = 0; r < rows; ++r)
    for (Index c = 0; c < cols; ++c) {
      const auto w = static_cast<double>(weights(r, c));
      if (!std::isfinite(w) || w <= 0) continue;
      bands.push_back({r, c, w});
      out[static_cast<std::size_t>(r)] += static_cast<float>(w);
      in[static_cast<std::size_t>(c)] += static_cast<float>(w);
      total += static_cast<float>(w);
    }
  if (bands.empty()) return;
  const float scale = std::min(std::max(most_scale, box.h / 10), 0.62f * box.h / total);
  for (float& h : out) h *= scale;
  for (float& h : in) h *= scale;
  const std::vector<float> left = tops(in, box.y, box.h), right = tops(out, box.y, box.h);
  const float x0 = box.x + 104, x1 = box.x + box.w - 104;

  // Within a bar, bands lie in the order of the words at their other end.
  struct Laid {
    Band band;
    float from, to;
  };
  std::vector<Laid> laid;
  std::vector<float> from = left, into = right;
  for (const Band& b : bands) {
    const auto r = static_cast<std::size_t>(b.row), c = static_cast<std::size_t>(b.col);
    const float h = static_cast<float>(b.weight) * scale;
    laid.push_back({b, from[c], into[r]});
    from[c] += h;
    into[r] += h;
  }
  std::stable_sort(laid.begin(), laid.end(),
                   [](const Laid& a, const Laid& b) { return a.band.weight < b.band.weight; });
  const Index active_row = request.cell ? request.cell->first : -1,
              active_col = request.cell ? request.cell->second : -1;
  const double full = std::max(1.0, request.range.limit);
  const auto ribbon_of = [&](const Laid& l) {
    const float h = static_cast<float>(l.band.weight) * scale;
    const bool on = active_row < 0 || l.band.row == active_row;
    const double share = std::min(1.0, l.band.weight / full);
    const double alpha = on ? 0.35 + 0.65 * std::min(1.0, share * 1.9) : 0.12 + 0.4 * share;
    Color color = theme.seq[static_cast<std::size_t>(std::lround(share * 255))];
    // Next to nothing has the colour of the ground.
    if (share < 0.12) color = theme.seq[30];
    Mark mark = ribbon({x0, l.from}, h, {x1, l.to}, h, faded(color, alpha), {request.step, l.band.row, l.band.col});
    return mark;
  };
  const Laid* active = nullptr;
  for (const bool lit : {false, true})
    for (const Laid& l : laid) {
      const bool here = l.band.row == active_row;
      if (here != lit) continue;
      if (here && l.band.col == active_col) {
        active = &l;
        continue;
      }
      if (static_cast<float>(l.band.weight) * scale >= least_ribbon) to.marks.push_back(ribbon_of(l));
    }
  if (active) {
    to.marks.push_back(ribbon_of(*active));
    const float h = static_cast<float>(active->band.weight) * scale;
    for (const float edge : {0.0f, h}) {
      std::vector<Point> points;
      for (int i = 0; i <= 32; ++i)
        points.push_back(on_ribbon({x0, active->from + edge}, {x1, active->to + edge}, static_cast<float>(i) / 32));
      to.marks.push_back(parts::polyline(std::move(points), theme.ink, 1.25f));
    }
  }
  for (Index c = 0; c < cols; ++c) {
    const auto k = static_cast<std::size_t>(c);
    to.marks.push_back(parts::fill({x0 - node, left[k], node, std::max(1.0f, in[k])}, theme.v, 2));
  }
  for (Index r = 0; r < rows; ++r) {
    const auto k = static_cast<std::size_t>(r);
    const bool on = active_row < 0 || r == active_row;
    to.marks.push_back(
        parts::fill({x1, right[k], node, std::max(1.0f, out[k])}, on ? theme.o : faded(theme.o, 0.5), 2));
  }
  names(request, weights.col_axis, left, in, x0 - 16, 88, Align::right, active_col, to);
  names(request, weights.row_axis, right, out, x1 + 16, 88, Align::left, active_row, to);
}

}  // namespace attn::scene
