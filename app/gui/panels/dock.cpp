#include <algorithm>
#include <cmath>

#include "app/gui/actions.h"
#include "app/gui/panels/dock_parts.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets.h"

namespace attn::gui {

bool was_dragged() {
  const ImGuiIO& io = ImGui::GetIO();
  return io.MouseDragMaxDistanceSqr[0] >= io.MouseDragThreshold * io.MouseDragThreshold;
}

void scrub(Frame& frame, double place) {
  const std::vector<int>& places = frame.facts.timeline;
  if (places.empty()) return;
  const double at = std::clamp(place, 0.0, static_cast<double>(places.size()) - 1e-6);
  go(frame, places[static_cast<std::size_t>(at)]);
  frame.document.phase = at - std::floor(at);
}

double playhead(const Frame& frame) {
  if (frame.step < 0 || frame.facts.timeline.empty()) return 0;
  const bool weight = frame.step < frame.facts.timeline.front();
  return place_of(frame.facts.timeline, frame.step) + (weight ? 0 : frame.document.phase);
}

void dock_panel(Frame& frame) {
  const float width = panel_width(frame), height = panel_height(frame);
  const bool full = height > compact_dock;
  transport(frame, width, full);
  overview(frame, transport_height + 2, width - 2 * dock_side, full);
  if (!full) return;
  constexpr float top = transport_height + 24;
  flame_graph(frame, top, width - 2 * dock_side, height >= wide_dock ? 24.0f : 19.0f);
}

}  // namespace attn::gui
