#include <algorithm>
#include <cmath>

#include "app/core/links.h"
#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets.h"
#include "app/scene/stage/formula_of.h"
#include "app/scene/text.h"
#include "engine/formula.h"

namespace attn::gui {
namespace {

constexpr float side = 20;

// A word in a box, its right end at `right`; returns its left end.
float tag(Frame& frame, float right, float y, std::string_view word) {
  const float w = frame.fonts.width(word, Font::mono, 11) + 14;
  fill(frame, {right - w, y - 10, w, 20}, frame.theme.bg3, 4);
  text(frame, right - 7, y, word, {Font::mono, 11, frame.theme.t2, scene::Align::right});
  return right - w;
}

float title(Frame& frame, float y, float width, const Step& step) {
  const float end = tag(frame, side + width, y + 12, step.op->name);
  text(frame, side, y + 12, step_title(frame.texts, step.path), {Font::ui_bold, 16, frame.theme.t1}, end - side - 8);
  y = paragraph(frame, side, y + 28, width, step.path, {Font::mono, 10.5f, frame.theme.t3}, 16);
  text(frame, side, y + 9, step.out.shape(), {Font::mono, 11, frame.theme.t2});
  text(frame, side + width, y + 9, step.op->symbol, {Font::mono, 11, frame.theme.t3, scene::Align::right}, width - 80);
  return y + 26;
}

// The formula of one cell, as large as fits; returns the y below the card.
float formula_card(Frame& frame, float y, float width, const scene::Math& formula) {
  const scene::Measure measure = frame.fonts.measure();
  float size = 18;
  while (size > 10 && formula.extent(size, measure).width > width - 24) size -= 0.5f;
  const scene::Extent e = formula.extent(size, measure);
  const scene::Rect card{side, y, width, std::round(e.above + e.below) + 22};
  fill(frame, card, frame.theme.bg2, 8);
  outline(frame, card, frame.theme.line1, 8);
  scene::Scene marks;
  formula.draw(std::max(0.0f, (width - e.width) / 2), 11 + e.above, size, measure, marks);
  draw(*ImGui::GetWindowDrawList(), marks, {on_screen(frame, card.x, card.y), frame.px, 1, 1, frame.record},
       frame.fonts, frame.textures);
  return card.y + card.h;
}

float what_happens(Frame& frame, float y, float width, const Step& step) {
  section(frame, side, y + 7, width, frame.texts("ui.what_happens"));
  const float height = frame.shown.language == Language::zh ? 20 : 18;
  y = paragraph(frame, side, y + 18, width, explanation(frame.texts, step), {Font::ui, 12.5f, frame.theme.t2}, height);
  section(frame, side, y + 19, width, frame.texts("ui.formula"));
  const float inner = width - 24;
  if (const scene::Formula typeset = scene::formula_of(frame.trace(), frame.step, frame.theme))
    return formula_card(frame, y + 30, width, *typeset) + 16;
  const std::string words = formula(frame.trace(), frame.step);
  const TextStyle style{Font::mono, 11.5f, frame.theme.t1};
  const auto rows = scene::wrap(words, inner, style.font, style.size, frame.fonts.measure());
  const scene::Rect card{side, y + 30, width, 18 * static_cast<float>(rows.size()) + 16};
  fill(frame, card, frame.theme.bg2, 8);
  outline(frame, card, frame.theme.line1, 8);
  paragraph(frame, side + 12, card.y + 8, inner, words, style, 18);
  return card.y + card.h + 16;
}

// Names on one line, the value at its right end; numbers that make the value on a line of their own, before the value.
float arithmetic_row(Frame& frame, float y, float width, const ArithmeticRow& row, bool last) {
  const scene::Theme& theme = frame.theme;
  using Kind = ArithmeticRow::Kind;
  const float right = side + width;
  if (row.kind == Kind::heading) {
    text(frame, side, y + 11, row.names, {Font::ui_bold, 11, theme.t2}, width);
    return y + 21;
  }
  const bool result = row.kind == Kind::result;
  const float size = result ? (last ? 16.0f : 12.0f) : 11.0f;
  const std::string value = (result ? "= " : "") + row.value;
  const TextStyle value_style{Font::mono, size, result ? theme.t1 : theme.t2, scene::Align::right};
  const float value_width = frame.fonts.width(value, Font::mono, size), left = width - value_width - 12;
  const TextStyle words{row.kind == Kind::term || result ? Font::mono : Font::ui, 10.5f, theme.t3};
  const float height = result ? size + 8 : 15;
  if (result && row.names.empty()) line(frame, right - value_width - 8, y + 1, right, y + 1, theme.line2);
  const bool two_lines = !row.numbers.empty() || frame.fonts.width(row.names, words.font, words.size) > left;
  if (two_lines) {
    y = paragraph(frame, side, y, width, row.names, words, 15);
    text(frame, side + 10, y + height / 2, row.numbers, {Font::mono, 11, theme.t2}, left - 10);
  } else {
    text(frame, side, y + height / 2, row.names, words, left);
  }
  text(frame, right, y + height / 2, value, value_style);
  return y + height + (result ? 8 : 2);
}

float selected_cell(Frame& frame, float y, float width, const Step& step) {
  const auto cell = frame.cell();
  section(frame, side, y + 7, width, frame.texts("ui.selected_cell"));
  if (!cell)
    return paragraph(frame, side, y + 18, width, frame.texts("ui.click_a_cell"), {Font::ui, 12.5f, frame.theme.t2},
                     18) +
           16;
  // The word that asks, the word that is asked.
  float x = side + width;
  const float least = side + frame.fonts.width(frame.texts("ui.selected_cell"), Font::ui_bold, 10.5f) + 12;
  x -= text(frame, x, y + 7, step.out.col_axis.label(cell->col),
            {Font::ui_bold, 12, frame.theme.k, scene::Align::right}, (x - least) / 2);
  x -= 6 + text(frame, x - 6, y + 7, "→", {Font::ui, 12, frame.theme.t3, scene::Align::right});
  text(frame, x - 6, y + 7, step.out.row_axis.label(cell->row), {Font::ui_bold, 12, frame.theme.q, scene::Align::right},
       x - 6 - least);
  y += 20;
  if (cell->row * step.out.cols() + cell->col >= cells_done(step, frame.document.phase))
    return paragraph(frame, side, y, width, frame.texts("ui.not_yet"), {Font::ui, 12.5f, frame.theme.t3}, 18) + 16;
  const std::vector<ArithmeticRow> rows = arithmetic(frame.texts, frame.trace(), frame.step, cell->row, cell->col, 6);
  for (const ArithmeticRow& row : rows) y = arithmetic_row(frame, y, width, row, &row == &rows.back());
  return y + 12;
}

float source(Frame& frame, float y, float width, int step) {
  const scene::Theme& theme = frame.theme;
  const std::string& path = frame.trace()[step].path;
  const scene::Rect row{side - 8, y, width + 16, 38};
  const Touch t = touch(frame, ("###from " + path).c_str(), row);
  if (t.hovered) fill(frame, row, t.held ? theme.bg4 : theme.bg3, 6);
  dot(frame, side + 3, y + 11, scene::role_color(theme, path));
  const float end = side + width -
                    text(frame, side + width, y + 11, frame.trace()[step].out.shape(),
                         {Font::mono, 11, theme.t3, scene::Align::right});
  text(frame, side + 14, y + 11, step_title(frame.texts, path), {Font::ui, 12.5f, theme.t1}, end - side - 22);
  text(frame, side + 14, y + 27, path, {Font::mono, 10, theme.t3}, width - 14);
  if (t.clicked) go(frame, step);
  return y + row.h + 2;
}

// A list of steps to jump to, at most so many.
float steps_list(Frame& frame, float y, float width, const std::vector<int>& steps, std::size_t most) {
  std::vector<int> seen;
  for (const int i : steps) {
    if (std::find(seen.begin(), seen.end(), i) != seen.end()) continue;
    if (seen.size() == most) {
      const std::string rest = std::to_string(steps.size() - seen.size());
      text(frame, side + 14, y + 11, frame.texts(Message{"ui.more_steps", {rest}}), {Font::ui, 11, frame.theme.t3});
      return y + 24;
    }
    y = source(frame, y, width, i);
    seen.push_back(i);
  }
  return y;
}

float used_by(Frame& frame, float y, float width) {
  const std::vector<int> steps = readers(frame.trace(), frame.step);
  if (steps.empty()) return y;
  section(frame, side, y + 13, width, frame.texts("ui.used_by"), frame.texts("ui.click_to_jump"));
  return steps_list(frame, y + 24, width, steps, 6);
}

float comes_from(Frame& frame, float y, float width, const Step& step) {
  const bool none = step.inputs.empty();
  section(frame, side, y + 7, width, frame.texts("ui.comes_from"), none ? "" : frame.texts("ui.click_to_jump"));
  y += 18;
  const TextStyle style{Font::ui, 12.5f, frame.theme.t2};
  const bool given = step.op->name == "given";
  if (none)
    return paragraph(frame, side, y, width, frame.texts(given ? "ui.comes_from_nothing" : "ui.comes_from_rule"), style,
                     18);
  return steps_list(frame, y, width, std::vector<int>(step.inputs), step.inputs.size());  // a click changes the step
}

}  // namespace

void inspector_panel(Frame& frame) {
  if (!frame.translation() || frame.step < 0) return;
  const Step& step = frame.trace()[frame.step];
  const float width = panel_width(frame) - 2 * side;
  float y = title(frame, 16, width, step);
  y = what_happens(frame, y, width, step);
  y = selected_cell(frame, y, width, step);
  y = comes_from(frame, y, width, step);
  y = used_by(frame, y, width);
  content_ends(frame, y + 16);
}

}  // namespace attn::gui
