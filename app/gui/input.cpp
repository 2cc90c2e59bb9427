#include "app/gui/input.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui_impl_glfw.h>
#include <imgui_internal.h>

#include <algorithm>
#include <utility>

namespace attn::gui {
namespace {

// Held back, these would turn what is typed next into shortcuts.
bool is_modifier(int key) { return key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER; }

char letter_of(int key, int scancode) {
  if (key == GLFW_KEY_UNKNOWN) return 0;
  const char* name = glfwGetKeyName(key, scancode);
  return name && name[0] >= 'a' && name[0] <= 'z' && name[1] == 0 ? name[0] : '\0';
}

}  // namespace

Input& Input::of(GLFWwindow* window) { return *static_cast<Input*>(glfwGetWindowUserPointer(window)); }

Input::Input(GLFWwindow* window) {
  glfwSetWindowUserPointer(window, this);
  glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) { of(w).happened_ = true; });
  glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int) { of(w).happened_ = true; });
  glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int, int) { of(w).happened_ = true; });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { of(w).happened_ = true; });
  glfwSetCharCallback(window, [](GLFWwindow* w, unsigned) { of(w).happened_ = true; });
  glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int) { of(w).happened_ = true; });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { of(w).happened_ = true; });
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { of(w).happened_ = true; });
  glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) { of(w).happened_ = true; });
}

void Input::install_keys(GLFWwindow* window) { glfwSetKeyCallback(window, on_key); }

void Input::on_key(GLFWwindow* window, int key, int scancode, int action, int mods) {
  Input& input = of(window);
  input.happened_ = true;
  if (action == GLFW_RELEASE) {
    if (std::find(input.pressed_.begin(), input.pressed_.end(), key) != input.pressed_.end()) {
      input.held_back_.push_back({key, scancode, mods});
      return;
    }
  } else {
    if (!is_modifier(key)) input.pressed_.push_back(key);
    input.keys_.push_back({key, letter_of(key, scancode), (mods & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0,
                           (mods & GLFW_MOD_SHIFT) != 0});
  }
  ImGui_ImplGlfw_KeyCallback(window, key, scancode, action, mods);
}

bool Input::take_events() { return std::exchange(happened_, false); }

bool Input::queued() {
#if IMGUI_VERSION_NUM >= 18700  // from then on it hands fast events to one frame after another
  return ImGui::GetCurrentContext()->InputEventsQueue.Size > 0;
#else
  return false;
#endif
}

std::vector<KeyPress> Input::take_keys() { return std::exchange(keys_, {}); }

void Input::release_keys(GLFWwindow* window) {
  pressed_.clear();
  for (const Release& r : std::exchange(held_back_, {})) {
    ImGui_ImplGlfw_KeyCallback(window, r.key, r.scancode, GLFW_RELEASE, r.mods);
    happened_ = true;
  }
}

}  // namespace attn::gui
