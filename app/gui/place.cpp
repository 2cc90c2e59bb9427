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

}  // namespace attn::gui
