// The bar above the map.
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "app/gui/controls.h"
#include "app/gui/panels/map_parts.h"

namespace attn::gui {
namespace {

constexpr float side = 16, row_height = 40, gap = 20, slider_width = 84, legend_bar = 120;

struct Item {
  float width = 0;
  std::function<void(float x, float y)> draw;  // y: its middle
};

TextStyle hint(const Frame& frame) { return {Font::ui, 12, frame.theme.t3}; }

float width_of(Frame& frame, const char* key) { return frame.fonts.width(frame.texts(key), Font::ui, 12); }

std::vector<std::string> head_names(Frame& frame) {
  std::vector<std::string> names{std::string(frame.texts("map.mean"))};
  for (int h = 1; h <= frame.view.map.run.heads(); ++h)
    names.push_back(frame.texts(Message{"heads.letter", {std::to_string(h)}}));
  return names;
}

Item ribbons(Frame& frame) {
  const std::vector<std::string> names = head_names(frame);
  const auto chosen = std::min(static_cast<std::size_t>(frame.document.map.head), names.size() - 1);
  const float label = width_of(frame, "map.ribbons") + 10;
  const float width = label + segments_width(frame, {"map head", names, chosen});
  return {width, [&frame, names, chosen, label](float x, float y) {
            text(frame, x, y, frame.texts("map.ribbons"), hint(frame));
            const std::size_t now = segmented(frame, x + label, y - 14, 28, {"map head", names, chosen});
            if (now != chosen) frame.document.map.head = static_cast<int>(now);
          }};
}

Item threshold(Frame& frame) {
  const float label = width_of(frame, "map.hide_below") + 10;
  return {label + slider_width + 42, [&frame, label](float x, float y) {
            int& hidden = frame.document.map.hide_below;
            text(frame, x, y, frame.texts("map.hide_below"), hint(frame));
            hidden = slider(frame, "###map threshold", {x + label, y - 12, slider_width, 24}, scene::most_hidden + 1,
                            hidden, frame.texts("map.hide_below_tip"));
            text(frame, x + label + slider_width + 12, y, fmt::format("{:.2f}", hidden / 100.0),
                 {Font::mono, 11, frame.theme.t1});
          }};
}

Item tick(Frame& frame, const char* id, const char* key, bool MapOptions::*which) {
  return {checkbox_width(frame, frame.texts(key)), [&frame, id, key, which](float x, float y) {
            bool& on = frame.document.map.*which;
            on = checkbox(frame, id, x, y, frame.texts(key), on);
          }};
}

Item legend(Frame& frame) {
  const float label = frame.fonts.width(frame.texts("map.attention"), Font::ui, 11) + 26;
  return {label + legend_bar + 20, [&frame, label](float x, float y) {
            text(frame, x, y, frame.texts("map.attention"), {Font::ui, 11, frame.theme.t3});
            text(frame, x + label - 8, y, "0", {Font::mono, 11, frame.theme.t3, scene::Align::right});
            color_scale(frame, {x + label, y - 5, legend_bar, 10}, {scene::Range::Kind::unit, 1});
            text(frame, x + label + legend_bar + 8, y, "1", {Font::mono, 11, frame.theme.t3});
          }};
}

Item zoom(Frame& frame) {
  return {3 * 28 + 8, [&frame](float x, float y) {
            const float middle_x = panel_width(frame) / 2;
            const int now = frame.view.map.zoom, last = static_cast<int>(std::size(map_zooms)) - 1;
            const auto button = [&](const char* id, float at, Icon icon, const char* tip, bool enabled) {
              return icon_button(frame, id, {at, y - 14, 28, 28}, icon, frame.texts(tip), {false, enabled});
            };
            if (button("###map farther", x, Icon::minus, "map.farther", now > 0)) zoom_map(frame, -1, middle_x, 200);
            if (button("###map closer", x + 32, Icon::plus, "map.closer", now < last))
              zoom_map(frame, 1, middle_x, 200);
            if (button("###map reset", x + 64, Icon::fit, "map.reset", true)) zoom_map(frame, 0, 0, 0);
          }};
}

struct Placed {
  Item item;
  float x, y;
};

struct Rows {
  std::vector<Placed> items;
  float height = 0;
};

// From the left, in as many rows as it takes; legend and zoom at the right end of one of them.
Rows placed(Frame& frame, float width) {
  Rows rows;
  float x = side, y = row_height / 2;
  std::vector<float> ends;
  const auto put = [&](Item item) {
    if (x > side && x + item.width > width - side) {
      ends.push_back(x);
      x = side;
      y += row_height - 4;
    }
    const float w = item.width;
    rows.items.push_back({std::move(item), x, y});
    x += w + gap;
  };
  put(ribbons(frame));
  put(threshold(frame));
  put(tick(frame, "###map thumbnails", "map.thumbnails", &MapOptions::thumbnails));
  put(tick(frame, "###map barcodes", "map.barcodes", &MapOptions::barcodes));
  put(tick(frame, "###map loop", "map.feedback", &MapOptions::loop));
  ends.push_back(x);
  // At the right of the first row that has room.
  const Item scale = legend(frame), closer = zoom(frame);
  const float cluster = scale.width + gap + closer.width;
  std::size_t row = 0;
  while (row < ends.size() && width - side - cluster < ends[row]) ++row;
  if (row == ends.size()) ends.push_back(side);
  const float at = row_height / 2 + static_cast<float>(row) * (row_height - 4);
  rows.items.push_back({scale, width - side - cluster, at});
  rows.items.push_back({closer, width - side - closer.width, at});
  rows.height = row_height + static_cast<float>(ends.size() - 1) * (row_height - 4);
  return rows;
}

}  // namespace

float map_bar_height(Frame& frame, float width) { return placed(frame, width).height; }

void map_bar(Frame& frame) {
  for (const Placed& one : placed(frame, panel_width(frame)).items) one.item.draw(one.x, one.y);
}

}  // namespace attn::gui
