// The theme's colours and the scale as Dear ImGui wants them.
#pragma once

#include <imgui.h>

#include "app/scene/theme.h"

namespace attn::gui {

inline ImU32 color(scene::Color c) { return IM_COL32(c.r, c.g, c.b, c.a); }
ImVec4 color4(scene::Color c);

// px: ImGui units per logical pixel.
void set_style(const scene::Theme& theme, float px);

}  // namespace attn::gui
