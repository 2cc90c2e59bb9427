#include <algorithm>
#include <cmath>

#include "app/export/parts.h"
#include "app/scene/marks.h"
#include "app/scene/stage/formula_of.h"
#include "app/scene/text.h"

namespace attn::figures {
namespace {

constexpr float framed_pad = 20, matrix_pad = 16, title_size = 16, title_height = 44, caption_size = 12,
                caption_line = 18, formula_size = 15;
constexpr float least_caption = 420, above_caption = 8, below_formula = 6, at_the_end = 16;

float whole_points(float pixels) { return 4 * std::ceil(pixels / 4); }  // three points are four pixels

float pad_of(const Figure& figure) { return figure.what == What::matrix ? matrix_pad : framed_pad; }

void write(float pad, const Caption& caption, const scene::Theme& theme, const scene::Measure& measure,
           scene::Scene& to) {
  if (caption.height == 0) return;
  to.height += above_caption;
  if (caption.formula) {
    caption.formula->draw(pad, to.height + caption.extent.above, formula_size, measure, to);
    to.height += caption.extent.above + caption.extent.below + below_formula;
  }
  for (const std::string& line : caption.lines) {
    to.marks.push_back(
        scene::parts::text(pad, to.height + caption_line / 2, line, scene::Font::ui, caption_size, theme.t2));
    to.height += caption_line;
  }
}

}  // namespace

float caption_room(float width, const Figure& figure) {
  float least = 100;  // what is narrower is widened for its caption
  if (figure.what == What::matrix)
    least = figure.width > 0 ? std::min(least_caption, figure.width - 2 * matrix_pad) : least_caption;
  return std::max(width - 2 * pad_of(figure), least);
}

Caption caption_in(float room, const Figure& figure, const Subject& source, const scene::Measure& measure) {
  Caption caption;
  if (!figure.caption) return caption;
  std::vector<std::string> paragraphs = caption_of(figure, source);
  if (figure.what == What::matrix || figure.what == What::stage)
    if (scene::Formula formula = scene::formula_of(source.trace(), figure.step, theme_of(figure.paper)))
      if (const scene::Extent extent = formula->extent(formula_size, measure); extent.width <= room) {
        caption.formula = std::move(formula);
        caption.extent = extent;
        paragraphs.front() = shape_and_path(figure, source);
      }
  for (const std::string& paragraph : paragraphs)
    for (std::string& line : scene::wrap(paragraph, room, scene::Font::ui, caption_size, measure))
      caption.lines.push_back(std::move(line));
  caption.height = above_caption + caption_line * static_cast<float>(caption.lines.size()) +
                   (caption.formula ? caption.extent.above + caption.extent.below + below_formula : 0);
  return caption;
}

float width_of(const Caption& caption, const scene::Measure& measure) {
  float widest = caption.formula ? caption.extent.width : 0;
  for (const std::string& line : caption.lines) widest = std::max(widest, measure(line, scene::Font::ui, caption_size));
  return std::ceil(widest);
}

void shift(scene::Mark& mark, float x, float y) {
  mark.rect.x += x;
  mark.rect.y += y;
  for (scene::Point& point : mark.points) point = {point.x + x, point.y + y};
}

scene::Scene framed(scene::Scene picture, const Figure& figure, const Subject& source, const scene::Measure& measure) {
  const scene::Theme& theme = theme_of(figure.paper);
  picture.background = theme.bg0;
  const bool matrix = figure.what == What::matrix;
  const float pad = pad_of(figure), room = caption_room(picture.width, figure);
  const Caption caption = caption_in(room, figure, source, measure);
  picture.width = std::max(picture.width, width_of(caption, measure) + 2 * pad);
  if (figure.title && !matrix) {
    for (scene::Mark& mark : picture.marks) shift(mark, 0, title_height);
    for (scene::Pane& pane : picture.panes) pane.box.y += title_height;
    const std::string title = scene::elide(title_of(figure, source), room, scene::Font::ui_bold, title_size, measure);
    picture.marks.push_back(
        scene::parts::text(pad, title_height / 2 + 4, title, scene::Font::ui_bold, title_size, theme.t1));
    picture.height += title_height;
  }
  if (const auto colors = figure.legend && !matrix ? colors_of(figure, source) : std::nullopt) {
    scene::HeatmapOptions options;
    options.theme = theme;
    scene::parts::Layout layout;
    layout.options = &options;
    layout.measure = &measure;
    layout.range = colors->range;
    layout.has_masked = colors->masked;
    scene::parts::draw_legend(layout, pad, picture.height, room, picture);
    picture.height += scene::parts::legend_height;
  }
  write(pad, caption, theme, measure, picture);
  picture.height = std::ceil(picture.height + (caption.height > 0 || (figure.legend && !matrix) ? at_the_end : 0));
  // Whole points on a page, else its last pixels are half the page's and half the figure's.
  if (figure.width <= 0) picture.width = whole_points(picture.width);
  if (figure.height <= 0) picture.height = whole_points(picture.height);
  return picture;
}

}  // namespace attn::figures
