// Line breaks: between which two characters a line may end.
#pragma once

#include <string_view>

namespace attn::scene {

// Neither is a space. Never after an opening bracket or quotation mark, never before a closing one or before
// punctuation (kinsoku); else beside every wide character.
bool may_break(std::string_view before, std::string_view after);

// A sign of a formula: the spaces around it are no places for a break.
bool ties(std::string_view character);

}  // namespace attn::scene
