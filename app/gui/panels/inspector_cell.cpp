// The selected cell's arithmetic, term by term.
#include <algorithm>
#include <utility>

#include "app/core/row_words.h"
#include "app/gui/actions.h"
#include "app/gui/panels/inspector_parts.h"
#include "app/scene/format.h"

namespace attn::gui::inspector_parts {
namespace {

// The rest of a sum: a click shows more of it.
void others(Frame& frame, const scene::Rect& row, const std::string& id) {
  const Touch t = touch(frame, id.c_str(), row);
  if (t.hovered) fill(frame, row, t.held ? frame.theme.bg4 : frame.theme.bg3, 4);
  if (t.hovered) tooltip(frame, frame.texts("ui.more_terms_tip"), {0, row.y, panel_width(frame), row.h}, Tip::level);
  if (t.clicked) frame.view.inspector.most_terms *= InspectorView::more_terms;
}

// A sum of its own in one line: a click shows its terms.
float one_line(Frame& frame, float y, float width, const ArithmeticRow& row, std::size_t number) {
  others(frame, {side - 4, y, width + 8, 17}, "###more terms " + std::to_string(number));
  const std::string value = "= " + row.value;
  const float x = side + width,
              used = text(frame, side, y + 8.5f, row.names, {Font::ui, 11, frame.theme.t2}, width / 2);
  icon(frame, Icon::closed, side + used + 9, y + 8.5f, frame.theme.t3);
  const float end = x - text(frame, x, y + 8.5f, value, {Font::mono, 11, frame.theme.t1, scene::Align::right});
  if (!row.numbers.empty())
    text(frame, end - 7, y + 8.5f, row.numbers, {Font::mono, 11, frame.theme.t2, scene::Align::right},
         end - 7 - side - used - 18);
  return y + 17;
}

// One line: names at the left, the value at the right end. A product of cells is told by its place and its numbers; its
// names are in the tip. What does not fit has lines of its own above.
float arithmetic_row(Frame& frame, float y, float width, const ArithmeticRow& row, std::size_t number, bool last) {
  const scene::Theme& theme = frame.theme;
  using Kind = ArithmeticRow::Kind;
  const float right = side + width;
  if (row.kind == Kind::heading) {
    text(frame, side, y + 10, row.names, {Font::ui_bold, 11, theme.t2}, width);
    return y + 19;
  }
  if (row.kind == Kind::line) return one_line(frame, y, width, row, number);
  const bool result = row.kind == Kind::result, product = !row.brief.empty();
  const float size = result ? (last ? 15.0f : 12.0f) : 11.0f, height = result ? size + 8 : 16;
  const std::string value = (result || !row.numbers.empty() ? "= " : "") + row.value;
  const float value_width = frame.fonts.width(value, Font::mono, size);
  const float left = width - value_width - 12;
  const bool code = row.kind == Kind::term || result;
  const TextStyle words{code ? Font::mono : Font::ui, code ? 10.5f : 11.0f, theme.t3};
  const TextStyle digits{Font::mono, 11, theme.t2, scene::Align::right};
  const bool opens = row.kind == Kind::others && frame.view.inspector.most_terms < InspectorView::all_terms;
  if (opens) others(frame, {side - 4, y, width + 8, 16}, "###more terms " + std::to_string(number));
  if (result && row.names.empty()) line(frame, right - value_width - 8, y + 1, right, y + 1, theme.line2);
  const std::string& names = product ? row.brief : row.names;
  const float numbers_width = row.numbers.empty() ? 0 : frame.fonts.width(row.numbers, Font::mono, 11) + 7;
  if (frame.fonts.width(names, words.font, words.size) + numbers_width > left - (opens ? 14.0f : 0.0f)) {
    y = paragraph(frame, side, y, width, names, words, 15);
  } else {
    const float used = text(frame, side, y + height / 2, names, words, left);
    if (opens) icon(frame, Icon::open, side + used + 10, y + height / 2, theme.t3);
  }
  if (!row.numbers.empty()) text(frame, right - value_width - 7, y + height / 2, row.numbers, digits, left);
  if (product) {
    const Touch t = touch(frame, ("###term " + std::to_string(number)).c_str(), {side, y, width, height});
    if (t.hovered) tooltip(frame, row.names, {0, y, panel_width(frame), height}, Tip::level);
  }
  text(frame, right, y + height / 2, value, {Font::mono, size, result ? theme.t1 : theme.t2, scene::Align::right});
  return y + height + (result ? 5 : 0);
}

std::string factor_text(const ArithmeticRow::Factor& factor) { return scene::cell_text(factor.value, true); }

// Products of two cells, in as many columns as they fit in; none: they do not fit in two.
int columns_of(Frame& frame, float width, const std::vector<ArithmeticRow>& rows) {
  float widest = 0;
  for (const ArithmeticRow& row : rows) {
    if (row.factors.empty()) continue;
    if (row.factors.size() != 2) return 0;
    const std::string words = "+" + factor_text(row.factors[0]) + "·" + factor_text(row.factors[1]);
    widest = std::max(widest, frame.fonts.width(words, Font::mono, 11));
  }
  if (widest == 0) return 0;
  const int columns = static_cast<int>((width + 6) / (widest + 6));
  return columns < 2 ? 0 : std::min(columns, 4);
}

// One of them, in the colours of what is multiplied; its cells and its value are in the tip.
void product(Frame& frame, const scene::Rect& box, const ArithmeticRow& row, std::size_t number, bool first) {
  const Trace& trace = frame.trace();
  const float y = box.y + box.h / 2;
  float x = box.x;
  const auto write = [&](const std::string& words, scene::Color hue) {
    x += text(frame, x, y, words, {Font::mono, 11, hue});
  };
  const float sign = frame.fonts.width("+", Font::mono, 11);
  if (!first) text(frame, x, y, "+", {Font::mono, 11, frame.theme.t3});
  x += sign;
  for (std::size_t i = 0; i < row.factors.size(); ++i) {
    if (i > 0) write("·", frame.theme.t3);
    write(factor_text(row.factors[i]), link_hue(frame.theme, *trace[row.factors[i].step].role));
  }
  const Touch t = touch(frame, ("###term " + std::to_string(number)).c_str(), box);
  if (t.hovered)
    tooltip(frame, row.names + "\n" + row.numbers + " = " + row.value, {0, box.y, panel_width(frame), box.h},
            Tip::level);
}

// All products of a sum; returns the y below them.
float products(Frame& frame, float y, float width, const std::vector<ArithmeticRow>& rows, int columns) {
  constexpr float height = 17;
  const float pitch = (width + 6) / static_cast<float>(columns);
  int place = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].factors.empty()) continue;
    const auto column = static_cast<float>(place % columns), row = static_cast<float>(place / columns);
    product(frame, {side + column * pitch, y + row * height, pitch - 6, height}, rows[i], i, place == 0);
    ++place;
  }
  return y + height * static_cast<float>((place + columns - 1) / columns) + 2;
}

