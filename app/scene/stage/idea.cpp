#include "app/scene/stage/idea.h"

#include <algorithm>
#include <cmath>

namespace attn::scene::parts {
namespace {

constexpr float least_words = 230, gap = 20, line_height = 20, widest_bar = 72, narrowest_bar = 46;

}  // namespace

Rect draw_idea(const StageRequest& request, const Rect& room, const Idea& idea, float side_width, float side_height,
               Scene& to) {
  const Theme& theme = request.theme;
  Rect side;
  float width = std::min(room.w - 8, 520.0f);
  if (side_width > 0 && room.w - side_width - gap >= least_words && room.h >= side_height) {
    width = std::min(room.w - side_width - gap, 420.0f);
    side = {room.x + width + gap, room.y + 8, std::min(room.w - width - gap, 300.0f), std::min(room.h - 8, 246.0f)};
  }
  if (width < 60 || room.h < 24) return side;
  float y = room.y + 8, left = room.y + room.h - y;
  // Colour bars have the last word: a picture without a scale says nothing.
  const auto bars_across = static_cast<float>(idea.bars.size());
  const float bar_gap = bars_across > 2 ? 14.0f : 20.0f;
  const float bar_width = std::min(widest_bar, std::floor((width + bar_gap) / bars_across - bar_gap));
  const float bars_w = bars_across * (bar_width + bar_gap) - bar_gap;
  const float formula_w = formula_width(request, idea.formula, 24);
  const bool beside = formula_w + 28 + bars_w <= width;  // formula and bars in one line
  const float bars_h = bar_width >= narrowest_bar ? color_bar_height + 6 : 0;
  const bool headline = left >= 26 + bars_h;
  if (headline) {
    float size = 19;
    while (size > 15 && request.measure(idea.title, Font::ui_bold, size) > width) size -= 2;
    const float height = size > 17 ? 26.0f : 22.0f;
    const Runs title{{idea.title, theme.t1, Font::ui_bold}};
    const int most = left >= 70 + bars_h ? 2 : 1;
    const int rows = draw_lines(request, title, room.x, y, width, size, height, most, to);
    const float taken = 6 + height * static_cast<float>(rows);
    y += taken, left -= taken;
  }
  const float formula_h = beside ? std::max(bars_h, 40.0f) : bars_h + 40;
  const int wanted = line_count(request, idea.words, width, 13);
  int lines = std::min(wanted, static_cast<int>(std::floor((left - formula_h - 8) / line_height)));
  bool formula = lines >= wanted;  // a sentence is worth more than a formula
  if (!formula) lines = std::min(wanted, static_cast<int>(std::floor((left - bars_h - 8) / line_height)));
  if (!headline || lines < std::min(2, wanted)) lines = 0;  // no scraps of sentences
  if (lines > 0) {
    draw_lines(request, idea.words, room.x, y, width, 13, line_height, lines, to);
    y += line_height * static_cast<float>(lines) + 12;
    left = room.y + room.h - y;
  }
  formula = formula && left >= formula_h - 4;
  float x = room.x;
  if (formula) {
    draw_formula(request, idea.formula, x, y + 18, 24, to);
    if (beside)
      x += formula_w + 28;
    else
      y += 42;
    left = room.y + room.h - y;
  }
  if (bars_h == 0 || left < color_bar_height) return side;
  for (const auto& [name, range] : idea.bars) {
    color_bar(request, x, y, bar_width, name, range, to);
    x += bar_width + bar_gap;
  }
  return side;
}

}  // namespace attn::scene::parts
