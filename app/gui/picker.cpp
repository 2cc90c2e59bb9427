#include "app/gui/picker.h"

#include <algorithm>
#include <cmath>

#include "app/gui/record_note.h"

namespace attn::gui {
namespace {

constexpr float size = 11.5f;

float widest(Frame& frame, const Picker& picker) {
  float width = 0;
  for (const std::string& label : picker.labels) width = std::max(width, frame.fonts.width(label, Font::ui, size));
  return std::ceil(width);
}

}  // namespace

float picker_width(Frame& frame, const Picker& picker) { return widest(frame, picker) + 34; }

std::size_t pick(Frame& frame, float x, float y, float h, const Picker& picker, std::string_view tip) {
  const scene::Theme& theme = frame.theme;
  const scene::Rect box{x, y, picker_width(frame, picker), h};
  const std::string name = std::string("###") + picker.id, list = "###list of " + std::string(picker.id);
  const Touch t = touch(frame, name.c_str(), box);
  fill(frame, box, t.held ? theme.bg4 : t.hovered ? theme.bg3 : theme.bg2, 5);
  outline(frame, box, theme.line2, 5);
  text(frame, x + 9, y + h / 2, picker.labels[picker.current], {Font::ui, size, theme.t1}, box.w - 30);
  icon(frame, Icon::open, x + box.w - 13, y + h / 2, theme.t2);
  if (t.hovered) tooltip(frame, tip);
  if (t.clicked) ImGui::OpenPopup(list.c_str());
  std::size_t chosen = picker.current;
  if (const int turn = -focus_turn(frame))  // down is the next
    chosen = static_cast<std::size_t>(
        std::clamp(static_cast<int>(chosen) + turn, 0, static_cast<int>(picker.labels.size()) - 1));
  ImGui::SetNextWindowPos(on_screen(frame, x, y + h + 2));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {8 * frame.px, 6 * frame.px});
  if (ImGui::BeginPopup(list.c_str())) {
    for (std::size_t i = 0; i < picker.labels.size(); ++i) {
      const std::string item = "###" + std::string(picker.id) + " " + std::to_string(i);
      frame.fonts.push(Font::ui, 13, picker.labels[i]);
      if (ImGui::Selectable((picker.labels[i] + item).c_str(), i == picker.current, 0,
                            {(box.w - 16) * frame.px, 24 * frame.px}))
        chosen = i;
      if (frame.record) note_item(*frame.record, item, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), frame.px);
      frame.fonts.pop();
    }
    if (frame.view.escape) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  return chosen;
}

}  // namespace attn::gui
