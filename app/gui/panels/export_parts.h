// The parts of the Export dialog, one file each.
#pragma once

#include "app/gui/frame.h"

namespace attn::gui {

// What can be chosen, a line each, from y on.
void export_rows(Frame& frame, float x, float y, float width);
// The file as it will be.
void export_preview(Frame& frame, const scene::Rect& box);

}  // namespace attn::gui
