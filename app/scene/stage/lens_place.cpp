#include "app/scene/stage/lens_place.h"

#include <algorithm>
#include <cmath>

namespace attn::scene::parts {
namespace {

constexpr float tile = 6;
// What a tile costs; no lens is so large that all of its matrix costs as much as one tile of anything else.
constexpr float own_pending = 0.25f, own = 1, others = 1e5f, words = 3e5f, forbidden = 1e10f;

// How much is lost where something is covered: a coarse picture of weights, summed up so that any box is cheap.
class Ground {
 public:
  Ground(float w, float h)
      : across_(static_cast<std::size_t>(std::ceil(w / tile)) + 1),
        down_(static_cast<std::size_t>(std::ceil(h / tile)) + 1),
        weights_(across_ * down_, 0.0) {}

  void add(const Rect& box, float weight) {
    if (box.w <= 0 || box.h <= 0) return;
    const auto [x, y, x2, y2] = tiles(box);
    for (std::size_t j = y; j < y2; ++j)
      for (std::size_t i = x; i < x2; ++i) {
        double& at = weights_[j * across_ + i];
        at = std::max(at, static_cast<double>(weight));
      }
  }
  void sum_up() {
    for (std::size_t j = 0; j < down_; ++j)
      for (std::size_t i = 0; i < across_; ++i) weights_[j * across_ + i] += before(i, j) + above(i, j);
  }
  double under(const Rect& box) const {
    const auto [x, y, x2, y2] = tiles(box);
    if (x2 <= x || y2 <= y) return 0;
    return total(x2, y2) - total(x, y2) - total(x2, y) + total(x, y);
  }

 private:
  struct Tiles {
    std::size_t x, y, x2, y2;
  };
  Tiles tiles(const Rect& box) const {
    const auto at = [](float v, std::size_t most) {
      return static_cast<std::size_t>(std::clamp(v, 0.0f, static_cast<float>(most)));
    };
    return {at(std::floor(box.x / tile), across_), at(std::floor(box.y / tile), down_),
            at(std::ceil((box.x + box.w) / tile), across_), at(std::ceil((box.y + box.h) / tile), down_)};
  }
  double total(std::size_t x, std::size_t y) const {  // of the tiles before column x and row y, once summed up
    return x == 0 || y == 0 ? 0 : weights_[(y - 1) * across_ + x - 1];
  }
  double before(std::size_t i, std::size_t j) const { return i == 0 ? 0 : weights_[j * across_ + i - 1]; }
  double above(std::size_t i, std::size_t j) const { return total(i + 1, j) - total(i, j); }

  std::size_t across_, down_;
  std::vector<double> weights_;
};

// What there is to be seen at a mark: texts, cells, curves, cards; not what only frames or tints.
Rect seen_at(const Canvas& canvas, const Mark& mark) {
  switch (mark.kind) {
    case Mark::Kind::text:
      return box_of_text(canvas, mark);
    case Mark::Kind::fill:
      return mark.color.a < 128 ? Rect{} : mark.rect;
    case Mark::Kind::image:
    case Mark::Kind::texels:
      return mark.rect;
    case Mark::Kind::line: {
      const Rect& r = mark.rect;
      return {std::min(r.x, r.x + r.w), std::min(r.y, r.y + r.h), std::abs(r.w) + 1, std::abs(r.h) + 1};
    }
    default:
      return {};
  }
}

bool within(const Rect& inner, const Rect& outer) {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
         inner.y + inner.h <= outer.y + outer.h;
}

Ground ground_of(const Canvas& canvas, const Grid& matrix, Index done, const Rect& square) {
  Ground ground(canvas.ask.width, canvas.ask.height);
  const Rect own_box = grown(matrix.box, 8);
  for (const Mark& mark : canvas.scene.marks)
    if (const Rect box = seen_at(canvas, mark); !within(box, own_box))
      ground.add(box, mark.kind == Mark::Kind::text ? words : others);
  const Index cols = std::max<Index>(1, matrix.of->cols()), rows = done < 0 ? matrix.rows() : (done + cols - 1) / cols;
  if (rows > matrix.down.from) ground.add(matrix.cells(0, 0, rows - 1, matrix.cols() - 1), own);
  if (rows < matrix.rows()) ground.add(matrix.cells(rows, 0, matrix.rows() - 1, matrix.cols() - 1), own_pending);
  ground.add(grown(square, 9), forbidden);
  ground.sum_up();
  return ground;
}

}  // namespace

std::optional<Spot> free_spot(const Canvas& canvas, const Grid& matrix, Index done, const Rect& square, float w,
                              float h, const Rect& room) {
  if (w > room.w || h > room.h) return std::nullopt;
  const Ground ground = ground_of(canvas, matrix, done, square);
  constexpr float apart = 10, over = 4;
  const float end = room.x + room.w - w, foot = room.y + room.h - h;
  const Rect& m = matrix.box;
  // At the foot of the matrix or at its top, beside the square: places that stay while the pointer moves a little.
  const float right = std::min(m.x + m.w + over - w, end), left = std::max(m.x - over, room.x);
  for (const float y :
       {std::min(m.y + m.h + over - h, foot), m.y - over, square.y + square.h + apart, square.y - apart - h})
    for (const float x : {right, left}) {
      const Rect tried{std::floor(x), std::floor(y), w, h};
      if (within(tried, room) && ground.under(tried) < static_cast<double>(others)) return Spot{tried, false};
    }
  std::optional<Spot> best;
  double least = forbidden;
  for (float y = foot; y >= room.y; y -= tile)
    for (float x = end; x >= room.x; x -= tile) {
      const Rect tried{std::floor(x), std::floor(y), w, h};
      if (const double cost = ground.under(tried); cost < least) {
        least = cost;
        best = Spot{tried, cost >= static_cast<double>(others)};
      }
    }
  return best;
}

Rect box_of_text(const Canvas& canvas, const Mark& mark) {
  const float w = canvas.width(mark.text, mark.font, mark.size);
  if (mark.angle != 0) {  // labels of columns: up to the right
    const float turned = w * 0.7072f;
    return {mark.rect.x, mark.rect.y - turned, turned, turned + mark.size / 2};
  }
  const float left = mark.align == Align::left ? 0 : mark.align == Align::center ? w / 2 : w;
  return {mark.rect.x - left, mark.rect.y - mark.size / 2, w, mark.size};
}

}  // namespace attn::scene::parts
