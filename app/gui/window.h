// The window of the program.
#pragma once

#include <filesystem>
#include <optional>

#include "app/core/settings.h"

namespace attn::gui {

struct WindowOptions {
  Settings settings;                    // what it opens with
  bool first_start = false;             // nothing was remembered
  std::optional<Message> notice;        // something to be told once
  std::filesystem::path settings_file;  // where they are kept; empty: nowhere
  float scale = 0;                      // pixels per logical pixel; 0: as the monitor asks
};

// Opens the window and returns when it is closed: 0, or 2 after one sentence on standard error where no window can be
// opened.
int run_window(const WindowOptions& options);

}  // namespace attn::gui
