// The stage without a sentence: Q, K and their product as empty cells, and sentences to pick.
#include <algorithm>
#include <cmath>

#include "app/gui/panels/examples.h"
#include "app/gui/panels/stage_parts.h"
#include "app/gui/widgets.h"
#include "app/scene/text.h"

namespace attn::gui {
namespace {

struct Grid {
  float x, y, cell_w, cell_h;
  int rows, cols;
};

void draw_grid(Frame& frame, const Grid& g, scene::Color bracket) {
  const scene::Theme& theme = frame.theme;
  for (int r = 0; r < g.rows; ++r)
    for (int c = 0; c < g.cols; ++c) {
      const scene::Rect cell{g.x + g.cell_w * static_cast<float>(c), g.y + g.cell_h * static_cast<float>(r),
                             g.cell_w - 2, g.cell_h - 2};
      fill(frame, cell, theme.bg1, 2);
      outline(frame, cell, theme.line1, 2);
      dot(frame, cell.x + cell.w / 2, cell.y + cell.h / 2, theme.line2, 1.5f);
    }
  const float left = g.x - 5, right = g.x + g.cell_w * static_cast<float>(g.cols) + 3, top = g.y - 4,
              bottom = g.y + g.cell_h * static_cast<float>(g.rows) + 2;
  for (const float x : {left, right}) {
    const float serif = x == left ? 5.0f : -5.0f;
    line(frame, x, top, x, bottom, bracket, 1.75f);
    line(frame, x, top, x + serif, top, bracket, 1.75f);
    line(frame, x, bottom, x + serif, bottom, bracket, 1.75f);
  }
}

// The left factor at left, the right one above, the product where they cross.
void empty_frame(Frame& frame, const scene::Rect& area) {
  constexpr int words = 4, features = 8;
  const float cell = std::clamp(std::floor(std::min((area.w - 60) / 13.5f, (area.h - 60) / 10.5f)), 8.0f, 40.0f);
  const float q_width = cell * features, s_width = cell * 1.25f * words, space = 36;
  const float x = area.x + (area.w - q_width - s_width - space) / 2;
  const float kt_row = cell * 0.55f, height = kt_row * features + space + cell * 0.8f * words;
  const float y = area.y + (area.h - height) / 2;
  const Grid q{x, y + kt_row * features + space, cell, cell * 0.8f, words, features};
  const Grid k{x + q_width + space, y, cell * 1.25f, kt_row, features, words};
  const Grid s{k.x, q.y, k.cell_w, q.cell_h, words, words};
  const scene::Theme& theme = frame.theme;
  draw_grid(frame, q, theme.q);
  draw_grid(frame, k, theme.k);
  draw_grid(frame, s, theme.t2);
  text(frame, q.x, q.y - 16, "Q", {Font::ui_bold, 14, theme.q});
  text(frame, k.x - 12, k.y + 6, "Kᵀ", {Font::ui_bold, 14, theme.k, scene::Align::right});
  text(frame, q.x + q_width + space / 2 - 2, q.y + cell * 0.4f * words - 1, "=",
       {Font::ui, 16, theme.t3, scene::Align::center});
}

}  // namespace

void empty_stage(Frame& frame, float width, float height) {
  constexpr float side = 24;
  const scene::Theme& theme = frame.theme;
  const float inner = width - 2 * side;
  const float block = 28 + 16 + examples_height(frame, inner);
  const float top = height - block - 40;
  if (top > 160) empty_frame(frame, {side, 8, inner, top - 16});
  float y = std::max(16.0f, top);
  for (const std::string& line :
       scene::wrap(frame.texts("ui.empty_stage"), inner, Font::ui_bold, 20, frame.fonts.measure())) {
    text(frame, width / 2, y + 14, line, {Font::ui_bold, 20, theme.t1, scene::Align::center});
    y += 28;
  }
  examples(frame, side, y + 12, inner, true);
}

}  // namespace attn::gui