const char* heading(const Frame& frame) {
  const auto at = frame.cursor();
  return at && !at->all ? "ui.cell_of_now" : "ui.selected_cell";
}

float next_word(Frame& frame, float y, float width, const Cell& cell) {
  const auto words = row_and_next(*frame.run(), frame.trace()[frame.step].out.row_axis, cell.row);
  return words ? paragraph(frame, side, y, width, frame.texts(*words), {Font::ui, 11.5f, frame.theme.t2}, 16) + 6 : y;
}

// While another cell is computed: the one that is selected, and back to it.
float pinned(Frame& frame, float y, float width) {
  const auto cell = frame.pinned();
  if (!cell) return y;
  const Tensor& out = frame.trace()[frame.step].out;
  const bool asks = out.col_axis.kind == Axis::Kind::token;
  std::string name = out.row_axis.kind == Axis::Kind::single ? std::string() : out.row_axis.label(cell->row);
  if (out.col_axis.kind != Axis::Kind::single)
    name += (name.empty() ? "" : asks ? " → " : " · ") + out.col_axis.label(cell->col);
  const Touch t = touch(frame, "###pinned", {side - 4, y - 2, width + 8, 18});
  if (t.hovered) fill(frame, {side - 4, y - 2, width + 8, 18}, t.held ? frame.theme.bg4 : frame.theme.bg3, 4);
  text(frame, side, y + 7, frame.texts(Message{"ui.pinned", {name}}), {Font::ui, 11, frame.theme.t3}, width);
  if (t.clicked) look_at(frame, *cell);
  return y + 20;
}

