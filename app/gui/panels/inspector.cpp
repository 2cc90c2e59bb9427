// The current step in words and as a formula, and the selected cell: how it was computed, from what, and for what.
#include <algorithm>
#include <cmath>

#include "app/core/explanation.h"
#include "app/core/names.h"
#include "app/gui/panels/inspector_parts.h"
#include "app/gui/panels/panels.h"
#include "app/scene/stage/formula_of.h"
#include "app/scene/text.h"
#include "engine/formula.h"

namespace attn::gui {
namespace {

using inspector_parts::side;

// A few words in a box, its right end at `right`; returns its left end.
float tag(Frame& frame, float right, float y, std::string_view words) {
  const float w = frame.fonts.width(words, Font::ui, 11) + 14;
  fill(frame, {right - w, y - 10, w, 20}, frame.theme.bg3, 4);
  text(frame, right - 7, y, words, {Font::ui, 11, frame.theme.t2, scene::Align::right});
  return right - w;
}

// The shape stands on a line of its own where it does not fit beside the title.
float title(Frame& frame, float y, float width, const Step& step) {
  const float end = tag(frame, side + width, y + 12, badge(frame.texts, step));
  const float room = end - side - 8;
  const std::string shape = step.out.shape(), words = step_title(frame.texts, step);
  const float used = text(frame, side, y + 12, words, {Font::ui_bold, 16, frame.theme.t1}, room);
  const bool low = frame.fonts.width(shape, Font::mono, 11) > room - used - 8;
  text(frame, low ? side : side + used + 8, y + (low ? 30 : 13), shape, {Font::mono, 11, frame.theme.t3});
  const float height = low ? 40.0f : 24.0f;
  const Touch t = touch(frame, "###about", {side, y, width, height});
  if (t.hovered)
    tooltip(frame, step.path + "\n" + std::string(step.op->name), {0, y, panel_width(frame), height}, Tip::level);
  return y + height + 8;
}

// The formula of one cell, as large as fits; returns the y below the card.
float formula_card(Frame& frame, float y, float width, const scene::Math& formula) {
  const scene::Measure measure = frame.fonts.measure();
  float size = 18;
  while (size > 10 && formula.extent(size, measure).width > width - 16) size -= 0.5f;
  const scene::Extent e = formula.extent(size, measure);
  const float least = 52, h = std::max(least, std::round(e.above + e.below) + 18);
  const scene::Rect card{side - 4, y, width + 8, h};
  fill(frame, card, frame.theme.bg2, 8);
  outline(frame, card, frame.theme.line1, 8);
  scene::Scene marks;
  formula.draw(std::max(0.0f, (card.w - e.width) / 2), (h - e.above - e.below) / 2 + e.above, size, measure, marks);
  draw(*ImGui::GetWindowDrawList(), marks, {on_screen(frame, card.x, card.y), frame.px, 1, 1, frame.record},
       frame.fonts, frame.textures);
  return card.y + card.h;
}

// Folded under the text, until it is asked for.
float why_so(Frame& frame, float y, float width) {
  const std::string words = why(frame.texts, frame.trace(), frame.step);
  if (words.empty()) return y;
  bool& open = frame.view.inspector.why;
  const std::string_view label = frame.texts("ui.why");
  const scene::Rect row{side - 4, y - 2, frame.fonts.width(label, Font::ui_bold, 12) + 30, 22};
  const Touch t = touch(frame, "###why", row);
  if (t.hovered) fill(frame, row, t.held ? frame.theme.bg4 : frame.theme.bg3, 4);
  icon(frame, open ? Icon::open : Icon::closed, side + 5, y + 9, frame.theme.t2);
  text(frame, side + 16, y + 9, label, {Font::ui_bold, 12, frame.theme.t1});
  if (t.clicked) open = !open;
  y += 24;
  if (!open) return y;
  const float begin = y, height = frame.shown.language == Language::zh ? 20 : 18;
  for (std::size_t at = 0; at <= words.size();) {
    const std::size_t end = std::min(words.find('\n', at), words.size());
    y = paragraph(frame, side + 12, y, width - 12, words.substr(at, end - at), {Font::ui, 12.5f, frame.theme.t2},
                  height) +
        5;
    at = end + 1;
  }
  line(frame, side + 3, begin + 2, side + 3, y - 5, frame.theme.line3, 2);
  return y + 4;
}

float what_happens(Frame& frame, float y, float width) {
  section(frame, side, y + 7, width, frame.texts("ui.what_happens"));
  const float height = frame.shown.language == Language::zh ? 20 : 18;
  const auto cell = frame.cell();
  const std::string words = explanation(frame.texts, frame.trace(), frame.step,
                                        cell ? std::pair(cell->row, cell->col) : std::pair<Index, Index>(-1, -1));
  y = paragraph(frame, side, y + 17, width, words, {Font::ui, 12.5f, frame.theme.t2}, height) + 9;
  y = why_so(frame, y, width);
  if (const scene::Formula typeset = scene::formula_of(frame.trace(), frame.step, frame.theme))
    return formula_card(frame, y, width, *typeset) + 14;
  const std::string formula = attn::formula(frame.trace(), frame.step, formula_words(frame.texts));
  const float inner = width - 16;
  const TextStyle style{Font::mono, 11.5f, frame.theme.t1};
  const auto rows = scene::wrap(formula, inner, style.font, style.size, frame.fonts.measure());
  const scene::Rect card{side - 4, y, width + 8, 18 * static_cast<float>(rows.size()) + 16};
  fill(frame, card, frame.theme.bg2, 8);
  outline(frame, card, frame.theme.line1, 8);
  paragraph(frame, side + 8, card.y + 8, inner, formula, style, 18);
  return card.y + card.h + 14;
}

}  // namespace

void inspector_panel(Frame& frame) {
  if (!frame.run() || frame.step < 0) return;
  const Step step = frame.trace()[frame.step];  // a click may put another one on the stage
  const float width = panel_width(frame) - 2 * side;
  inspector_parts::update(frame, width);
  float y = title(frame, 14, width, step);
  y = what_happens(frame, y, width);
  y = inspector_parts::selected_cell(frame, y, width);
  y = inspector_parts::comes_from(frame, y, width);
  y = inspector_parts::used_by(frame, y, width);
  content_ends(frame, y + 12);
}

}  // namespace attn::gui
