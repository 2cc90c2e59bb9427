// Text that has to fit: cutting, wrapping, widths. UTF-8 everywhere; what is not UTF-8 becomes U+FFFD.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/scene/scene.h"

namespace attn::scene {

std::string clean_utf8(std::string_view text);

// Columns of a terminal: 2 for a wide (CJK) character, 0 for a combining one.
int display_width(std::string_view text);

// Byte offsets at which characters, as readers see them, end.
std::vector<std::size_t> character_ends(std::string_view text);

// The same widths, each measured once. Remembers every text it is asked: for a series of pictures, in one thread.
Measure remembered(Measure measure);

// The text itself if it fits into max_width, else its beginning and "…", else nothing.
std::string elide(std::string_view text, float max_width, Font font, float size, const Measure& measure);

// Lines no wider than max_width, broken at spaces, between CJK characters, at line feeds, and inside words that are too
// long. One character per line at least.
std::vector<std::string> wrap(std::string_view text, float max_width, Font font, float size, const Measure& measure);

}  // namespace attn::scene
