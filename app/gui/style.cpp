#include "app/gui/style.h"

namespace attn::gui {

ImVec4 color4(scene::Color c) { return ImGui::ColorConvertU32ToFloat4(color(c)); }

void set_style(const scene::Theme& theme, float px) {
  ImGuiStyle style;
  style.WindowPadding = {0, 0};
  style.WindowRounding = 0;
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 0;
  style.PopupRounding = 6;
  style.FramePadding = {10, 6};
  style.FrameRounding = 6;
  style.FrameBorderSize = 1;
  style.ItemSpacing = {8, 6};
  style.ScrollbarSize = 10;
  style.ScrollbarRounding = 5;
  style.ScaleAllSizes(px);
  style.WindowMinSize = {1, 1};  // scaled down, it would be 0, which the library refuses

  const ImVec4 nothing(0, 0, 0, 0);
  ImVec4* const to = style.Colors;
  to[ImGuiCol_Text] = color4(theme.t1);
  to[ImGuiCol_TextDisabled] = color4(theme.t3);
  to[ImGuiCol_WindowBg] = color4(theme.bg1);
  to[ImGuiCol_ChildBg] = nothing;
  to[ImGuiCol_PopupBg] = color4(theme.bg1);
  to[ImGuiCol_Border] = color4(theme.line3);
  to[ImGuiCol_BorderShadow] = nothing;
  to[ImGuiCol_FrameBg] = to[ImGuiCol_FrameBgHovered] = to[ImGuiCol_FrameBgActive] = color4(theme.bg2);
  to[ImGuiCol_ScrollbarBg] = nothing;
  to[ImGuiCol_ScrollbarGrab] = color4(theme.bg4);
  to[ImGuiCol_ScrollbarGrabHovered] = to[ImGuiCol_ScrollbarGrabActive] = color4(theme.line2);
  to[ImGuiCol_Button] = nothing;
  to[ImGuiCol_ButtonHovered] = color4(theme.bg3);
  to[ImGuiCol_ButtonActive] = color4(theme.bg4);
  to[ImGuiCol_Header] = color4(theme.bg4);
  to[ImGuiCol_HeaderHovered] = color4(theme.bg3);
  to[ImGuiCol_HeaderActive] = color4(theme.bg4);
  to[ImGuiCol_Separator] = color4(theme.line1);
  to[ImGuiCol_TextSelectedBg] = color4(scene::faded(theme.q, 0.35));
  ImGui::GetStyle() = style;
}

}  // namespace attn::gui
