#include "app/scene/ribbon.h"

#include <algorithm>

namespace attn::scene {

Mark ribbon(Point from, float from_height, Point to, float to_height, Color color, CellTag cell) {
  Mark mark;
  mark.kind = Mark::Kind::ribbon;
  mark.points = {from, {from.x, from.y + from_height}, to, {to.x, to.y + to_height}};
  mark.color = color;
  mark.cell = cell;
  const float top = std::min(from.y, to.y), bottom = std::max(from.y + from_height, to.y + to_height);
  mark.rect = {std::min(from.x, to.x), top, std::max(from.x, to.x) - std::min(from.x, to.x), bottom - top};
  return mark;
}

Point on_ribbon(Point from, Point to, float t) {
  const float u = 1 - t, middle = (from.x + to.x) / 2;
  return {u * u * u * from.x + 3 * u * t * middle + t * t * t * to.x, from.y + (to.y - from.y) * t * t * (3 - 2 * t)};
}

bool on_ribbon(const Mark& ribbon, float x, float y, float slack) {
  if (ribbon.points.size() != 4) return false;
  const Rect& box = ribbon.rect;
  if (x < box.x || x > box.x + box.w || y < box.y - slack || y > box.y + box.h + slack) return false;
  const Point &a = ribbon.points[0], &b = ribbon.points[1], &c = ribbon.points[2], &d = ribbon.points[3];
  const bool forward = a.x <= c.x;
  float low = 0, high = 1;  // x grows or falls along the curve: bisection
  for (int i = 0; i < 16; ++i) {
    const float middle = (low + high) / 2;
    ((on_ribbon(a, c, middle).x < x) == forward ? low : high) = middle;
  }
  return y >= on_ribbon(a, c, low).y - slack && y <= on_ribbon(b, d, low).y + slack;
}

}  // namespace attn::scene
