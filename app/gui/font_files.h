// Font files: those inside the program first, then those of the system.
#pragma once

#include <optional>
#include <string_view>

#include "engine/model/files.h"

namespace attn::gui {

struct FontFile {
  Bytes bytes;
  int face = 0;       // in a collection (.ttc)
  float line = 1.2f;  // ascent + descent in units of the em: Dear ImGui sizes fonts by lines, designers by ems
};

// By name without ending: "Inter-Regular".
std::optional<FontFile> find_font(std::string_view name);

// A font of the system with Chinese in its simplified forms.
std::optional<FontFile> find_chinese_font(bool bold);

}  // namespace attn::gui
