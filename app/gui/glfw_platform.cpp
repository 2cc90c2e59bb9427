#include "app/gui/glfw_platform.h"

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

GlfwPlatform& GlfwPlatform::of(GLFWwindow* window) {
  return *static_cast<GlfwPlatform*>(glfwGetWindowUserPointer(window));
}

GlfwPlatform::GlfwPlatform(GLFWwindow* window, float scale) : window_(window), scale_(scale) {
  glfwSetWindowUserPointer(window, this);
  glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) { of(w).happened_ = true; });
  glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int) { of(w).happened_ = true; });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { of(w).happened_ = true; });
  glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int) { of(w).happened_ = true; });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { of(w).happened_ = true; });
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { of(w).happened_ = true; });
  glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) { of(w).happened_ = true; });
  glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
    of(w).dropped_.insert(of(w).dropped_.end(), paths, paths + count);
    of(w).happened_ = true;
  });
}

void GlfwPlatform::install_keys() {
  glfwSetKeyCallback(window_, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
    of(w).add({Event::Kind::key, key, scancode, action, mods, 0});
  });
  glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int button, int action, int mods) {
    of(w).add({Event::Kind::button, button, 0, action, mods, 0});
  });
  glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned character) {
    of(w).add({Event::Kind::character, 0, 0, 0, 0, character});
  });
}

Metrics GlfwPlatform::metrics() const {
  Metrics m;
  glfwGetWindowSize(window_, &m.width, &m.height);
  glfwGetFramebufferSize(window_, &m.framebuffer_width, &m.framebuffer_height);
  float other = 1;
  m.scale = scale_;
  if (scale_ <= 0) glfwGetWindowContentScale(window_, &m.scale, &other);
  return m;
}

double GlfwPlatform::now() const { return glfwGetTime(); }
void GlfwPlatform::wake() { glfwPostEmptyEvent(); }
void GlfwPlatform::set_title(const std::string& title) { glfwSetWindowTitle(window_, title.c_str()); }
void GlfwPlatform::close() { glfwSetWindowShouldClose(window_, GLFW_TRUE); }

std::vector<KeyPress> GlfwPlatform::begin_frame(bool keys) {
  std::vector<KeyPress> presses;
  if (keys) presses = feed();
  ImGui_ImplGlfw_NewFrame();
  return presses;
}

std::vector<std::string> GlfwPlatform::dropped() { return std::exchange(dropped_, {}); }

void GlfwPlatform::add(Event event) {
  happened_ = true;
  events_.push_back(event);
}

bool GlfwPlatform::take_events() { return std::exchange(happened_, false); }

bool GlfwPlatform::queued() const {
#if IMGUI_VERSION_NUM >= 18700  // from then on the library has such a queue too
  if (ImGui::GetCurrentContext()->InputEventsQueue.Size > 0) return true;
#endif
  return !events_.empty();
}

// A frame takes any number of letters, or one other key, one shortcut or one mouse button; and never a key's release
// with its press, nor its next press with its release.
std::vector<KeyPress> GlfwPlatform::feed() {
  std::vector<KeyPress> presses;
  std::vector<int> released;
  bool clicked = false;
  for (bool full = false; !full && !events_.empty(); events_.pop_front()) {
    const Event e = events_.front();
    if (e.kind == Event::Kind::button) {
      if (!presses.empty() || clicked) break;  // what was typed before a click belongs to what had the caret then
      clicked = true;
      ImGui_ImplGlfw_MouseButtonCallback(window_, e.key, e.action, e.mods);
      continue;
    }
    if (clicked) break;  // and what is typed after it, to what has it then
    if (e.kind == Event::Kind::character) {
      ImGui_ImplGlfw_CharCallback(window_, e.character);
      if (e.character == '/') {  // a shortcut on whichever key it is; what follows belongs to the field it leads to
        presses.push_back({0, '/', false, false});
        full = true;
      }
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
    ImGui_ImplGlfw_KeyCallback(window_, e.key, e.scancode, e.action, e.mods);
  }
  return presses;
}

}  // namespace attn::gui
