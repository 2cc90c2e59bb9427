#include "app/scene/words.h"

#include <charconv>

namespace attn::scene {

std::string agreed(std::string_view text, const std::vector<std::string>& values, std::string_view ones) {
  const std::string all = " " + std::string(ones) + " ";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::size_t which = 0;
    const char* const end = text.data() + text.size();
    const std::size_t close = text[i] == '{' ? text.find('}', i) : text.npos;
    if (close != text.npos) {
      const auto [stop, error] = std::from_chars(text.data() + i + 1, end, which);
      if (error == std::errc() && stop != end && *stop == '|' && which < values.size()) {
        const auto first = static_cast<std::size_t>(stop - text.data()) + 1;
        const std::string_view forms = text.substr(first, close - first);
        const std::size_t bar = forms.find('|');
        const bool one = all.find(" " + values[which] + " ") != all.npos;
        out += one || bar == forms.npos ? forms.substr(0, bar) : forms.substr(bar + 1);
        i = close;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

}  // namespace attn::scene
