#include "app/gui/overlay.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace attn::gui {
namespace {

constexpr ImGuiWindowFlags bare =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav;

}  // namespace

bool begin_overlay(Frame& frame, const Overlay& overlay, float width, float height, bool& open) {
  if (!open) return false;
  const float px = frame.px;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({width * px, height * px});
  ImGui::PushStyleColor(ImGuiCol_WindowBg,
                        color4(scene::faded(frame.theme.dark ? frame.theme.bg0 : frame.theme.ink, 0.6)));
  const std::string name = std::string("###veil of ") + overlay.id;
  ImGui::Begin(name.c_str(), nullptr, bare | ImGuiWindowFlags_NoScrollWithMouse);
  cover_focus(frame);
  ImGui::PopStyleColor();
  if (ImGui::IsWindowAppearing()) ImGui::SetWindowFocus();
  const float w = std::min(overlay.width, width - 32), h = std::min(overlay.height, height - 32);
  const scene::Rect card{std::round((width - w) / 2), std::round((height - h) / 2), w, h};
  fill(frame, card, frame.theme.bg1, 10);
  outline(frame, card, frame.theme.line2, 10);
  if (ImGui::IsWindowHovered() && ImGui::IsMouseClicked(0)) open = false;  // the card is a window of its own
  ImGui::SetCursorScreenPos({card.x * px, card.y * px});
  ImGui::BeginChild(overlay.id, {w * px, h * px}, false, ImGuiWindowFlags_NoNav);
  return true;
}

void end_overlay(Frame&) {
  ImGui::EndChild();
  ImGui::End();
}

void overlay_title(Frame& frame, std::string_view title, bool& open) {
  const float width = panel_width(frame);
  text(frame, 24, overlay_title_height / 2 + 2, title, {Font::ui_bold, 16, frame.theme.t1}, width - 96);
  if (icon_button(frame, "###close", {width - 48, 12, 32, 32}, Icon::close, frame.texts("ui.close"))) open = false;
  if (frame.view.escape) open = false;
}

}  // namespace attn::gui
