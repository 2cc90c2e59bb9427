#include "app/scene/stage/block.h"

#include <algorithm>
#include <cmath>

namespace attn::scene::parts {
namespace {

float cell_size(Index count, Index across, const Rect& room) {
  const Index down = (count + across - 1) / across;
  return std::min(room.w / static_cast<float>(across), room.h / static_cast<float>(down));
}

}  // namespace

Rect Block::cell(Index k) const {
  const float gap = px >= 4 ? 1 : 0;
  return {box.x + static_cast<float>(k % across) * px, box.y + static_cast<float>(k / across) * px, px - gap, px - gap};
}

Block block(Index count, const Rect& room, float most_px) {
  Block made;
  made.count = count;
  while (made.across * made.across < count) made.across *= 2;
  while (made.across < count && cell_size(count, made.across, room) < cell_size(count, 2 * made.across, room))
    made.across *= 2;
  made.px = std::min(cell_size(count, made.across, room), most_px);
  if (made.px >= 1) made.px = std::floor(made.px);
  made.box = {room.x, room.y, made.px * static_cast<float>(made.across),
              made.px * static_cast<float>((count + made.across - 1) / made.across)};
  return made;
}

void draw_block(Canvas& canvas, const Block& block, const Grid& of, Index row, Index shown, Index done) {
  for (Index k = 0; k < block.count; ++k) {
    const Rect at = block.cell(k);
    const CellTag tag = of.tag(row, k);
    if (k >= shown) {
      draw_pending(canvas.theme, at, block.px >= 10 ? 2.0f : 0.0f, tag, canvas.scene);
      continue;
    }
    const double value = of.value(row, k);
    draw_cell(canvas.theme, {}, value, cell_color(canvas.theme, value, of.range), at, k < done ? tag : CellTag{},
              canvas.scene);
  }
  canvas.add(outline(block.frame(), canvas.theme.line2, 1, 4));
}

}  // namespace attn::scene::parts
