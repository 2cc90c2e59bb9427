#include "app/scene/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <unordered_map>

#include "app/scene/line_break.h"

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

// Pieces that a line may be broken between: words, wide characters with their punctuation, spaces, line feeds. A space
// beside a sign of a formula is within a piece.
std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> characters, pieces;
  std::size_t from = 0;
  for (const std::size_t end : character_ends(text)) {
    characters.push_back(text.substr(from, end - from));
    from = end;
  }
  const auto blank = [&](std::size_t i) { return characters[i] == " " || characters[i] == "\n"; };
  const auto tied = [&](std::size_t i) {
    return characters[i] == " " && i > 0 && i + 1 < characters.size() && !blank(i - 1) && !blank(i + 1) &&
           (ties(characters[i - 1]) || ties(characters[i + 1]));
  };
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const bool goes_on = i > 0 && (tied(i) || tied(i - 1) ||
                                   (!blank(i) && !blank(i - 1) && !may_break(characters[i - 1], characters[i])));
    if (goes_on)
      pieces.back() = {pieces.back().data(), pieces.back().size() + characters[i].size()};
    else
      pieces.push_back(characters[i]);
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

std::vector<std::string> wrap(std::string_view text, float max_width, Font font, float size, const Measure& measure) {
  std::vector<std::string> lines;
  std::string line;
  const auto finish = [&] {
    while (line.ends_with(' ')) line.pop_back();
    lines.push_back(std::move(line));
    line.clear();
  };
  const auto fits = [&](std::string_view more) { return measure(line + std::string(more), font, size) <= max_width; };
  const auto add = [&](std::string_view piece) {
    if (fits(piece)) {
      line += piece;
      return;
    }
    if (!line.empty()) finish();
    std::size_t from = 0;
    for (const std::size_t end : character_ends(piece)) {
      const std::string_view character = piece.substr(from, end - from);
      if (!line.empty() && !fits(character)) finish();
      line += character;
      from = end;
    }
  };
  for (std::string_view piece : pieces_of(text)) {
    if (piece == "\n") {
      finish();
    } else if (piece == " ") {
      if (!line.empty()) line += ' ';
    } else {
      // A formula that no line has room for is broken at its spaces.
      for (std::size_t space; measure(piece, font, size) > max_width && (space = piece.find(' ')) != piece.npos;) {
        add(piece.substr(0, space));
        line += ' ';
        piece.remove_prefix(space + 1);
      }
      add(piece);
    }
  }
  if (!line.empty()) finish();
  return lines;
}

}  // namespace attn::scene
