#include "app/core/unknown.h"

#include <algorithm>
#include <vector>

namespace attn {

std::string unknown_letters(std::span<const Token> tokens) {
  constexpr std::string_view space = "▁";
  std::vector<std::string_view> found;
  for (const Token& token : tokens) {
    if (!token.unknown) continue;
    std::string_view letters = token.piece;
    if (letters.starts_with(space)) letters.remove_prefix(space.size());
    if (std::find(found.begin(), found.end(), letters) == found.end()) found.push_back(letters);
  }
  std::string list;
  for (const std::string_view letters : found) (list += list.empty() ? "" : " ") += letters;
  return list;
}

}  // namespace attn
