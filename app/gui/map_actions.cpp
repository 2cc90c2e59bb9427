#include "app/gui/map_actions.h"

#include <algorithm>

#include "app/gui/panels/map_parts.h"

namespace attn::gui {
namespace {

constexpr int hidden_at_once = 5;  // hundredths

bool here(const Frame& frame) {
  return frame.document.view == ViewName::map && frame.run() && frame.step >= 0 && !frame.run()->written.empty();
}

}  // namespace

void next_map_head(Frame& frame, int direction) {
  if (!here(frame)) return;
  const int count = frame.view.map.run.heads() + 1;
  int& head = frame.document.map.head;
  head = (std::min(head, count - 1) + direction + count) % count;
}

void hide_ribbons(Frame& frame, int direction) {
  int& hidden = frame.document.map.hide_below;
  if (here(frame)) hidden = std::clamp(hidden + direction * hidden_at_once, 0, scene::most_hidden);
}

void switch_map(Frame& frame, bool MapOptions::*which) {
  if (here(frame)) frame.document.map.*which = !(frame.document.map.*which);
}

void look_closer_at_map(Frame& frame, int direction) {
  if (!here(frame)) return;
  const MapView::Key& seen = frame.view.map.key;
  zoom_map(frame, direction, seen.width / 2, seen.height / 2);
}

void scroll_map(Frame& frame, float right, float down) {
  if (!here(frame)) return;
  MapView& map = frame.view.map;
  map.x += right * map.key.width / map.key.zoom;  // held within the map where it is drawn
  map.y += down * map.key.height / map.key.zoom;
}

void open_map_step(Frame& frame) {
  if (here(frame)) frame.document.view = ViewName::step;
}

}  // namespace attn::gui
