// The map's panels, one file each.
#pragma once

#include "app/gui/frame.h"

namespace attn::gui {

// Before both: what they show follows from the run.
void settle_map(Frame& frame);

// What the ribbons show and what else is drawn; as many rows as it takes.
float map_bar_height(Frame& frame, float width);
void map_bar(Frame& frame);

// The architecture of this run.
void map_panel(Frame& frame);

// Closer (direction 1) or farther, around a place of the panel in logical pixels; 0: as at first.
void zoom_map(Frame& frame, int direction, float x, float y);

// To the map, with a flight; over the map, as long as it lasts. block: where the playhead is, in pixels of the map.
void fly_to_map(Frame& frame);
void draw_flight(Frame& frame, const scene::Rect& block, const Placement& map);

// One word's attention on another, head by head, as a card over the map. Its height; its corner in logical pixels of
// the window.
float map_card_height(Frame& frame, const scene::MapReading& reading, scene::CellTag ribbon);
inline constexpr float map_card_width = 208;
void map_card(Frame& frame, const scene::MapReading& reading, scene::CellTag ribbon, float x, float y);

// The same in one line, as far as there is room.
float map_strip_width(Frame& frame, const scene::MapReading& reading, scene::CellTag ribbon, float room);
inline constexpr float map_strip_height = 32;
void map_strip(Frame& frame, const scene::MapReading& reading, scene::CellTag ribbon, float x, float y, float w);

// What is said of a ribbon, where it hides least. size: of the panel.
void show_ribbon(Frame& frame, const scene::MapRequest& request, scene::Point size, const scene::Mark& ribbon,
                 const Placement& at, bool hovered);

}  // namespace attn::gui
