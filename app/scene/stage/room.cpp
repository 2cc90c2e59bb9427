#include "app/scene/stage/room.h"

#include <algorithm>
#include <cmath>

#include "app/scene/stage/canvas.h"

namespace attn::scene::parts {
namespace {

constexpr float made_for_width = 808, made_for_height = 579, widest = 1.72f;  // in heights
constexpr float step = 0.25f, most = 1.75f;

// Cells keep sharp edges.
Rect snapped(const Rect& r) {
  const float x = std::round(r.x), y = std::round(r.y);
  return {x, y, std::max(1.0f, std::round(r.x + r.w) - x), std::max(1.0f, std::round(r.y + r.h) - y)};
}

void enlarge(Mark& mark, float zoom, float left) {
  mark.rect = {mark.rect.x * zoom + left, mark.rect.y * zoom, mark.rect.w * zoom, mark.rect.h * zoom};
  if (zoom != 1 && (mark.kind == Mark::Kind::image || mark.kind == Mark::Kind::texels ||
                    (mark.kind == Mark::Kind::fill && mark.cell.step >= 0)))
    mark.rect = snapped(mark.rect);
  for (Point& p : mark.points) p = {p.x * zoom + left, p.y * zoom};
  mark.width *= zoom;
  mark.radius *= zoom;
  mark.size *= zoom;
}

}  // namespace

Scene in_room(const StageRequest& request, void (*draw)(Canvas& canvas)) {
  const float fits = std::min(request.width / made_for_width, request.height / made_for_height);
  const float zoom = std::clamp(std::floor(fits / step) * step, 1.0f, most);
  const Measure measure = [&](std::string_view text, Font font, float size) {
    return request.measure(text, font, size * zoom) / zoom;
  };
  StageRequest inner{request.trace,
                     request.step,
                     request.phase,
                     request.cells_done,
                     request.cell,
                     request.theme,
                     0,
                     request.height / zoom,
                     measure,
                     request.title,
                     request.formula,
                     request.text,
                     request.sight,
                     request.pointed,
                     request.sweeping};
  inner.width = std::min(request.width / zoom, std::max(widest * inner.height, made_for_width));
  Canvas canvas(inner);
  draw(canvas);
  if (canvas.on_top) canvas.on_top(canvas);
  Scene scene = std::move(canvas.scene);
  const float left = std::floor((request.width - inner.width * zoom) / 2);
  for (Mark& mark : scene.marks) enlarge(mark, zoom, left);
  for (Pane& pane : scene.panes)
    pane.box = {pane.box.x * zoom + left, pane.box.y * zoom, pane.box.w * zoom, pane.box.h * zoom};
  scene.width = request.width;
  scene.height = request.height;
  return scene;
}

}  // namespace attn::scene::parts
