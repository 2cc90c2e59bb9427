#include "app/scene/stage/parts.h"

#include <algorithm>

#include "app/scene/format.h"

namespace attn::scene::parts {
namespace {

// Where some of the words are left out, the strong ones stand out.
Style style_of(const Theme& theme, const Labels& labels, Index index, Index active, Color hue, Align align) {
  const bool number = labels.font == Font::mono, on = index == active;
  const bool strong = std::find(labels.strong.begin(), labels.strong.end(), index) != labels.strong.end();
  const Color rest = labels.ticks && !labels.strong.empty() ? (strong ? theme.t1 : theme.t3) : theme.t2;
  return {on && !number ? Font::ui_bold : labels.font, labels.size, on ? hue : number ? theme.t3 : rest, align};
}

}  // namespace

void bracket(Canvas& canvas, const Rect& cells, Color color) {
  constexpr float offset = 4, serif = 5, width = 1.75f;
  const float top = cells.y - offset, bottom = cells.y + cells.h + offset - 1;
  const auto side = [&](float x, float towards) {
    canvas.add(line(x, top - width / 2, x, bottom + width / 2, color, width));
    for (const float y : {top, bottom}) canvas.add(line(x, y, x + towards, y, color, width));
  };
  side(cells.x - offset, serif);
  side(cells.x + cells.w + offset - 1, -serif);
}

void draw_row_labels(Canvas& canvas, const Grid& grid, const Labels& labels, float x, Index active, Color hue) {
  const Theme& theme = canvas.theme;
  for (const Label& label : labels.labels) {
    const bool on = label.index == active;
    const float y = grid.y_of(label.index);
    const Style style = style_of(theme, labels, label.index, active, hue, Align::right);
    canvas.add(text(x, y, label.text, style.font, style.size, style.color, style.align)).names =
        grid.turned ? CellTag{grid.step, -1, label.index} : CellTag{grid.step, label.index, -1};
    if (labels.ticks) canvas.add(line(x + 4, y, x + 8, y, on ? hue : theme.line3, 1));
  }
}

void draw_col_labels(Canvas& canvas, const Grid& grid, const Labels& labels, float y, Index active, Color hue) {
  const Theme& theme = canvas.theme;
  for (const Label& label : labels.labels) {
    const bool on = label.index == active;
    const float x = grid.x_of(label.index) - (labels.slanted ? 0.0f : 0.5f);
    const Style style = style_of(theme, labels, label.index, active, hue, labels.slanted ? Align::left : Align::center);
    Mark& words = canvas.add(text(x, y, label.text, style.font, style.size, style.color, style.align));
    words.angle = labels.slanted ? 45.0f : 0.0f;
    words.names = grid.turned ? CellTag{grid.step, label.index, -1} : CellTag{grid.step, -1, label.index};
    if (labels.ticks && labels.font != Font::mono) canvas.add(line(x, y + 5, x, y + 8, on ? hue : theme.line3, 1));
  }
}

void color_bar(Canvas& canvas, float x, float y, float width, const std::string& name, const Range& range) {
  const Theme& theme = canvas.theme;
  const bool wide = width >= 110;
  canvas.write(wide ? x : x + width / 2, y + 5, name,
               {Font::ui, wide ? 11.0f : 10.0f, wide ? theme.t3 : theme.t2, wide ? Align::left : Align::center},
               wide ? width : width + 14);
  Mark bar;
  bar.kind = Mark::Kind::image;
  bar.rect = {x, y + 13, width, 8};
  bar.image = range_image(theme, range);
  canvas.add(std::move(bar));
  if (!theme.dark) canvas.add(outline({x - 0.5f, y + 12.5f, width + 1, 9}, theme.line2, 1));
  const auto tick = [&](float at, const std::string& shown, Align align) {
    canvas.write(at, y + 31, shown, {Font::mono, 9.5f, theme.t3, align}, width);
  };
  const RangeTicks ticks =
      range_ticks(range, width, [&](const std::string& words) { return canvas.width(words, Font::mono, 9.5f); });
  tick(x, ticks.low, Align::left);
  tick(x + width, ticks.high, Align::right);
  if (range.kind != Range::Kind::unit) tick(x + width / 2, ticks.middle, Align::center);
}

}  // namespace attn::scene::parts