// The word that asks, the word that is asked; or the word and the number of its column.
void place(Frame& frame, float y, float width, const Cell& cell) {
  const Step& step = frame.trace()[frame.step];
  const scene::Theme& theme = frame.theme;
  float x = side + width;
  const float least = side + frame.fonts.width(frame.texts(heading(frame)), Font::ui_bold, 10.5f) + 12;
  const Axis &rows = step.out.row_axis, &cols = step.out.col_axis;
  const bool asks = cols.kind == Axis::Kind::token;
  if (cols.kind != Axis::Kind::single) {
    x -= text(frame, x, y, cols.label(cell.col), {Font::ui_bold, 12, asks ? theme.k : theme.t1, scene::Align::right},
              (x - least) / 2);
    if (rows.kind == Axis::Kind::single) return;
    x -= 6 + text(frame, x - 6, y, asks ? "→" : "·", {Font::ui, 12, theme.t3, scene::Align::right});
    x -= 6;
  }
  text(frame, x, y, rows.label(cell.row), {Font::ui_bold, 12, asks ? theme.q : theme.t1, scene::Align::right},
       x - least);
}

}  // namespace

float selected_cell(Frame& frame, float y, float width) {
  const auto cell = frame.cell();
  section(frame, side, y + 7, width, frame.texts(heading(frame)));
  const TextStyle style{Font::ui, 12.5f, frame.theme.t2};
  if (!cell) return paragraph(frame, side, y + 18, width, frame.texts("ui.click_a_cell"), style, 18) + 14;
  place(frame, y + 7, width, *cell);
  y = pinned(frame, y + 20, width);
  y = next_word(frame, y, width, *cell);
  if (frame.view.inspector.rows.empty())
    return paragraph(frame, side, y, width, frame.texts("ui.not_yet"), {Font::ui, 12.5f, frame.theme.t3}, 18) + 14;
  const std::vector<ArithmeticRow>& rows = frame.view.inspector.rows;
  const int columns = columns_of(frame, width, rows);
  bool drawn = false;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (columns > 0 && rows[i].kind == ArithmeticRow::Kind::rounding) continue;  // of values that are in tips only
    if (columns == 0 || rows[i].factors.empty()) {
      y = arithmetic_row(frame, y, width, rows[i], i, i + 1 == rows.size());
    } else if (!std::exchange(drawn, true)) {
      y = products(frame, y, width, rows, columns);
    }
  }
  if (frame.view.inspector.most_terms > InspectorView::first_terms) {
    const std::string_view words = frame.texts("ui.fewer_terms");
    const scene::Rect row{side - 4, y, frame.fonts.width(words, Font::ui, 11) + 8, 18};
    const Touch t = touch(frame, "###fewer terms", row);
    if (t.hovered) fill(frame, row, frame.theme.bg3, 4);
    text(frame, side, y + 9, words, {Font::ui, 11, t.hovered ? frame.theme.t1 : frame.theme.t3});
    if (t.clicked) frame.view.inspector.most_terms = InspectorView::first_terms;
    y += 20;
  }
  return y + 10;
}

}  // namespace attn::gui::inspector_parts
