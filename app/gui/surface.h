// Surface: an OpenGL context and a picture in memory to draw into, without a window or a display.
#pragma once

#include <memory>

#include "app/scene/scene.h"

namespace attn::gui {

// Makes its context current and its framebuffer the one that is drawn into.
class Surface {
 public:
  virtual ~Surface() = default;
  virtual void resize(int width, int height) = 0;  // in pixels
  virtual scene::Image pixels() const = 0;         // what has been drawn, opaque
  virtual void finish() = 0;                       // waits until all of it has been
};

// EGL without any display; where that is missing, a hidden window. Throws std::runtime_error saying why neither works.
std::unique_ptr<Surface> make_surface(int width, int height);

}  // namespace attn::gui
