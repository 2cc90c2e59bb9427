#include "app/gui/record.h"

#include <imgui_internal.h>

#include "app/gui/record_note.h"

namespace attn::gui {
namespace {

scene::Rect logical(ImVec2 low, ImVec2 high, float px) {
  return {low.x / px, low.y / px, (high.x - low.x) / px, (high.y - low.y) / px};
}

std::string panel_name() {
  const std::string own = ImGui::GetCurrentWindowRead()->Name;
  if (own.find("###card over") != own.npos) return "card";  // what lies over a panel is none of it
  const std::string name = ImGui::GetCurrentWindowRead()->RootWindow->Name;
  return name.substr(name.rfind('#') + 1);
}

}  // namespace

void note_item(Record& to, std::string_view id, ImVec2 low, ImVec2 high, float px) {
  const ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 middle((low.x + high.x) / 2, (low.y + high.y) / 2), from = list.GetClipRectMin(),
                                                                   until = list.GetClipRectMax();
  if (middle.x < from.x || middle.x >= until.x || middle.y < from.y || middle.y >= until.y)
    return;  // scrolled out of sight
  const std::size_t name = id.rfind("###");
  to.items.push_back({std::string(name == id.npos ? id : id.substr(name + 3)), logical(low, high, px)});
}

void note_text(Record& to, const ImDrawList& list, ImVec2 low, ImVec2 size, float px, std::string_view words,
               scene::Color color, float text_size, bool turned) {
  to.texts.push_back({panel_name(), std::string(words), logical(low, {low.x + size.x, low.y + size.y}, px),
                      logical(list.GetClipRectMin(), list.GetClipRectMax(), px), color, text_size, turned});
}

}  // namespace attn::gui
