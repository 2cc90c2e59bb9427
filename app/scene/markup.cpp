#include "app/scene/markup.h"

#include <utf8proc.h>

#include <charconv>
#include <cstdint>
#include <utility>

#include "app/scene/text.h"

namespace attn::scene {
void append_character(std::string& out, std::uint32_t point) {
  utf8proc_uint8_t bytes[4];
  if (point == 0 || !utf8proc_codepoint_valid(static_cast<utf8proc_int32_t>(point))) point = 0xFFFD;
  const auto count = utf8proc_encode_char(static_cast<utf8proc_int32_t>(point), bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
}

std::string markup(std::string_view text) {
  std::string out;
  for (const char c : clean_utf8(text)) switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      case '\t':
        out += "&#9;";
        break;
      default:
        static_cast<unsigned char>(c) < 0x20 ? out += "\uFFFD" : out += c;
    }
  // U+FFFE and U+FFFF are valid UTF-8 but not XML.
  for (const char* outlaw : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
    for (std::size_t at; (at = out.find(outlaw)) != out.npos;) out.replace(at, 3, "\uFFFD");
  return out;
}

std::string text_of_markup(std::string_view text) {
  constexpr std::pair<std::string_view, char> entities[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = text[i] == '&' ? text.substr(i, 12).find(';') : text.npos;
    if (end == text.npos) {
      out += text[i++];
      continue;
    }
    const std::string_view name = text.substr(i + 1, end - 1);
    i += end + 1;
    if (name.starts_with("#")) {
      const bool hex = name.starts_with("#x");
      const std::string_view digits = name.substr(hex ? 2 : 1);
      std::uint32_t point = 0xFFFD;
      std::from_chars(digits.data(), digits.data() + digits.size(), point, hex ? 16 : 10);
      append_character(out, point);
    } else {
      for (const auto& [entity, c] : entities)
        if (name == entity) out += c;
    }
  }
  return out;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve(bytes.size() / 3 * 4 + 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) out += k <= count ? digits[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

}  // namespace attn::scene
