#include <algorithm>

#include "app/scene/ribbon.h"
#include "app/scene/texels.h"

namespace attn::scene {
namespace {

constexpr float half_gap = 1;  // of the gap that layouts leave between cells

Index texel(float offset, float length, int count) {
  const auto i = static_cast<Index>(offset / length * static_cast<float>(count));
  return std::clamp<Index>(i, 0, count - 1);
}

CellTag cell_of_image(const Mark& mark, float x, float y) {
  const Image& image = *mark.image;
  const ImagePart part = part_in(mark);
  if (part.width <= 0 || part.height <= 0 || mark.cols <= 0) return {};
  const Index row = texel(y - mark.rect.y, mark.rect.h, part.height);
  const Index col = texel(x - mark.rect.x, mark.rect.w, part.width);
  if (image.cells.empty()) return {mark.cell.step, row, col};
  const Index cell = image.cells[static_cast<std::size_t>((part.y + row) * image.width + part.x + col)];
  return {mark.cell.step, cell / mark.cols, cell % mark.cols};
}

CellTag cell_of_texels(const Mark& mark, float x, float y) {
  const Texels& m = *mark.texels;
  if (m.width() <= 0 || m.height() <= 0 || mark.cols <= 0) return {};
  const Index cell =
      cell_of(m, texel(y - mark.rect.y, mark.rect.h, m.height()), texel(x - mark.rect.x, mark.rect.w, m.width()));
  return {mark.cell.step, cell / mark.cols, cell % mark.cols};
}

struct Hit {
  CellTag cell;
  const Mark* mark = nullptr;
};

Hit hit(const Scene& scene, float x, float y, float slack) {
  // The last mark lies on top.
  for (auto mark = scene.marks.rbegin(); mark != scene.marks.rend(); ++mark) {
    if (mark->cell.step < 0) continue;
    const Rect& r = mark->rect;
    if (mark->kind == Mark::Kind::image && mark->image && r.contains(x, y)) return {cell_of_image(*mark, x, y), &*mark};
    if (mark->kind == Mark::Kind::texels && mark->texels && r.contains(x, y))
      return {cell_of_texels(*mark, x, y), &*mark};
    if (mark->kind == Mark::Kind::ribbon && on_ribbon(*mark, x, y, slack)) return {mark->cell, &*mark};
    if (mark->kind != Mark::Kind::fill) continue;
    if (Rect{r.x - slack, r.y - slack, r.w + 2 * slack, r.h + 2 * slack}.contains(x, y)) return {mark->cell, &*mark};
  }
  return {};
}

Hit hit(const Scene& scene, float x, float y) {
  const Hit exact = hit(scene, x, y, 0);
  return exact.cell.step >= 0 ? exact : hit(scene, x, y, half_gap);
}

}  // namespace

ImagePart part_in(const Mark& mark) {
  if (!mark.image) return {};
  if (mark.part.w <= 0) return {0, 0, mark.image->width, mark.image->height};
  return {static_cast<int>(mark.part.x), static_cast<int>(mark.part.y), static_cast<int>(mark.part.w),
          static_cast<int>(mark.part.h)};
}

Image part_of(const Mark& mark) {
  const ImagePart part = part_in(mark);
  Image image;
  image.width = part.width;
  image.height = part.height;
  for (int y = part.y; y < part.y + part.height; ++y) {
    const auto from = static_cast<std::ptrdiff_t>(y) * mark.image->width + part.x, to = from + part.width;
    const auto& whole = *mark.image;
    image.rgba.insert(image.rgba.end(), whole.rgba.begin() + 4 * from, whole.rgba.begin() + 4 * to);
    if (!whole.cells.empty())
      image.cells.insert(image.cells.end(), whole.cells.begin() + from, whole.cells.begin() + to);
  }
  return image;
}

CellTag cell_at(const Scene& scene, float x, float y) { return hit(scene, x, y).cell; }

Rect cell_box(const Scene& scene, float x, float y) {
  const auto [cell, mark] = hit(scene, x, y);
  const Rect point{x, y, 0, 0};
  if (!mark || mark->kind == Mark::Kind::ribbon) return point;
  if (mark->kind == Mark::Kind::fill) return mark->rect;
  const Rect place = place_of(*mark, cell.row, cell.col);
  return place.w > 0 ? place : point;
}

Rect place_of(const Mark& mark, Index row, Index col) {
  const Rect& box = mark.rect;
  if (mark.kind == Mark::Kind::image && mark.rows > 0 && mark.cols > 0) {
    const float w = box.w / static_cast<float>(mark.cols), h = box.h / static_cast<float>(mark.rows);
    return {box.x + w * static_cast<float>(col), box.y + h * static_cast<float>(row), w, h};
  }
  if (mark.kind != Mark::Kind::texels || !mark.texels) return {};
  const Texels& m = *mark.texels;
  const Index down = m.turned ? col : row, across = m.turned ? row : col;
  if (m.width() <= 0 || m.height() <= 0 || !m.down.sees(down) || !m.across.sees(across)) return {};
  const float w = box.w / static_cast<float>(m.width()), h = box.h / static_cast<float>(m.height());
  return {box.x + w * static_cast<float>(m.across.position(across)),
          box.y + h * static_cast<float>(m.down.position(down)), w, h};
}

}  // namespace attn::scene
