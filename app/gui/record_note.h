// Notes for a Record, taken where things are drawn; places are Dear ImGui's.
#pragma once

#include <imgui.h>

#include <string_view>

#include "app/gui/record.h"

namespace attn::gui {

void note_item(Record& to, std::string_view id, ImVec2 low, ImVec2 high, float px);
void note_text(Record& to, const ImDrawList& list, ImVec2 low, ImVec2 size, float px, std::string_view words,
               scene::Color color, float text_size, bool turned = false);

}  // namespace attn::gui
