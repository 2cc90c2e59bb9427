// Words that agree with numbers: "{0|file|files}" in a text is "file" where value 0 is a number that the language
// counts as one, else "files".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attn::scene {

// The text with the right forms; {0} itself stays. ones: the numbers that are counted as one, "0 1".
std::string agreed(std::string_view text, const std::vector<std::string>& values, std::string_view ones);

}  // namespace attn::scene
