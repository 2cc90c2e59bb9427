// Unicode at the border of the program: malformed input is refused, the rest becomes NFC.
#pragma once

#include <string>
#include <string_view>

namespace attn {

// The text in NFC, spaces trimmed at both ends. Throws std::invalid_argument naming the offset of the first byte that
// is not UTF-8.
std::string normalise(std::string_view text);

// Byte offset of the first malformed sequence, or npos.
std::size_t malformed_utf8(std::string_view text);

}  // namespace attn
