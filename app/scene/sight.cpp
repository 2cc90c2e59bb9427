#include "app/scene/sight.h"

#include <algorithm>
#include <cmath>

namespace attn::scene {
namespace {

constexpr Index least_seen = 4;

float* middle_of(Sight& sight, Pane::Side side) {
  switch (side) {
    case Pane::Side::rows:
      return &sight.rows;
    case Pane::Side::cols:
      return &sight.cols;
    case Pane::Side::inner:
      return &sight.inner;
    case Pane::Side::none:
      break;
  }
  return nullptr;
}

// Held where the window is within the matrix: what a hand pushes beyond the edge need not be pulled back again.
float held(float middle, Index count, Index seen) {
  const float half = static_cast<float>(seen) / 2;
  return std::clamp(middle, half, std::max(half, static_cast<float>(count) - half));
}

const Pane* pane_at(const Scene& scene, float x, float y) {
  for (const Pane& pane : scene.panes)
    if (pane.box.contains(x, y)) return &pane;
  return scene.panes.empty() ? nullptr : &scene.panes.back();
}

// One side of a pane at a place between its ends, 0…1.
void zoom_side(Sight& to, const Pane::Axis& axis, float at) {
  float* middle = middle_of(to, axis.side);
  if (!middle) return;
  const float cell = static_cast<float>(axis.from) + at * static_cast<float>(axis.seen);
  const Index seen = window(to.zoom, 0, axis.count).seen;
  *middle = held(cell + (0.5f - at) * static_cast<float>(seen), axis.count, seen);
}

void move_side(Sight& to, const Pane::Axis& axis, float by) {
  if (float* middle = middle_of(to, axis.side)) *middle = held(*middle + by, axis.count, axis.seen);
}

float part(float at, float from, float length) {
  return length > 0 ? std::clamp((at - from) / length, 0.0f, 1.0f) : 0.5f;
}

}  // namespace

Window window(float zoom, float middle, Index count) {
  const auto wanted = static_cast<Index>(std::ceil(static_cast<float>(count) / std::max(1.0f, zoom) - 1e-3f));
  const Index seen = std::clamp(wanted, std::min(count, least_seen), count);
  const auto from = static_cast<Index>(std::lround(middle - static_cast<float>(seen) / 2));
  return {std::clamp<Index>(from, 0, count - seen), seen};
}

float closest(Index count) { return std::max(1.0f, static_cast<float>(count) / static_cast<float>(least_seen)); }

Sight zoomed(const Sight& sight, const Scene& scene, float x, float y, float factor) {
  const Pane* pane = pane_at(scene, x, y);
  if (!pane) return sight;
  float most = 1;
  for (const Pane& p : scene.panes)
    for (const Pane::Axis& axis : {p.down, p.across})
      if (axis.side != Pane::Side::none) most = std::max(most, closest(axis.count));
  Sight to = sight;
  to.zoom = std::clamp(sight.zoom * factor, 1.0f, most);
  if (to.zoom < 1.02f) return {};
  // Sides that the pane under the pointer has not stay in their middle.
  for (const Pane& p : scene.panes)
    for (const Pane::Axis& axis : {p.down, p.across}) zoom_side(to, axis, 0.5f);
  zoom_side(to, pane->down, part(y, pane->box.y, pane->box.h));
  zoom_side(to, pane->across, part(x, pane->box.x, pane->box.w));
  return to;
}

Sight panned(const Sight& sight, const Scene& scene, float x, float y, float right, float down) {
  const Pane* pane = pane_at(scene, x, y);
  if (!pane || sight.zoom <= 1) return sight;
  Sight to = sight;
  if (pane->box.w > 0) move_side(to, pane->across, -right / pane->box.w * static_cast<float>(pane->across.seen));
  if (pane->box.h > 0) move_side(to, pane->down, -down / pane->box.h * static_cast<float>(pane->down.seen));
  return to;
}

Sight scrolled(const Sight& sight, const Scene& scene, float x, float y, float right, float down) {
  const Pane* pane = pane_at(scene, x, y);
  if (!pane || sight.zoom <= 1) return sight;
  const auto notch = [](Index seen) { return std::max(1.0f, std::round(static_cast<float>(seen) / 8)); };
  Sight to = sight;
  move_side(to, pane->across, right * notch(pane->across.seen));
  move_side(to, pane->down, down * notch(pane->down.seen));
  return to;
}

Sight sight_at(float zoom, Index row, Index col) {
  if (zoom <= 1) return {};
  return {zoom, static_cast<float>(row) + 0.5f, static_cast<float>(col) + 0.5f, 0};
}

Sight with_cell(const Sight& sight, Index rows, Index cols, Index row, Index col) {
  if (sight.zoom <= 1) return sight;
  Sight to = sight;
  const auto follow = [&](float& middle, Index count, Index at) {
    const Window w = window(sight.zoom, middle, count);
    const float half = static_cast<float>(w.seen) / 2;
    if (at < w.from) middle = static_cast<float>(at) + half;
    if (at >= w.from + w.seen) middle = static_cast<float>(at + 1) - half;
  };
  follow(to.rows, rows, row);
  follow(to.cols, cols, col);
  return to;
}

}  // namespace attn::scene
