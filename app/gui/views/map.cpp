// The architecture of this run: words as lanes, attention as ribbons, encoder above and decoder below.
#include <algorithm>

#include "app/gui/panels/map_parts.h"
#include "app/gui/view.h"
#include "app/gui/widgets.h"

namespace attn::gui {
namespace {

void draw(Frame& frame, float width, float height) {
  settle_map(frame);
  const scene::Rect all = areas(width, height, false, true).middle;
  const float bar = std::min(map_bar_height(frame, all.w), all.h);
  panel(frame, "###map bar", {all.x, all.y, all.w, bar}, frame.theme.bg1, Edge::bottom, map_bar);
  panel(frame, "###map", {all.x, all.y + bar, all.w, all.h - bar}, frame.theme.bg0, Edge::none, map_panel);
}

bool fits(const Frame& frame) { return !frame.run()->written.empty(); }

}  // namespace

extern constinit const ViewKind map_view;
const ViewKind map_view{ViewName::map, "view.map", "###view map", true, draw, fits};

}  // namespace attn::gui
