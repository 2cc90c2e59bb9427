#include "engine/text/unicode.h"

#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <utf8proc.h>

namespace attn {

std::size_t malformed_utf8(std::string_view text) {
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t used = utf8proc_iterate(at + i, static_cast<utf8proc_ssize_t>(text.size() - i), &point);
    if (used <= 0) return i;
    i += static_cast<std::size_t>(used);
  }
  return std::string_view::npos;
}

std::string normalise(std::string_view text) {
  const std::size_t bad = malformed_utf8(text);
  if (bad != std::string_view::npos)
    throw std::invalid_argument("the text is not UTF-8: byte " + std::to_string(bad + 1) + " of " +
                                std::to_string(text.size()));
  utf8proc_uint8_t* composed = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &composed, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(composed, &std::free);
  if (size < 0) throw std::invalid_argument(std::string("the text cannot be normalised: ") + utf8proc_errmsg(size));
  std::string out(reinterpret_cast<const char*>(composed), static_cast<std::size_t>(size));
  const std::size_t first = out.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return out.substr(first, out.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace attn
