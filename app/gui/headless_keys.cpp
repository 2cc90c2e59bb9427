#include "app/gui/headless_keys.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>

#include <string>
#include <utility>

namespace attn::gui {
namespace {

// The keys that Dear ImGui's own widgets know.
constexpr std::pair<int, int> known_keys[] = {
    {ImGuiKey_Tab, GLFW_KEY_TAB},
    {ImGuiKey_LeftArrow, GLFW_KEY_LEFT},
    {ImGuiKey_RightArrow, GLFW_KEY_RIGHT},
    {ImGuiKey_UpArrow, GLFW_KEY_UP},
    {ImGuiKey_DownArrow, GLFW_KEY_DOWN},
    {ImGuiKey_Home, GLFW_KEY_HOME},
    {ImGuiKey_End, GLFW_KEY_END},
    {ImGuiKey_Delete, GLFW_KEY_DELETE},
    {ImGuiKey_Backspace, GLFW_KEY_BACKSPACE},
    {ImGuiKey_Space, GLFW_KEY_SPACE},
    {ImGuiKey_Enter, GLFW_KEY_ENTER},
    {ImGuiKey_Escape, GLFW_KEY_ESCAPE},
    {ImGuiKey_A, GLFW_KEY_A},
    {ImGuiKey_C, GLFW_KEY_C},
    {ImGuiKey_V, GLFW_KEY_V},
    {ImGuiKey_X, GLFW_KEY_X},
    {ImGuiKey_Y, GLFW_KEY_Y},
    {ImGuiKey_Z, GLFW_KEY_Z},
};

}  // namespace

#if IMGUI_VERSION_NUM >= 18700

void map_keys() {}
void point_at(float x, float y) { ImGui::GetIO().AddMousePosEvent(x, y); }
void hold_button(bool down, int button) { ImGui::GetIO().AddMouseButtonEvent(button, down); }
void turn_wheel(float by) { ImGui::GetIO().AddMouseWheelEvent(0, by); }
void hold_key(int key, bool down) {
  for (const auto& [ours, theirs] : known_keys)
    if (theirs == key) ImGui::GetIO().AddKeyEvent(static_cast<ImGuiKey>(ours), down);
}
void hold_modifiers(bool control, bool shift) {
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, control);
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, shift);
}

#else

void map_keys() {
  for (const auto& [ours, theirs] : known_keys) ImGui::GetIO().KeyMap[ours] = theirs;
}
void point_at(float x, float y) { ImGui::GetIO().MousePos = {x, y}; }
void hold_button(bool down, int button) { ImGui::GetIO().MouseDown[button] = down; }
void turn_wheel(float by) { ImGui::GetIO().MouseWheel += by; }
void hold_key(int key, bool down) {
  if (key >= 0 && key < 512) ImGui::GetIO().KeysDown[key] = down;
}
void hold_modifiers(bool control, bool shift) {
  ImGui::GetIO().KeyCtrl = control;
  ImGui::GetIO().KeyShift = shift;
}

#endif

void write(std::string_view text) { ImGui::GetIO().AddInputCharactersUTF8(std::string(text).c_str()); }

}  // namespace attn::gui
