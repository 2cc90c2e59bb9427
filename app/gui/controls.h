// Controls: what a person sets by pointing. Places and sizes are logical pixels from the corner of the panel's content.
#pragma once

#include <span>
#include <string>

#include "app/gui/widgets.h"

namespace attn::gui {

// Choices side by side, the current one raised. Names in the record: "<id> 0", "<id> 1" …
struct Segments {
  const char* id;
  std::span<const std::string> labels;
  std::size_t current;
  float least = 0;  // width of one
};
float segments_width(Frame& frame, const Segments& segments);
// The clicked one, or the current one.
std::size_t segmented(Frame& frame, float x, float y, float h, const Segments& segments, std::string_view tip = {});

// A knob on a line with `count` stops; the stop it is on or is dragged to.
int slider(Frame& frame, const char* id, const scene::Rect& rect, int count, int current, std::string_view tip);

// A box with a tick, and its label: 24 high, y its middle. Returns how it is now.
float checkbox_width(Frame& frame, std::string_view label);
bool checkbox(Frame& frame, const char* id, float x, float y, std::string_view label, bool on);

}  // namespace attn::gui
