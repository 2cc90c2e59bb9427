#include "app/gui/screenshot.h"

#include <glad/gl.h>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>

#include "app/scene/png.h"
#include "app/scene/write_file.h"

namespace attn::gui {

void write_screenshot(const std::string& path, GLFWwindow* window) {
  scene::Image image;
  glfwGetFramebufferSize(window, &image.width, &image.height);
  const std::size_t row = static_cast<std::size_t>(image.width) * 4, rows = static_cast<std::size_t>(image.height);
  image.rgba.resize(row * rows);
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glReadPixels(0, 0, image.width, image.height, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
  for (std::size_t i = 0; i < rows / 2; ++i)  // OpenGL counts rows from the bottom
    std::swap_ranges(image.rgba.data() + i * row, image.rgba.data() + (i + 1) * row,
                     image.rgba.data() + (rows - 1 - i) * row);
  for (std::size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255;
  scene::write_file(path, scene::encode_png(image));
}

}  // namespace attn::gui
