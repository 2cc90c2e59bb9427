// A ribbon between two upright edges, its borders soft.
#pragma once

#include <imgui.h>

namespace attn::gui {

// Corners: upper left, lower left, upper right, lower right, on screen.
void draw_ribbon(ImDrawList& list, const ImVec2 (&corners)[4], ImU32 ink);

}  // namespace attn::gui
