// Clipboard: a PNG to where other programs paste it from, by wl-copy or xclip.
#pragma once

#include <string>

namespace attn::figures {

// Whether one of the two is installed (wl-copy only where Wayland is in use).
bool can_copy_images();

// Throws std::runtime_error with one sentence if there is no such program, or it fails.
void copy_png(const std::string& bytes);

}  // namespace attn::figures
