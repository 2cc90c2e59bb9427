// Input: what happened to the window since the last frame.
//
// Keys and characters wait in a queue and reach Dear ImGui in order, as many per frame as one frame can tell apart.
// Older versions of the library look at the state of the keys once per frame: with slow frames and fast fingers they
// would miss a press, or take the letter after Ctrl+A for a shortcut.
#pragma once

#include <deque>
#include <vector>

struct GLFWwindow;

namespace attn::gui {

struct KeyPress {
  int key = 0;      // GLFW_KEY_…
  char letter = 0;  // what the keyboard's layout writes there, a–z or '/', or 0
  bool control = false, shift = false;
};

class Input {
 public:
  // Before Dear ImGui installs its callbacks, which then call ours.
  explicit Input(GLFWwindow* window);
  // After that.
  void install_keys(GLFWwindow* window);

  bool take_events();                              // whether anything happened since the last call
  bool queued() const;                             // whether events wait for the next frame
  std::vector<KeyPress> feed(GLFWwindow* window);  // to Dear ImGui; the key presses among them

 private:
  struct Event {
    int key, scancode, action, mods;
    unsigned character;  // 0: a key
  };
  static Input& of(GLFWwindow* window);
  void add(Event event);

  bool happened_ = true;
  std::deque<Event> events_;
};

}  // namespace attn::gui
