// Overlay: a card over everything else, which is dimmed and takes no input meanwhile.
#pragma once

#include "app/gui/widgets.h"

namespace attn::gui {

// Places are logical pixels from the card's corner until end_overlay(). width, height: of the window; the card is made
// smaller where it does not fit, and its content scrolls. Returns false, and draws nothing, if it is not open; a click
// beside the card closes it.
struct Overlay {
  const char* id;
  float width, height;  // of the card
};
bool begin_overlay(Frame& frame, const Overlay& overlay, float width, float height, bool& open);
void end_overlay(Frame& frame);

// Title and a button that closes.
void overlay_title(Frame& frame, std::string_view title, bool& open);
inline constexpr float overlay_title_height = 52;

}  // namespace attn::gui
