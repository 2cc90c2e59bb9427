// Text inside XML and HTML.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace attn::scene {

// Markup escaped, for text and for attributes in double quotes; characters that XML does not know replaced by U+FFFD.
std::string markup(std::string_view text);

// The text again: XML's five entities and numbers; of what is no entity, nothing.
std::string text_of_markup(std::string_view markup);

// A code point as UTF-8; U+FFFD for one that is none.
void append_character(std::string& to, std::uint32_t point);

// Bytes for a data: address.
std::string base64(std::string_view bytes);

}  // namespace attn::scene
