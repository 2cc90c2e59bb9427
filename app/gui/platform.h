// Platform: what the program needs of the system that shows it, be it a window on a desktop or a picture in memory.
#pragma once

#include <string>
#include <vector>

namespace attn::gui {

struct KeyPress {
  int key = 0;      // GLFW_KEY_…
  char letter = 0;  // what the keyboard's layout writes there, a–z, or 0
  bool control = false, shift = false;
};

// Sizes of the shown area in Dear ImGui's units and in pixels, and the pixels that a logical pixel should have.
struct Metrics {
  int width = 0, height = 0;
  int framebuffer_width = 0, framebuffer_height = 0;
  float scale = 1;

  float density() const { return width > 0 ? static_cast<float>(framebuffer_width) / static_cast<float>(width) : 1; }
};

class Platform {
 public:
  virtual ~Platform() = default;

  virtual Metrics metrics() const = 0;
  virtual double now() const = 0;  // seconds
  virtual void wake() = 0;         // from any thread: something changed that no input says
  virtual void set_title(const std::string& title) = 0;
  virtual void close() = 0;

  // Begins a frame of Dear ImGui: what was done since the last one reaches it, and the key presses are returned.
  // keys: whether those may be taken from the queue yet.
  virtual std::vector<KeyPress> begin_frame(bool keys) = 0;
  // Files and folders dropped on the window since the last call.
  virtual std::vector<std::string> dropped() = 0;
};

}  // namespace attn::gui
