#include "app/gui/font_files.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "assets.h"

namespace attn::gui {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> font_folders() {
  std::vector<fs::path> found = {"/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts",
                                 "/System/Library/Fonts"};
  if (const char* home = std::getenv("HOME")) {
    found.push_back(fs::path(home) / ".local/share/fonts");
    found.push_back(fs::path(home) / ".fonts");
    found.push_back(fs::path(home) / "Library/Fonts");
  }
  if (const char* windows = std::getenv("WINDIR")) found.push_back(fs::path(windows) / "Fonts");
  return found;
}

std::optional<fs::path> find_file(std::string_view name) {
  for (const fs::path& folder : font_folders()) {
    std::error_code error;
    constexpr auto options = fs::directory_options::skip_permission_denied;
    for (fs::recursive_directory_iterator at(folder, options, error), end; !error && at != end; at.increment(error))
      if (at->path().filename().string() == name) return at->path();
  }
  return std::nullopt;
}

// Big-endian numbers of an sfnt file; 0 beyond its end.
std::uint32_t number(const Bytes& file, std::size_t at, int bytes) {
  if (at + static_cast<std::size_t>(bytes) > file.data.size()) return 0;
  std::uint32_t value = 0;
  for (int i = 0; i < bytes; ++i)
    value = value << 8 | std::to_integer<std::uint32_t>(file.data[at + static_cast<std::size_t>(i)]);
  return value;
}

std::size_t table(const Bytes& file, std::size_t header, std::string_view tag) {
  const std::uint32_t count = number(file, header + 4, 2);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t record = header + 12 + 16 * i;
    if (record + 16 <= file.data.size() && file.text().substr(record, 4) == tag) return number(file, record + 8, 4);
  }
  return 0;
}

// From the tables head and hhea (https://learn.microsoft.com/typography/opentype/spec/hhea).
float line_height(const Bytes& file, int face) {
  const bool collection = file.text().starts_with("ttcf");
  const std::size_t header = collection ? number(file, 12 + 4 * static_cast<std::size_t>(face), 4) : 0;
  const std::size_t head = table(file, header, "head"), hhea = table(file, header, "hhea");
  const auto units = static_cast<float>(number(file, head + 18, 2));
  const auto ascent = static_cast<std::int16_t>(number(file, hhea + 4, 2));
  const auto descent = static_cast<std::int16_t>(number(file, hhea + 6, 2));
  const float line = units > 0 ? static_cast<float>(ascent - descent) / units : 0;
  return head && hhea && line > 0.5f && line < 3 ? line : 1.2f;
}

std::optional<FontFile> loaded(const fs::path& path, int face) {
  try {
    FontFile font{map_file(path.string()), face, 1};
    font.line = line_height(font.bytes, face);
    return font;
  } catch (const std::exception&) {  // unreadable: as good as missing
    return std::nullopt;
  }
}

}  // namespace

std::optional<FontFile> find_font(std::string_view name) {
  if (const assets::Asset* asset = assets::find("fonts/" + std::string(name))) {
    FontFile font{{nullptr, asset->bytes, std::string(asset->name)}, 0, 1};
    font.line = line_height(font.bytes, 0);
    return font;
  }
  for (const char* ending : {".ttf", ".otf"})
    if (const auto path = find_file(std::string(name) + ending)) return loaded(*path, 0);
  return std::nullopt;
}

std::optional<FontFile> find_chinese_font(bool bold) {
  struct Candidate {
    const char *regular, *bold;
    int face;  // of the simplified forms
  };
  static constexpr Candidate candidates[] = {
      {"NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", 2},
      {"NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf", 0},
      {"NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf", 0},
      {"SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf", 0},
      {"wqy-microhei.ttc", "wqy-microhei.ttc", 0},
      {"msyh.ttc", "msyhbd.ttc", 0},
      {"PingFang.ttc", "PingFang.ttc", 0},
      {"Hiragino Sans GB.ttc", "Hiragino Sans GB.ttc", 0},
  };
  for (const Candidate& c : candidates)
    for (const char* name : {bold ? c.bold : c.regular, c.regular})
      if (const auto path = find_file(name))
        if (auto font = loaded(*path, c.face)) return font;
  return std::nullopt;
}

}  // namespace attn::gui
