// What keys do in the Map view; elsewhere they do nothing.
#pragma once

#include "app/gui/frame.h"

namespace attn::gui {

// Whose attention the ribbons show: the mean, then head by head; in a circle.
void next_map_head(Frame& frame, int direction);
void hide_ribbons(Frame& frame, int direction);  // those a little stronger too, or a little weaker ones again
void switch_map(Frame& frame, bool MapOptions::*which);
void look_closer_at_map(Frame& frame, int direction);    // 0: as at first
void scroll_map(Frame& frame, float right, float down);  // in parts of what is in sight
// The Step view of the playhead: of the selected ribbon, where there is one.
void open_map_step(Frame& frame);

}  // namespace attn::gui
