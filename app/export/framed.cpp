#include <algorithm>
#include <cmath>

#include "app/export/parts.h"
#include "app/scene/heatmap_parts.h"
#include "app/scene/text.h"

namespace attn::figures {
namespace {

constexpr float pad = 20, title_size = 16, title_height = 44, caption_size = 12, caption_line = 18;

}  // namespace

void shift(scene::Mark& mark, float x, float y) {
  mark.rect.x += x;
  mark.rect.y += y;
  for (scene::Point& point : mark.points) point = {point.x + x, point.y + y};
}

scene::Scene framed(scene::Scene picture, const Figure& figure, const Subject& source, const scene::Measure& measure) {
  const scene::Theme& theme = theme_of(figure.paper);
  picture.background = theme.bg0;
  const float room = std::max(picture.width - 2 * pad, 100.0f);
  if (figure.title) {
    for (scene::Mark& mark : picture.marks) shift(mark, 0, title_height);
    for (scene::Pane& pane : picture.panes) pane.box.y += title_height;
    const std::string title = scene::elide(title_of(figure, source), room, scene::Font::ui_bold, title_size, measure);
    picture.marks.push_back(
        scene::parts::text(pad, title_height / 2 + 4, title, scene::Font::ui_bold, title_size, theme.t1));
    picture.height += title_height;
  }
  if (const auto colors = figure.legend ? colors_of(figure, source) : std::nullopt) {
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
  if (figure.caption) {
    picture.height += 8;
    for (const std::string& paragraph : caption_of(figure, source))
      for (const std::string& line : scene::wrap(paragraph, room, scene::Font::ui, caption_size, measure)) {
        picture.marks.push_back(
            scene::parts::text(pad, picture.height + caption_line / 2, line, scene::Font::ui, caption_size, theme.t2));
        picture.height += caption_line;
      }
  }
  picture.height = std::ceil(picture.height + (figure.caption || figure.legend ? 16 : 0));
  return picture;
}

}  // namespace attn::figures
