// The platform of a desktop: a GLFW window.
#pragma once

#include <deque>

#include "app/gui/platform.h"

struct GLFWwindow;

namespace attn::gui {

// Keys, characters and mouse buttons wait in a queue and reach Dear ImGui in order, as many per frame as one frame can
// tell apart. Older versions of the library look at the state of the keys once per frame: with slow frames and fast
// fingers they would miss a press, or take the letter after Ctrl+A for a shortcut.
class GlfwPlatform final : public Platform {
 public:
  // Before Dear ImGui installs its callbacks, which then call ours. scale: pixels per logical pixel; 0: the monitor's.
  GlfwPlatform(GLFWwindow* window, float scale);
  // After that.
  void install_keys();

  bool take_events();   // whether anything happened since the last call
  bool queued() const;  // whether events wait for the next frame

  Metrics metrics() const override;
  double now() const override;
  void wake() override;
  void set_title(const std::string& title) override;
  void close() override;
  std::vector<KeyPress> begin_frame(bool keys) override;
  std::vector<std::string> dropped() override;

 private:
  struct Event {
    enum class Kind { key, character, button } kind;
    int key, scancode, action, mods;  // of a mouse button: key is its number
    unsigned character;
  };
  static GlfwPlatform& of(GLFWwindow* window);
  void add(Event event);
  std::vector<KeyPress> feed();

  GLFWwindow* window_;
  float scale_;
  bool happened_ = true;
  std::deque<Event> events_;
  std::vector<std::string> dropped_;
};

}  // namespace attn::gui
