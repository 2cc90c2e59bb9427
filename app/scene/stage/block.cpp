#include "app/scene/stage/block.h"
#include "engine/eigen.h"

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
  if (!sees(k)) return {box.x, box.y, 0, 0};
  const float gap = px >= 4 ? 1 : 0;
  const Index at = k - from;
  return {box.x + static_cast<float>(at % across) * px, box.y + static_cast<float>(at / across) * px, px - gap,
          px - gap};
}

Block block(const Window& sight, Index count, const Rect& room, float most_px) {
  Block made;
  made.from = sight.from;
  made.count = sight.seen;
  while (made.across * made.across < made.count) made.across *= 2;
  // Flatter only where that makes the cells much larger.
  while (made.across < made.count &&
         1.25f * cell_size(made.count, made.across, room) < cell_size(made.count, 2 * made.across, room))
    made.across *= 2;
  // Higher in the same way.
  while (made.across > 2 &&
         1.15f * cell_size(made.count, made.across, room) < cell_size(made.count, made.across / 2, room))
    made.across /= 2;
  constexpr float most_close = 64;
  made.px = std::min(cell_size(made.count, made.across, room), made.count < count ? most_close : most_px);
  if (made.px >= 1) made.px = std::floor(made.px);
  made.box = {room.x, room.y, made.px * static_cast<float>(made.across),
              made.px * static_cast<float>((made.count + made.across - 1) / made.across)};
  return made;
}

void draw_block(Canvas& canvas, const Block& block, const Grid& of, Index row, Index shown, Index done,
                Pane::Side side) {
  constexpr float number_px = 30, notched_px = 6;
  Numbers numbers;
  if (block.px >= number_px) {
    const Tensor seen(mat_of(eigen(of.of->mat()).block(row, block.from, 1, block.count)), {}, {});
    numbers = choose_numbers(seen, of.range, false, block.px - 1, block.px - 1, canvas.ask.measure, true);
  }
  for (Index k = block.from; k < block.till(); ++k) {
    const Rect at = block.cell(k);
    const CellTag tag = of.tag(row, k);
    if (k >= shown) {
      draw_pending(canvas.theme, at, block.px >= 10 ? 2.0f : 0.0f, tag, canvas.scene);
      continue;
    }
    const double value = of.value(row, k);
    const bool there = k < done;
    draw_cell(canvas.theme, there ? numbers : Numbers{}, value, cell_color(canvas.theme, value, of.range), at,
              there ? tag : CellTag{}, canvas.scene);
    if (block.px >= notched_px && beyond(value, of.range)) draw_notch(canvas.theme, at, canvas.scene);
  }
  canvas.add(outline(block.frame(), canvas.theme.line2, 1, 4));
  // In reading order: further down is further on.
  canvas.scene.panes.push_back({block.box, {side, of.cols(), block.from, block.count}, {}});
}

}  // namespace attn::scene::parts
