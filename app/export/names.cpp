#include "app/export/names.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/export/failure.h"
#include "app/scene/text.h"

namespace attn::figures {
namespace {

constexpr std::string_view known = "{n}, {path}, {name}, {op}, {title}, {model} and {format}";

// key: the sentence about {0}.
[[noreturn]] void refuse(std::string_view pattern, const std::string& why, const char* key, std::string_view what) {
  throw Failure(fmt::format("the name pattern '{}' {}", pattern, why), {key, {std::string(what), std::string(known)}});
}

std::string safe(std::string_view value) {
  std::string out = scene::clean_utf8(value);
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F ||
        std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos)
      c = '-';
  return out;
}

std::string number_text(std::string_view pattern, std::string_view spec, int number) {
  if (spec.empty()) return std::to_string(number);
  const bool digits = spec.size() <= 2 && spec.find_first_not_of("0123456789") == std::string_view::npos;
  if (!digits)
    refuse(pattern, fmt::format("has {{n:{}}}; write the width of n as in {{n:03}}", spec), "export.pattern_width",
           spec);
  return fmt::format("{:0{}}", number, std::stoi(std::string(spec)));
}

std::string field(std::string_view pattern, std::string_view inside, const NameValues& v) {
  const std::size_t colon = inside.find(':');
  const std::string_view name = inside.substr(0, colon);
  const std::string_view spec = colon == std::string_view::npos ? std::string_view() : inside.substr(colon + 1);
  if (name == "n") return number_text(pattern, spec, v.number);
  if (!spec.empty())
    refuse(pattern, fmt::format("has {{{}}}; only n has a width", inside), "export.pattern_width", inside);
  if (name == "path") return safe(v.path);
  if (name == "name") return safe(v.name);
  if (name == "op") return safe(v.op);
  if (name == "title") return safe(v.title);
  if (name == "model") return safe(v.model);
  if (name == "format") return safe(v.format);
  refuse(pattern, fmt::format("has the unknown field {{{}}}; known: {}", inside, known), "export.pattern_field",
         inside);
}

}  // namespace

std::string name_from(std::string_view pattern, const NameValues& values) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const bool doubled = i + 1 < pattern.size() && pattern[i + 1] == c;
    if ((c == '{' || c == '}') && doubled) {
      out += c;
      ++i;
    } else if (c == '{') {
      const std::size_t end = pattern.find('}', i);
      if (end == std::string_view::npos)
        refuse(pattern, "has a '{' without its '}'; write '{{' for the brace itself", "export.pattern_brace", "{");
      out += field(pattern, pattern.substr(i + 1, end - i - 1), values);
      i = end;
    } else if (c == '}') {
      refuse(pattern, "has a '}' without its '{'; write '}}' for the brace itself", "export.pattern_brace", "}");
    } else if (c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20) {
      refuse(pattern, "contains a character that cannot be part of a file name", "export.pattern_character",
             std::string_view(&pattern[i], 1));
    } else {
      out += c;
    }
  }
  if (out.find_first_not_of(". ") == std::string::npos)
    refuse(pattern, "gives a name of nothing but dots and spaces", "export.pattern_nothing", out);
  return out;
}

}  // namespace attn::figures
