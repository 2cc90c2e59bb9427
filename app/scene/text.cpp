#include "app/scene/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <unordered_map>

namespace attn::scene {
namespace {

// Calls visit(code point, bytes) for every character; malformed bytes come one by one as U+FFFD.
template <class Visit>
void each_code_point(std::string_view text, Visit visit) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    utf8proc_int32_t point = 0;
    const auto length = utf8proc_iterate(bytes + i, static_cast<utf8proc_ssize_t>(text.size() - i), &point);
    const std::size_t taken = length > 0 ? static_cast<std::size_t>(length) : 1;
    visit(length > 0 ? point : 0xFFFD, text.substr(i, taken), length > 0);
    i += taken;
  }
}

bool is_wide(std::string_view character) {
  bool wide = false;
  each_code_point(character, [&](utf8proc_int32_t c, std::string_view, bool) { wide |= utf8proc_charwidth(c) == 2; });
  return wide;
}

// Pieces that a line may be broken between: words, wide characters, spaces, line feeds.
std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  std::size_t from = 0;
  bool in_word = false;
  for (const std::size_t end : character_ends(text)) {
    const std::string_view character = text.substr(from, end - from);
    const bool apart = character == " " || character == "\n" || is_wide(character);
    if (in_word && !apart)
      pieces.back() = {pieces.back().data(), pieces.back().size() + character.size()};
    else
      pieces.push_back(character);
    in_word = !apart;
    from = end;
  }
  return pieces;
}

}  // namespace

std::string clean_utf8(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  each_code_point(text,
                  [&](utf8proc_int32_t, std::string_view bytes, bool valid) { clean += valid ? bytes : "\uFFFD"; });
  return clean;
}

int display_width(std::string_view text) {
  int width = 0;
  each_code_point(text, [&](utf8proc_int32_t c, std::string_view, bool) { width += utf8proc_charwidth(c); });
  return width;
}

std::vector<std::size_t> character_ends(std::string_view text) {
  std::vector<std::size_t> ends;
  utf8proc_int32_t before = 0, state = 0;
  std::size_t at = 0;
  each_code_point(text, [&](utf8proc_int32_t c, std::string_view bytes, bool) {
    if (at > 0 && utf8proc_grapheme_break_stateful(before, c, &state)) ends.push_back(at);
    before = c;
    at += bytes.size();
  });
  if (at > 0) ends.push_back(at);
  return ends;
}

Measure remembered(Measure measure) {
  using Widths = std::unordered_map<std::string, float>;
  return [measure = std::move(measure), widths = std::make_shared<Widths>()](std::string_view text, Font font,
                                                                             float size) {
    std::string key(text);
    key += static_cast<char>(font);
    key.append(reinterpret_cast<const char*>(&size), sizeof size);
    const auto [at, fresh] = widths->try_emplace(std::move(key), 0.0f);
    if (fresh) at->second = measure(text, font, size);
    return at->second;
  };
}

std::string elide(std::string_view text, float max_width, Font font, float size, const Measure& measure) {
  if (measure(text, font, size) <= max_width) return std::string(text);
  const auto shortened = [&](std::size_t bytes) { return std::string(text.substr(0, bytes)) + "…"; };
  const auto fits = [&](std::size_t end) { return measure(shortened(end), font, size) <= max_width; };
  const std::vector<std::size_t> ends = character_ends(text);
  const auto first_too_long = std::partition_point(ends.begin(), ends.end(), fits);
  if (first_too_long != ends.begin()) return shortened(*(first_too_long - 1));
  return fits(0) ? "…" : "";
}

namespace {

// Chinese punctuation that must not begin a line.
bool closes(std::string_view piece) {
  for (const std::string_view mark : {"。", "，", "、", "：", "；", "！", "？", "）", "”", "’", "》", "」"})
    if (piece.starts_with(mark)) return true;
  return false;
}

// Takes off a line what must not be parted from the mark after it: the last character, if that is Chinese and not the
// only one, or a short word or number after a space.
std::string last_character(std::string& line) {
  constexpr std::size_t bytes = 3, longest = 8;
  const std::vector<std::size_t> ends = character_ends(line);
  if (ends.size() < 2) return {};
  std::size_t from = ends[ends.size() - 2];
  if (ends.back() - from < bytes) {
    from = line.rfind(' ') + 1;
    if (from == 0 || line.size() - from > longest) return {};
  }
  std::string taken = line.substr(from);
  line.resize(from);
  return taken;
}

}  // namespace

std::vector<std::string> wrap(std::string_view text, float max_width, Font font, float size, const Measure& measure) {
  std::vector<std::string> lines;
  std::string line;
  const auto finish = [&] {
    while (line.ends_with(' ')) line.pop_back();
    lines.push_back(std::move(line));
    line.clear();
  };
  const auto fits = [&](std::string_view more) { return measure(line + std::string(more), font, size) <= max_width; };
  for (const std::string_view piece : pieces_of(text)) {
    if (piece == "\n") {
      finish();
    } else if (piece == " ") {
      if (!line.empty()) line += ' ';
    } else if (fits(piece)) {
      line += piece;
    } else {
      std::string carried = closes(piece) ? last_character(line) : std::string();
      if (!line.empty()) finish();
      line = std::move(carried);
      std::size_t from = 0;
      for (const std::size_t end : character_ends(piece)) {
        const std::string_view character = piece.substr(from, end - from);
        if (!line.empty() && !fits(character)) finish();
        line += character;
        from = end;
      }
    }
  }
  if (!line.empty()) finish();
  return lines;
}

}  // namespace attn::scene
