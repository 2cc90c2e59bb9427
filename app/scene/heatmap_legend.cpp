// The colour bar with its range in numbers, and what a stroke means.
#include <algorithm>

#include "app/scene/format.h"
#include "app/scene/marks.h"

namespace attn::scene::parts {
namespace {

constexpr float bar_most = 180, bar_least = 48, bar_height = 10, text_size = 10;
constexpr float swatch = 16, swatch_gap = 24;

float bar_width(float room) { return std::min(bar_most, room); }

}  // namespace

std::shared_ptr<const Image> range_image(const Theme& theme, const Range& range) {
  auto image = std::make_shared<Image>();
  const auto push = [&](Color color) {
    for (const std::uint8_t channel : {color.r, color.g, color.b, color.a}) image->rgba.push_back(channel);
    ++image->width;
  };
  image->height = 1;
  if (range.kind == Range::Kind::unit) {
    for (const Color& color : theme.seq) push(color);
  } else {
    for (auto color = theme.neg.rbegin(); color != theme.neg.rend() - 1; ++color) push(*color);
    for (const Color& color : theme.pos) push(color);
  }
  return image;
}

RangeTicks range_ticks(const Range& range, float width, const std::function<float(const std::string&)>& measure) {
  const bool unit = range.kind == Range::Kind::unit;
  RangeTicks ticks{unit ? "0" : range_text(-range.limit), unit ? "0.5" : "0", unit ? "1" : range_text(range.limit)};
  const auto room = [&](const RangeTicks& t) { return width - measure(t.low) - measure(t.high); };
  if (range.most != 0) {
    const std::string most = cell_text(range.most);
    RangeTicks full = ticks, brief{"", "", ""};
    (range.most < 0 ? full.low : full.high) = range.most < 0 ? most + " ◂ " + full.low : full.high + " ▸ " + most;
    brief.high = "±" + ticks.high.substr(1) + " ▸ " + cell_text(std::abs(range.most));
    if (room(full) >= 8)
      ticks = full;
    else if (room(brief) >= 0)
      return brief;
  }
  const float widest = std::max(measure(ticks.low), measure(ticks.high));
  if (measure(ticks.middle) / 2 + widest + 7 > width / 2) ticks.middle.clear();
  return ticks;
}

float legend_width(const Layout& layout, float room) {
  if (room < bar_least) return 0;
  const float width = bar_width(room), with_swatch = width + swatch_gap + swatch + 28;
  return layout.has_masked && with_swatch <= room ? with_swatch : width;
}

void draw_legend(const Layout& layout, float x, float y, float room, Scene& to) {
  if (room < bar_least) return;
  const Theme& theme = layout.theme();
  const float width = bar_width(room), ticks_y = y + 16 + bar_height + 10;
  Mark bar;
  bar.kind = Mark::Kind::image;
  bar.rect = {x, y + 16, width, bar_height};
  bar.image = range_image(theme, layout.range);
  to.marks.push_back(std::move(bar));
  to.marks.push_back(outline({x - 0.5f, y + 15.5f, width + 1, bar_height + 1}, theme.line2, 1));

  const auto tick = [&](float at, const std::string& words, Align align) {
    if (!words.empty()) to.marks.push_back(text(at, ticks_y, words, Font::mono, text_size, theme.t2, align));
  };
  const RangeTicks ticks = range_ticks(
      layout.range, width, [&](const std::string& words) { return (*layout.measure)(words, Font::mono, text_size); });
  tick(x, ticks.low, Align::left);
  tick(x + width, ticks.high, Align::right);
  tick(x + width / 2, ticks.middle, Align::center);

  if (legend_width(layout, room) <= width) return;
  const Rect box{x + width + swatch_gap, y + 16 + (bar_height - swatch) / 2, swatch, swatch};
  to.marks.push_back(fill(box, theme.bg2, 2));
  to.marks.push_back(outline(box, theme.line2, 1, 2));
  to.marks.push_back(line(box.x + 3, box.y + box.h - 3, box.x + box.w - 3, box.y + 3, theme.line3, 1));
  to.marks.push_back(text(box.x + box.w + 8, box.y + box.h / 2, "−∞", Font::mono, text_size, theme.t2));
}

}  // namespace attn::scene::parts
