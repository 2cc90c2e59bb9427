// From the step to the map: the picture of the step shrinks into its block. Words are left out, they would be too
// small.
#include <algorithm>

#include "app/gui/panels/map_parts.h"
#include "app/scene/stage/stage_state.h"

namespace attn::gui {
namespace {

constexpr double lasts = 0.35;  // seconds

}  // namespace

void fly_to_map(Frame& frame) {
  frame.document.view = ViewName::map;
  if (frame.document.reduced_motion) return;
  const Stage& stage = frame.view.stage;
  MapView::Flight flight{stage.scene, stage.origin, stage.px, frame.now, -1};
  std::erase_if(flight.scene.marks, [](const scene::Mark& mark) { return mark.kind == scene::Mark::Kind::text; });
  frame.view.map.flight = std::move(flight);
}

void draw_flight(Frame& frame, const scene::Rect& block, const Placement& map) {
  auto& flight = frame.view.map.flight;
  if (!flight) return;
  flight->drawn = frame.now;
  const double passed = (frame.now - flight->begun) / lasts;
  if (passed >= 1 || flight->scene.width <= 0 || flight->scene.height <= 0) return flight.reset();
  const auto part = static_cast<float>(scene::parts::in_out(std::max(0.0, passed)));
  const auto between = [part](float from, float to) { return from + (to - from) * part; };
  const float smallest = std::min(block.w / flight->scene.width, block.h / flight->scene.height) * map.px;
  const float px = between(flight->px, smallest);
  const ImVec2 middle{map.origin.x + (block.x + block.w / 2) * map.px, map.origin.y + (block.y + block.h / 2) * map.px};
  const ImVec2 end{middle.x - flight->scene.width * smallest / 2, middle.y - flight->scene.height * smallest / 2};
  const Placement at{{between(flight->origin.x, end.x), between(flight->origin.y, end.y)}, px, 1, 1 - part * part};
  draw(*ImGui::GetWindowDrawList(), flight->scene, at, frame.fonts, frame.textures);
}

}  // namespace attn::gui
