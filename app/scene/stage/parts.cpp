#include "app/scene/stage/parts.h"

#include <cmath>

#include "app/scene/format.h"
#include "app/scene/text.h"

namespace attn::scene::parts {

Color mixed(Color from, Color to, double part) {
  const auto mix = [part](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>(std::lround(a + (b - a) * part));
  };
  return {mix(from.r, to.r), mix(from.g, to.g), mix(from.b, to.b), 255};
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

void dashed(Point from, Point to, Color color, float width, Scene& scene) {
  constexpr float dash = 3, space = 3;
  const float length = std::hypot(to.x - from.x, to.y - from.y);
  const float x = length > 0 ? (to.x - from.x) / length : 0, y = length > 0 ? (to.y - from.y) / length : 0;
  for (float at = 0; at < length; at += dash + space) {
    const float end = std::min(length, at + dash);
    scene.marks.push_back(line(from.x + x * at, from.y + y * at, from.x + x * end, from.y + y * end, color, width));
  }
}

void arrow_head(Point from, Point tip, float length, Color color, Scene& scene) {
  const float far = std::hypot(tip.x - from.x, tip.y - from.y);
  if (far <= 0) return;
  const float x = (tip.x - from.x) / far, y = (tip.y - from.y) / far, half = length * 0.4f;
  const Point foot{tip.x - x * length, tip.y - y * length};
  scene.marks.push_back(
      polygon({tip, {foot.x - y * half, foot.y + x * half}, {foot.x + y * half, foot.y - x * half}}, color));
}

void bracket(const Rect& cells, Color color, Scene& to) {
  constexpr float offset = 4, serif = 5, width = 1.75f;
  const float top = cells.y - offset, bottom = cells.y + cells.h + offset - 1;
  const auto side = [&](float x, float towards) {
    to.marks.push_back(line(x, top - width / 2, x, bottom + width / 2, color, width));
    for (const float y : {top, bottom}) to.marks.push_back(line(x, y, x + towards, y, color, width));
  };
  side(cells.x - offset, serif);
  side(cells.x + cells.w + offset - 1, -serif);
}

void card(const Theme& theme, const Rect& box, Scene& to) {
  to.marks.push_back(fill(box, theme.bg1, 8));
  to.marks.push_back(outline(grown(box, -0.5f), theme.line2, 1, 8));
}

void frame(const Rect& cells, Color color, Scene& to) { to.marks.push_back(outline(grown(cells, 1), color, 1.5f, 3)); }

void beam(const Rect& box, Color color, Scene& to) {
  if (box.w > 0 && box.h > 0) to.marks.push_back(fill(box, faded(color, 0.15)));
}

void draw_row_labels(const StageRequest& request, const Grid& grid, const Labels& labels, float x, Index active,
                     Color hue, Scene& to) {
  const Theme& theme = request.theme;
  for (const Label& label : labels.labels) {
    const bool on = label.index == active, number = labels.font == Font::mono;
    const float y = grid.y_of(label.index);
    to.marks.push_back(text(x, y, label.text, on && !number ? Font::ui_bold : labels.font, labels.size,
                            on       ? hue
                            : number ? theme.t3
                                     : theme.t2,
                            Align::right));
    to.marks.back().names = grid.turned ? CellTag{grid.step, -1, label.index} : CellTag{grid.step, label.index, -1};
    if (labels.ticks) to.marks.push_back(line(x + 4, y, x + 8, y, on ? hue : theme.line3, 1));
  }
}

void draw_col_labels(const StageRequest& request, const Grid& grid, const Labels& labels, float y, Index active,
                     Color hue, Scene& to) {
  const Theme& theme = request.theme;
  for (const Label& label : labels.labels) {
    const bool on = label.index == active, number = labels.font == Font::mono;
    const float x = grid.x_of(label.index) - (labels.slanted ? 0.0f : 0.5f);
    to.marks.push_back(text(x, y, label.text, on && !number ? Font::ui_bold : labels.font, labels.size,
                            on       ? hue
                            : number ? theme.t3
                                     : theme.t2,
                            labels.slanted ? Align::left : Align::center));
    if (labels.slanted) to.marks.back().angle = 45;
    to.marks.back().names = grid.turned ? CellTag{grid.step, label.index, -1} : CellTag{grid.step, -1, label.index};
    if (labels.ticks && !number) to.marks.push_back(line(x, y + 5, x, y + 8, on ? hue : theme.line3, 1));
  }
}

void color_bar(const StageRequest& request, float x, float y, float width, const std::string& name, const Range& range,
               Scene& to) {
  const Theme& theme = request.theme;
  to.marks.push_back(text(x + width / 2, y + 5, name, Font::ui, 10, theme.t2, Align::center));
  Mark bar;
  bar.kind = Mark::Kind::image;
  bar.rect = {x, y + 13, width, 8};
  bar.image = range_image(theme, range);
  to.marks.push_back(std::move(bar));
  if (!theme.dark) to.marks.push_back(outline({x - 0.5f, y + 12.5f, width + 1, 9}, theme.line2, 1));
  const bool unit = range.kind == Range::Kind::unit;
  const auto tick = [&](float at, const std::string& shown, Align align) {
    to.marks.push_back(text(at, y + 31, shown, Font::mono, 9.5f, theme.t3, align));
  };
  tick(x, unit ? "0" : range_text(-range.limit), Align::left);
  tick(x + width, unit ? "1" : range_text(range.limit), Align::right);
  if (!unit && 2 * request.measure(range_text(range.limit), Font::mono, 9.5f) + 20 < width)
    tick(x + width / 2, "0", Align::center);
}

void words(const StageRequest& request, float x, float y, const std::string& shown, Font font, float size, Color color,
           float room, Scene& to, Align align) {
  std::string cut = elide(clean_utf8(shown), room, font, size, request.measure);
  if (!cut.empty()) to.marks.push_back(text(x, y, std::move(cut), font, size, color, align));
}

}  // namespace attn::scene::parts
