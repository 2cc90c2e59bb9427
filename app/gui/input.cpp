#include "app/gui/input.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui_impl_glfw.h>
#include <imgui_internal.h>

#include <algorithm>
#include <utility>

namespace attn::gui {
namespace {

constexpr int control_keys = GLFW_MOD_CONTROL | GLFW_MOD_SUPER;

char letter_of(int key, int scancode) {
  if (key == GLFW_KEY_UNKNOWN) return 0;
  const char* name = glfwGetKeyName(key, scancode);
  return name && name[0] >= 'a' && name[0] <= 'z' && name[1] == 0 ? name[0] : '\0';
}

bool is_modifier(int key) { return key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER; }
bool is_shift(int key) { return key == GLFW_KEY_LEFT_SHIFT || key == GLFW_KEY_RIGHT_SHIFT; }
bool writes(int key, int mods) { return key >= GLFW_KEY_SPACE && key < GLFW_KEY_ESCAPE && !(mods & control_keys); }

}  // namespace

Input& Input::of(GLFWwindow* window) { return *static_cast<Input*>(glfwGetWindowUserPointer(window)); }

Input::Input(GLFWwindow* window) {
  glfwSetWindowUserPointer(window, this);
  glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) { of(w).happened_ = true; });
  glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int) { of(w).happened_ = true; });
  glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int, int) { of(w).happened_ = true; });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { of(w).happened_ = true; });
  glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int) { of(w).happened_ = true; });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { of(w).happened_ = true; });
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { of(w).happened_ = true; });
  glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) { of(w).happened_ = true; });
}

void Input::install_keys(GLFWwindow* window) {
  glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
    of(w).add({key, scancode, action, mods, 0});
  });
  glfwSetCharCallback(window, [](GLFWwindow* w, unsigned character) { of(w).add({0, 0, 0, 0, character}); });
}

void Input::add(Event event) {
  happened_ = true;
  events_.push_back(event);
}

bool Input::take_events() { return std::exchange(happened_, false); }

bool Input::queued() const {
#if IMGUI_VERSION_NUM >= 18700  // from then on the library has such a queue too
  if (ImGui::GetCurrentContext()->InputEventsQueue.Size > 0) return true;
#endif
  return !events_.empty();
}

// A frame takes any number of letters, or one other key, or one shortcut; and never a key's release with its press, or
// its next press with its release.
std::vector<KeyPress> Input::feed(GLFWwindow* window) {
  std::vector<KeyPress> presses;
  std::vector<int> released;
  for (bool full = false; !full && !events_.empty(); events_.pop_front()) {
    const Event e = events_.front();
    if (e.character) {
      ImGui_ImplGlfw_CharCallback(window, e.character);
      continue;
    }
    if (e.action == GLFW_RELEASE) {
      if (std::any_of(presses.begin(), presses.end(), [&](const KeyPress& p) { return p.key == e.key; })) break;
      released.push_back(e.key);
    } else if (std::find(released.begin(), released.end(), e.key) != released.end()) {
      break;
    } else if (is_modifier(e.key)) {
      if (!is_shift(e.key) && !presses.empty()) break;  // the letters before it were typed without it
    } else {
      full = !writes(e.key, e.mods);
      if (full && !presses.empty()) break;
      presses.push_back(
          {e.key, letter_of(e.key, e.scancode), (e.mods & control_keys) != 0, (e.mods & GLFW_MOD_SHIFT) != 0});
    }
    ImGui_ImplGlfw_KeyCallback(window, e.key, e.scancode, e.action, e.mods);
  }
  return presses;
}

}  // namespace attn::gui
