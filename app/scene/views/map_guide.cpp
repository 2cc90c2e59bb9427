// How to read the map: one line for each kind of thing, drawn with numbers of this run.
#include <algorithm>

#include "app/scene/ribbon.h"
#include "app/scene/thumbnail.h"
#include "app/scene/views/map_parts.h"

namespace attn::scene::map_parts {

void draw_guide(Builder& to) {
  const Rect& box = to.plan.guide;
  if (!to.seen(box)) return;
  const Theme& theme = to.theme;
  to.add(parts::fill(box, theme.bg1, 10));
  to.add(parts::outline(box, theme.line1, 1, 10));
  to.text(box.x + 16, box.y + 20, to.q.text("map.guide"), Font::ui_bold, 10.5f, theme.t3, Align::left, box.w - 32);
  const float first = box.y + (box.h < 200 ? 28.0f : 36.0f), height = (box.h - (first - box.y) - 6) / 5;
  const bool both = height >= 34;  // room for two lines of text
  const float x = box.x + 16, words = x + 64;
  int number = 0;
  const auto next = [&](const char* name, const char* meaning, Index count = 0) {
    const float y = first + height * (static_cast<float>(number++) + 0.5f);
    const float room = box.x + box.w - words - 8;
    to.text(words, both ? y - 7 : y, to.q.text(name), Font::ui_bold, 12, theme.t1, Align::left, room);
    if (both) to.text(words, y + 8, with_number(to.q.text(meaning), count), Font::ui, 11, theme.t3, Align::left, room);
    return y;
  };
  const MapStack& encoder = *to.encoder.stack;
  const int state = encoder.blocks.front().result;
  const Tensor& states = to.q.trace[state].out;
  float y = next("map.guide_lane", "map.guide_lane_is", states.cols());
  to.add(parts::line(x, y, x + 52, y, faded(theme.e, theme.dark ? 0.6 : 0.8), 2));
  y = next("map.guide_ribbon", "map.guide_ribbon_is");
  Color color = cell_color(theme, 0.7, {Range::Kind::unit, 1});
  color.a = 230;
  to.add(ribbon({x, y - 10}, 10, {x + 50, y}, 10, color));
  to.add(parts::fill({x - 3, y - 11, 4, 12}, theme.v, 1.5f));
  to.add(parts::fill({x + 49, y - 1, 4, 12}, theme.o, 1.5f));
  y = next("map.guide_barcode", "map.guide_barcode_is", std::min(barcode_numbers, states.cols()));
  if (to.step_done(state) && states.rows() > 0)
    barcode(to, state, 0, {x, y - 8, 52, 16}, barcode_range(states), false);
  else
    to.add(parts::fill({x, y - 8, 52, 16}, theme.bg2, 2));
  y = next("map.guide_thumbnail", "map.guide_thumbnail_is");
  for (const MapBlock& block : encoder.blocks) {
    if (block.weights.empty()) continue;
    const int step = block.weights.back();
    const Step& shown = to.q.trace[step];
    Mark mark;
    mark.kind = Mark::Kind::image;
    const float size = std::min(24.0f, height - 3);
    mark.rect = {x + 26 - size / 2, y - size / 2, size, size};
    if (!to.step_done(step)) {  // nothing is given away early
      to.add(parts::fill(mark.rect, theme.bg2, 2));
      break;
    }
    mark.color = {255, 255, 255, 255};
    mark.image = to.q.thumbnail ? to.q.thumbnail(step) : thumbnail(shown.out, *shown.role, theme);
    to.add(std::move(mark));
    break;
  }
  y = next("map.guide_add_norm", "map.guide_add_norm_is");
  plus(to, x + 26, y, true);
}

}  // namespace attn::scene::map_parts
