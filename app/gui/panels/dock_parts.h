// The parts of the dock, one file each.
#pragma once

#include "app/gui/frame.h"

namespace attn::gui {

inline constexpr float dock_side = 16, transport_height = 44;

// Buttons, speed, grain, where we are. full: the flame graph is there, and the buttons that zoom it.
void transport(Frame& frame, float width, bool full);

// The whole timeline in one strip, with the part that the flame graph shows.
void overview(Frame& frame, float y, float width, bool full);

// The part of the timeline in sight as bars, a lane per depth.
void flame_graph(Frame& frame, float y, float width, float lane_height);

// Whether the press that has just ended moved on its way.
bool was_dragged();

// Puts the moment at a (fractional) place of the timeline on the stage.
void scrub(Frame& frame, double place);

// Where the playhead is: the place of the step on the stage and how much of it is done.
double playhead(const Frame& frame);

}  // namespace attn::gui
