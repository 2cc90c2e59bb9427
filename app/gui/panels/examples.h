// Sentences to pick, as chips.
#pragma once

#include "app/gui/frame.h"

namespace attn::gui {

// Side by side in the middle of the width, or below each other where they have no room.
float examples_height(Frame& frame, float width);
void examples(Frame& frame, float x, float y, float width, bool centred);

}  // namespace attn::gui
