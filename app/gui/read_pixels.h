// The picture in the current framebuffer.
#pragma once

#include "app/scene/scene.h"

namespace attn::gui {

// Opaque, the top row first.
scene::Image read_pixels(int width, int height);

}  // namespace attn::gui
