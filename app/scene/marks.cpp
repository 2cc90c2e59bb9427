#include "app/scene/marks.h"

namespace attn::scene::parts {

Mark fill(Rect rect, Color color, float radius) {
  Mark mark;
  mark.kind = Mark::Kind::fill;
  mark.rect = rect;
  mark.color = color;
  mark.radius = radius;
  return mark;
}

Mark outline(Rect rect, Color color, float width, float radius) {
  Mark mark = fill(rect, color, radius);
  mark.kind = Mark::Kind::outline;
  mark.width = width;
  return mark;
}

Mark line(float x1, float y1, float x2, float y2, Color color, float width) {
  Mark mark;
  mark.kind = Mark::Kind::line;
  mark.rect = {x1, y1, x2 - x1, y2 - y1};
  mark.color = color;
  mark.width = width;
  return mark;
}

Mark text(float x, float y, std::string words, Font font, float size, Color color, Align align) {
  Mark mark;
  mark.kind = Mark::Kind::text;
  mark.rect = {x, y, 0, 0};
  mark.color = color;
  mark.text = std::move(words);
  mark.font = font;
  mark.size = size;
  mark.align = align;
  return mark;
}

Mark polygon(std::vector<Point> points, Color color) {
  Mark mark;
  mark.kind = Mark::Kind::polygon;
  mark.points = std::move(points);
  mark.color = color;
  return mark;
}

Mark polyline(std::vector<Point> points, Color color, float width) {
  Mark mark = polygon(std::move(points), color);
  mark.kind = Mark::Kind::polyline;
  mark.width = width;
  return mark;
}

}  // namespace attn::scene::parts
