#include "app/scene/stage/idea.h"

#include <algorithm>
#include <cmath>

namespace attn::scene::parts {
namespace {

constexpr float least_words = 230, gap = 20, line_height = 20, words_size = 13, small_line = 17, small_words = 12,
                formula_size = 24, widest_words = 520, above_title = 8;
constexpr float widest_bar = 72, narrowest_bar = 46;

// How wide each bar is, and all of them.
struct Bars {
  float each = 0, gap = 20, all = 0;
};
Bars bars_in(const Idea& idea, float width) {
  const auto count = static_cast<float>(idea.bars.size());
  if (idea.bars.empty()) return {};
  Bars made;
  made.gap = count > 2 ? 14.0f : 20.0f;
  made.each =
      std::min(idea.bars.size() == 1 ? 2 * widest_bar : widest_bar, std::floor((width + made.gap) / count - made.gap));
  made.all = count * (made.each + made.gap) - made.gap;
  return made;
}

void draw_bars(Canvas& canvas, const Idea& idea, const Bars& bars, float x, float y) {
  for (const auto& [name, range] : idea.bars) {
    color_bar(canvas, x, y, bars.each, name, range);
    x += bars.each + bars.gap;
  }
}

// Of one size and at one place in all stages, in at most so many lines of about one width; smaller only where these do
// not hold it. How high it is.
float draw_title(Canvas& canvas, const Idea& idea, float x, float y, float width, int most) {
  const TextRuns title{{idea.title, canvas.theme.t1, Font::ui_bold}};
  float size = 15;
  for (const float tried : {20.0f, 18.0f, 16.0f})
    if (line_count(canvas, title, width, tried) <= most) {
      size = tried;
      break;
    }
  constexpr float height = 26;
  const float even = balanced_width(canvas, title, width, size);
  return height * static_cast<float>(draw_lines(canvas, title, x, y, even, size, height, most));
}

}  // namespace

Rect draw_idea(Canvas& canvas, const Rect& room, const Idea& idea, float side_width, float side_height) {
  Rect side;
  float width = std::min(room.w - 8, widest_words);
  if (side_width > 0 && room.w - side_width - gap >= least_words && room.h >= side_height) {
    width = std::min(room.w - side_width - gap, 420.0f);
    side = {room.x + width + gap, room.y + 8, std::min(room.w - width - gap, 300.0f), std::min(room.h - 8, 246.0f)};
  }
  if (width < 60 || room.h < 24) return side;
  float y = room.y + above_title, left = room.y + room.h - y;
  // Colour bars have the last word: a picture without a scale says nothing.
  const Bars bars = bars_in(idea, width);
  const float formula_w = formula_width(canvas, idea.formula, formula_size);
  const bool beside = formula_w + 28 + bars.all <= width;  // formula and bars in one line
  const float bars_h = bars.each >= narrowest_bar ? color_bar_height + 6 : 0;
  const bool headline = left >= 26 + bars_h;
  if (headline) {
    const bool one_line = canvas.width(idea.title, Font::ui_bold, 15) <= idea.title_width;
    const float title_w = one_line ? std::max(width, idea.title_width) : width;
    const float taken = 6 + draw_title(canvas, idea, room.x, y, title_w, left >= 70 + bars_h ? 2 : 1);
    y += taken, left -= taken;
  }
  const float formula_h = beside ? std::max(bars_h, 40.0f) : bars_h + 40;
  // Smaller words where a sentence would be cut.
  float size = words_size, pitch = line_height;
  int wanted = line_count(canvas, idea.words, width, size);
  if (pitch * static_cast<float>(wanted) > left - bars_h - 2) {
    size = small_words, pitch = small_line;
    wanted = line_count(canvas, idea.words, width, size);
  }
  int lines = std::min(wanted, static_cast<int>(std::floor((left - formula_h - 8) / pitch)));
  bool formula = !idea.formula.empty() && lines >= wanted;  // a sentence is worth more than a formula
  if (!formula) lines = std::min(wanted, static_cast<int>(std::floor((left - bars_h - 2) / pitch)));
  if (!headline || lines < std::min(2, wanted)) lines = 0;  // no scraps of sentences
  if (lines > 0) {
    draw_lines(canvas, idea.words, room.x, y, width, size, pitch, lines);
    y += pitch * static_cast<float>(lines) + (formula ? 12.0f : 6.0f);
    left = room.y + room.h - y;
  }
  formula = formula && left >= formula_h - 4;
  float x = room.x;
  if (formula) {
    draw_formula(canvas, idea.formula, x, y + 18, formula_size);
    if (beside)
      x += formula_w + 28;
    else
      y += 42;
    left = room.y + room.h - y;
  }
  if (bars_h > 0 && left >= color_bar_height) draw_bars(canvas, idea, bars, x, y);
  return side;
}

float draw_head(Canvas& canvas, const Idea& idea, int lines) {
  const Rect& room = canvas.room;
  const float top = room.y + above_title;
  if (lines <= 0) return top + draw_title(canvas, idea, room.x, top, room.w, 1);
  // Right of the words, where these keep the room they need.
  const Bars bars = bars_in(idea, 230);
  const float formula_w = formula_width(canvas, idea.formula, formula_size);
  float right = std::max(formula_w, bars.all);
  if (room.w - right - 2 * gap < 1.4f * least_words) right = 0;
  const float width =
      right > 0 ? std::min(room.w - right - 2 * gap, widest_words) : std::min(room.w, 1.3f * widest_words);
  float y = top;
  y += 4 + draw_title(canvas, idea, room.x, y, width, 2);
  y += line_height *
       static_cast<float>(draw_lines(canvas, idea.words, room.x, y, width, words_size, line_height, lines));
  if (right <= 0) return y;
  const float x = room.x + room.w - right;
  float at = top;
  if (!idea.formula.empty()) {
    draw_formula(canvas, idea.formula, x, at + 15, formula_size);
    at += 38;
  }
  if (idea.bars.empty()) return std::max(y, at);
  draw_bars(canvas, idea, bars, x, at);
  return std::max(y, at + color_bar_height);
}

}  // namespace attn::scene::parts
