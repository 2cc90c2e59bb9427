// Headless: the whole program without a window. Pictures of it, and tests that use it as a person would.
#pragma once

#include <deque>
#include <memory>

#include "app/gui/program.h"
#include "app/gui/surface.h"

namespace attn::gui {

struct HeadlessOptions {
  Settings settings;
  std::optional<Message> notice;
  int width = 1440, height = 900;  // in logical pixels
  float scale = 1;                 // pixels per logical pixel
  Compute compute = {};            // null: the models as they are
  bool wait_for_exports = true;    // settle() and all that settles waits until they are done
  bool pixels = true;              // false: frames are laid out but not drawn, for tests of many; no picture() then
  bool first_start = false;        // nothing is remembered: see Program::greet
};

// Time stands still but for pass(), so everything drawn is determined by what was done.
class Headless {
 public:
  // Throws std::runtime_error where nothing can be drawn.
  explicit Headless(const HeadlessOptions& options);
  ~Headless();

  Program& program();
  const Record& seen() const;  // what the last frame drew

  void choose(Document document);  // what a person could choose, all at once

  // Frames until nothing changes any more, runs that are being computed included.
  void settle();
  scene::Image picture();
  // One frame, drawn to its last pixel; for measuring. False: fonts are to be made first.
  bool draw_all();

  // In logical pixels of the window; each is followed by the frames it needs.
  void move(float x, float y);
  void click(float x, float y, bool control = false);
  void drag(float x, float y, float to_x, float to_y, int button = 0);  // 2: the middle one
  void wheel(float x, float y, float by, bool control = false);
  void type(std::string_view text);
  void press(int key, bool control = false, bool shift = false);  // GLFW_KEY_…
  void drop(const std::string& path);
  void pass(double seconds);
  void resize(int width, int height);

  // The middle of the item of this name. Throws std::invalid_argument if the last frame had none.
  void click(std::string_view name, bool control = false);
  bool closed() const;
  const std::string& title() const;

 private:
  class Memory;  // the platform
  void frame();
  float px() const;  // pixels per logical pixel, the user's zoom included
  bool pixels_, wait_for_exports_;
  std::unique_ptr<Surface> surface_;
  std::unique_ptr<Memory> memory_;
  std::unique_ptr<Program> program_;
  Record seen_;
};

}  // namespace attn::gui
