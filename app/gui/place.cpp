#include "app/gui/place.h"

#include <algorithm>
#include <cmath>

namespace attn::gui {
namespace {

float shared(const scene::Rect& a, const scene::Rect& b) {
  const float w = std::min(a.x + a.w, b.x + b.w) - std::max(a.x, b.x);
  const float h = std::min(a.y + a.h, b.y + b.h) - std::max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

}  // namespace

scene::Rect free_place(const scene::Rect& room, scene::Point near, float width, float height,
                       const std::vector<scene::Rect>& words, const scene::Rect& thing) {
  constexpr float pitch = 20, per_pixel = 12;  // a pixel farther away is worth so many that are hidden
  const float right = std::max(room.x, room.x + room.w - width), low = std::max(room.y, room.y + room.h - height);
  scene::Rect best{right, room.y, width, height};
  float least = 1e30f;
  for (float y = room.y; y <= low + 0.5f; y += pitch)
    for (float x = room.x; x <= right + 0.5f; x += pitch) {
      const scene::Rect card{x, y, width, height};
      const float dx = std::max({card.x - near.x, near.x - card.x - card.w, 0.0f});
      const float dy = std::max({card.y - near.y, near.y - card.y - card.h, 0.0f});
      float cost = per_pixel * std::hypot(dx, dy) + 4 * shared(card, thing);
      for (const scene::Rect& word : words) cost += 4 * shared(card, word);
      if (cost < least) least = cost, best = card;
    }
  return best;
}

scene::Rect tip_place(const scene::Rect& room, const scene::Rect& about, float width, float height, Tip where) {
  constexpr float gap = 6, right = 18, down = 24;  // of a control; of a cell
  const float end = room.x + room.w, foot = room.y + room.h;
  // After the thing by `after` if that is within the room, else before it.
  const auto beyond = [](float at, float size, float after, float length, float low, float high) {
    const float there = at + size + after;
    return there + length <= high || at - after - length < low ? there : at - after - length;
  };
  const auto held = [](float at, float length, float low, float high) {
    return std::max(low, std::min(at, high - length));
  };
  float x = about.x, y = about.y;
  if (where == Tip::below) {
    if (about.x + about.w / 2 > room.x + room.w / 2) x = about.x + about.w - width;
    y = beyond(about.y, about.h, gap, height, room.y, foot);
  } else if (where == Tip::beside) {
    x = beyond(about.x, about.w, right, width, room.x, end);
    y = beyond(about.y, about.h, down, height, room.y, foot);
  } else {
    x = beyond(about.x, about.w, gap, width, room.x, end);
    y = about.y + (about.h - height) / 2;
  }
  return {held(x, width, room.x, end), held(y, height, room.y, foot), width, height};
}

}  // namespace attn::gui
