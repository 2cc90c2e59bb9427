// One picture of the whole window as a PNG file, made without a window.
#pragma once

#include <optional>
#include <string>

#include "app/gui/headless.h"

namespace attn::gui {

struct PictureOptions {
  HeadlessOptions headless;
  bool step_must_exist = false, cell_must_exist = false;  // the document's were asked for by name
  float zoom = 1;                                         // of the step's matrices …
  std::optional<Cell> at;  // … about this cell; otherwise the selected one, or the first
  bool exporting = false;  // with the Export dialog open
  std::string path;
};

// Throws std::invalid_argument for a model or a sentence that cannot be run (an empty one is a picture of its own), for
// a step or a cell that the run does not have, std::runtime_error where nothing can be
// drawn or the file cannot be written.
void write_picture(const PictureOptions& options);

}  // namespace attn::gui
