// What the keys do.
#pragma once

#include "app/gui/frame.h"
#include "app/gui/input.h"

namespace attn::gui {

// One key press; typing: the caret is in a text field, which gets the plain keys.
void press(Frame& frame, const KeyPress& key, bool typing);

}  // namespace attn::gui
