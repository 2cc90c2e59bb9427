// What the window shows, as a PNG file.
#pragma once

#include <string>

struct GLFWwindow;

namespace attn::gui {

// The frame just drawn, before it is swapped. Throws std::runtime_error naming the file if it cannot be written.
void write_screenshot(const std::string& path, GLFWwindow* window);

}  // namespace attn::gui
