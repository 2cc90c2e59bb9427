// What the keys do.
#pragma once

#include "app/gui/frame.h"
#include "app/gui/platform.h"

namespace attn::gui {

// One key press. While the caret is in a text field, plain keys belong to that.
void press(Frame& frame, const KeyPress& key);

}  // namespace attn::gui
