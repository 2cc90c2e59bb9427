#include "app/scene/stage/suppliers.h"

#include <algorithm>
#include <cmath>

namespace attn::scene::parts {
namespace {

constexpr float chip_h = 24, box_w = 30;

float chips_width(const Canvas& canvas, const Axis& axis, Index count) {
  float all = 0;
  for (Index i = 0; i < count; ++i) all += std::ceil(canvas.width(axis.label(i), Font::ui_bold, 12)) + 19;
  return all;
}

// Words of a sequence as chips between x and end, the active one lit; if they are too many, it and how many more.
// Returns where they end.
float chips(Canvas& canvas, float x, float end, float y, const Axis& axis, Index count, Index active, Color hue) {
  const auto chip = [&](const std::string& words, bool lit, float limit) {
    const Font font = lit ? Font::ui_bold : Font::ui;
    const float w = std::ceil(canvas.width(words, font, 12)) + 14;
    if (x + w > limit) return;
    const Rect box{x, y, w, chip_h};
    canvas.add(fill(box, lit ? mixed(canvas.theme.bg1, hue, 0.18) : canvas.theme.bg1, 5));
    canvas.add(outline(grown(box, -0.5f), lit ? hue : canvas.theme.line2, lit ? 1.5f : 1.0f, 5));
    canvas.write(x + 7, y + chip_h / 2, words, {font, 12, lit ? hue : canvas.theme.t2}, w);
    x += w + 5;
  };
  if (x + chips_width(canvas, axis, count) <= end) {
    for (Index i = 0; i < count; ++i) chip(axis.label(i), i == active, end);
  } else {
    chip(axis.label(active), true, end - 44);
    chip("+" + std::to_string(count - 1), false, end);
  }
  return x;
}

void letter(Canvas& canvas, float x, float y, const char* name, Color hue, bool later) {
  const Rect box{x, y, box_w, chip_h};
  if (later)
    canvas.dashed(grown(box, -0.5f), hue);
  else
    canvas.add(outline(grown(box, -0.5f), hue, 1.5f, 5));
  canvas.write(x + box_w / 2, y + chip_h / 2, name, {Font::ui_bold, 13, hue, Align::center}, box_w);
}

}  // namespace

void draw_suppliers(Canvas& canvas, const Rect& box, const Tensor& scores, Index row, Index col) {
  const Theme& theme = canvas.theme;
  const std::string above = canvas.text("stage.scores.supplies"), below = canvas.text("stage.scores.being_written"),
                    later = canvas.text("stage.scores.waits");
  const Style small{Font::ui, 11, theme.t3};
  const float names = std::max(canvas.width(above, Font::ui, 11), canvas.width(below, Font::ui, 11)) + 14;
  const float top = box.y, bottom = box.y + box.h - chip_h, mid = chip_h / 2;
  // Room for the letters: K, V, and what V is for.
  const float tail = canvas.width(later, Font::ui, 11) + 8;
  const float words = std::max(chips_width(canvas, scores.col_axis, scores.cols()),
                               chips_width(canvas, scores.row_axis, scores.rows()));
  const bool said = box.w - names - 2 * box_w - 40 - tail >= std::clamp(words, 150.0f, 260.0f);
  const float k = std::floor(box.x + box.w - 2 * box_w - 16 - (said ? tail : 0)), v = k + box_w + 16;
  const auto side = [&](float y, const std::string& name, const Axis& axis, Index count, Index active, Color hue) {
    canvas.write(box.x, y + mid, name, small, names);
    const float x = chips(canvas, box.x + names, k - 24, y, axis, count, active, hue);
    canvas.add(line(x + 2, y + mid, k - 1, y + mid, theme.line3, 1));
  };
  side(top, above, scores.col_axis, scores.cols(), col, theme.k);
  side(bottom, below, scores.row_axis, scores.rows(), row, theme.q);
  letter(canvas, k, top, "K", theme.k, false);
  canvas.add(line(k + box_w + 1, top + mid, v - 1, top + mid, theme.line3, 1));
  letter(canvas, v, top, "V", theme.v, true);
  if (said) canvas.write(v + box_w + 8, top + mid, later, small, tail);
  letter(canvas, k, bottom, "Q", theme.q, false);
  const float x = k + box_w / 2;
  canvas.dashed({x, top + chip_h + 2}, {x, bottom - 2}, theme.ink, 1.5f);
  canvas.write(x + 10, (top + chip_h + bottom) / 2, canvas.text("stage.scores.meet"), small, box.x + box.w - x - 10);
}

}  // namespace attn::scene::parts
