// The window of the program.
#pragma once

#include "app/core/document.h"

namespace attn::gui {

struct WindowOptions {
  Document document;               // what it opens with
  int width = 1440, height = 900;  // of the content, in logical pixels
  float scale = 0;                 // pixels per logical pixel; 0: as the monitor asks
};

// Opens the window and returns when it is closed: 0, or 2 after one sentence on standard error where no window can be
// opened.
int run_window(const WindowOptions& options);

}  // namespace attn::gui
