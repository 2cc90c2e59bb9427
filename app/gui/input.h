// Input: what happened to the window since the last frame. Dear ImGui gets every event too.
#pragma once

#include <vector>

struct GLFWwindow;

namespace attn::gui {

struct KeyPress {
  int key = 0;      // GLFW_KEY_…
  char letter = 0;  // what the keyboard's layout writes there, a–z, or 0
  bool control = false, shift = false;
};

// Counts events, so that a window to which nothing happens draws nothing, and collects key presses for shortcuts.
class Input {
 public:
  // Before Dear ImGui installs its callbacks, which then call ours.
  explicit Input(GLFWwindow* window);
  // After that: releases of keys that were pressed since the last frame are held back until it is drawn, because older
  // versions of Dear ImGui look at keys once per frame only and would miss the press.
  void install_keys(GLFWwindow* window);

  bool take_events();    // whether anything happened since the last call
  static bool queued();  // whether Dear ImGui keeps events for the next frame
  std::vector<KeyPress> take_keys();
  void release_keys(GLFWwindow* window);  // after every frame

 private:
  struct Release {
    int key, scancode, mods;
  };
  static Input& of(GLFWwindow* window);
  static void on_key(GLFWwindow* window, int key, int scancode, int action, int mods);

  bool happened_ = true;
  std::vector<KeyPress> keys_;
  std::vector<int> pressed_;
  std::vector<Release> held_back_;
};

}  // namespace attn::gui
