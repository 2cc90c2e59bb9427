#include "app/gui/read_pixels.h"

#include <glad/gl.h>

#include <algorithm>

namespace attn::gui {

scene::Image read_pixels(int width, int height) {
  scene::Image image;
  image.width = width;
  image.height = height;
  const std::size_t row = static_cast<std::size_t>(width) * 4, rows = static_cast<std::size_t>(height);
  image.rgba.resize(row * rows);
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
  for (std::size_t i = 0; i < rows / 2; ++i)  // OpenGL counts rows from the bottom
    std::swap_ranges(image.rgba.data() + i * row, image.rgba.data() + (i + 1) * row,
                     image.rgba.data() + (rows - 1 - i) * row);
  for (std::size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255;
  return image;
}

}  // namespace attn::gui
