// Text inside XML and HTML.
#pragma once

#include <string>
#include <string_view>

namespace attn::scene {

// Markup escaped, for text and for attributes in double quotes; characters that XML does not know replaced by U+FFFD.
std::string markup(std::string_view text);

// The text again: XML's five entities and numbers; of what is no entity, nothing.
std::string text_of_markup(std::string_view markup);

// Bytes for a data: address.
std::string base64(std::string_view bytes);

}  // namespace attn::scene
