#include "app/gui/focus.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/gui/frame.h"
#include "app/gui/platform.h"
#include "app/gui/widgets.h"

namespace attn::gui {
namespace {

std::string_view name_of(std::string_view id) {
  const std::size_t at = id.find("###");
  return at == std::string_view::npos ? id : id.substr(at + 3);
}

std::vector<Focus::Place>::const_iterator place_of(const Focus& focus) {
  return std::find_if(focus.order.begin(), focus.order.end(),
                      [&](const Focus::Place& place) { return place.id == focus.id; });
}

void ring(Frame& frame) {
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  const float away = 2 * frame.px, stroke = std::max(1.0f, std::round(2 * frame.px)), half = stroke / 2;
  // Outside of panels' edges nothing can be drawn: there the ring lies inside.
  const ImVec2 clip_low = ImGui::GetWindowDrawList()->GetClipRectMin(),
               clip_high = ImGui::GetWindowDrawList()->GetClipRectMax();
  const ImVec2 from(std::max(low.x - away, clip_low.x) + half, std::max(low.y - away, clip_low.y) + half),
      to(std::min(high.x + away, clip_high.x) - half, std::min(high.y + away, clip_high.y) - half);
  if (to.x <= from.x || to.y <= from.y) return;
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  list.PushClipRect(clip_low, clip_high);
  list.AddRect(from, to, color(frame.theme.ink), 6 * frame.px, 0, stroke);
  list.PopClipRect();
}

}  // namespace

void move_focus(Frame& frame, int by, bool panel) {
  Focus& focus = frame.view.focus;
  const auto count = static_cast<int>(focus.order.size());
  if (count == 0) return;
  const auto found = place_of(focus);
  int at = found == focus.order.end() ? (by > 0 ? -1 : count) : static_cast<int>(found - focus.order.begin());
  const auto place = [&](int i) -> const Focus::Place& {
    return focus.order[static_cast<std::size_t>((i % count + count) % count)];
  };
  const unsigned from = at >= 0 && at < count ? place(at).panel : 0;
  at += by;
  for (int tried = 0; panel && tried < count && place(at).panel == from; ++tried) at += by;
  // Backwards the first of the panel too.
  for (int tried = 0; panel && by < 0 && tried < count && place(at - 1).panel == place(at).panel; ++tried) --at;
  focus.id = place(at).id;
  focus.name = place(at).name;
  focus.moved = true;
}

bool press_focused(Frame& frame, const KeyPress& key) {
  Focus& focus = frame.view.focus;
  if (focus.id == 0 || frame.view.typing || key.control || key.shift) return false;
  const auto found = place_of(focus);
  const bool turns = found != focus.order.end() && found->turns;
  switch (key.key) {
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER:
    case GLFW_KEY_SPACE:
      focus.click = true;
      return true;
    case GLFW_KEY_LEFT:
    case GLFW_KEY_DOWN:
      if (turns) --focus.turn;
      return turns;
    case GLFW_KEY_RIGHT:
    case GLFW_KEY_UP:
      if (turns) ++focus.turn;
      return turns;
    case GLFW_KEY_ESCAPE:
      focus.id = 0;
      focus.name.clear();
      return true;
    default:
      return false;
  }
}

void note_focus(Frame& frame, std::string_view id, Touch& touch) {
  Focus& focus = frame.view.focus;
  const unsigned item = ImGui::GetItemID();
  focus.order.push_back({item, ImGui::GetCurrentWindow()->ID, std::string(name_of(id)), false});
  if (item != focus.id) return;
  if (focus.moved) ImGui::ScrollToItem();
  ring(frame);
  if (std::exchange(focus.click, false)) touch.clicked = touch.by_key = true;
}

int focus_turn(Frame& frame) {
  Focus& focus = frame.view.focus;
  if (focus.order.empty()) return 0;
  focus.order.back().turns = true;
  return focus.order.back().id == focus.id ? std::exchange(focus.turn, 0) : 0;
}

void begin_focus(Frame& frame) { frame.view.focus.order.clear(); }

void cover_focus(Frame& frame) { frame.view.focus.order.clear(); }

void end_focus(Frame& frame) {
  Focus& focus = frame.view.focus;
  focus.click = focus.moved = false;
  focus.turn = 0;
  if (!ImGui::IsMouseClicked(0) && place_of(focus) != focus.order.end()) return;
  focus.id = 0;
  focus.name.clear();
}

}  // namespace attn::gui
