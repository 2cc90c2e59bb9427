#include <algorithm>
#include <cmath>
#include <vector>

#include "app/scene/stage/landscape.h"
#include "app/scene/stage/output/output.h"
#include "engine/roles/roles.h"

namespace attn::scene::parts {
namespace {

constexpr float gap = 14;

// The parts that the step is about, below each other.
void few(const Canvas& canvas, const Output& of, OutputPlaces& at) {
  const Rect room = canvas.room;
  const Role* role = canvas.step().role;
  std::vector<Rect*> parts;
  if (role == &roles::state)
    parts = {&at.work, &at.state};
  else if (role == &roles::similarity)
    parts = {&at.table, &at.landscape, &at.best};
  else if (of.chosen)
    parts = {&at.best, &at.input};
  else if (of.share)
    parts = {&at.work, &at.best};
  else
    parts = {&at.landscape, &at.best};
  const float head = std::min(46.0f, room.h * 0.3f);
  at.idea = {room.x, room.y, room.w, head};
  float y = room.y + head, left = room.h - head;
  auto count = static_cast<float>(parts.size());
  for (Rect* part : parts) {
    float h = left / count;
    if (part == &at.input) h = std::min(h, 84.0f);
    if (part == &at.state) h = std::min(h, 44.0f);
    if (part == parts.front() && (parts[1] == &at.input || parts[1] == &at.state))
      h = left - std::min(left / count, part == &at.best ? 84.0f : 44.0f);
    const bool named = part == &at.table;  // has its name above it
    *part = {room.x, y + (named ? 20 : 0), room.w, h - 8 - (named ? 20 : 0)};
    if (part == &at.state) part->h = std::min(20.0f, part->h);
    if (const Rect plot = landscape_plot(*part); named) part->x = plot.x, part->w = plot.w;
    y += h, left -= h;
    count -= 1;
  }
}

}  // namespace

OutputPlaces output_places(const Canvas& canvas, const Output& of) {
  const Rect room = canvas.room;
  OutputPlaces at;
  at.whole = room.w >= 600 && room.h >= 420;
  if (!at.whole) {
    few(canvas, of, at);
    return at;
  }
  const float right = room.x + std::round(0.4f * room.w), width = room.x + room.w - right;
  const Rect below = landscape_plot({right, 0, width, 0});  // its columns are those of the table
  at.table = {below.x, room.y + 24, below.w, std::round(0.21f * room.h)};
  at.landscape = {right, at.table.y + at.table.h + gap, width, std::round(0.22f * room.h)};
  at.state = {room.x, at.landscape.y + 2, right - 22 - room.x, 22};
  at.bars = {room.x, at.state.y + at.state.h + 26, right - 40 - room.x, 36};
  if (at.bars.y + at.bars.h > at.landscape.y + at.landscape.h + 4) at.bars = {};
  at.idea = {room.x, room.y, right - 22 - room.x, at.state.y - 10};
  const float top = at.landscape.y + at.landscape.h + gap, bottom = room.y + room.h;
  const float middle = room.x + std::round(0.5f * room.w), slot = room.h >= 520 ? 80.0f : 72.0f;
  at.work = {room.x, top, middle - 12 - room.x, bottom - top};
  at.input = {middle, bottom - slot, room.x + room.w - middle, slot};
  at.best = {middle, top, at.input.w, at.input.y - 12 - top};
  return at;
}

}  // namespace attn::scene::parts
