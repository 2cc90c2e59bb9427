// Settings: what is remembered from one start of the program to the next, and its file.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/core/document.h"
#include "app/core/texts.h"

namespace attn {

// Where the window was, in the window system's units.
struct WindowPlace {
  std::optional<int> x, y;  // not known before the first time, nor where windows may not ask
  int width = 1440, height = 900;
  bool maximized = false;
  bool operator==(const WindowPlace&) const = default;
};

struct Settings {
  Document document;  // its language, look, zoom, speed, grain, motion, outline, views, what is asked
  std::vector<std::string> recent_models;  // folders, the newest first
  WindowPlace window;
  bool operator==(const Settings&) const = default;
};
inline constexpr std::size_t most_recent_models = 8;

// The folder moves to the front of the list; the oldest fall off its end.
std::vector<std::string> with_recent(std::vector<std::string> recent, const std::string& folder);

// attnscope/settings.json in the folder where this system keeps settings ($XDG_CONFIG_HOME or ~/.config, on Windows
// %APPDATA%, on macOS ~/Library/Application Support). Empty if the environment names no such folder.
std::filesystem::path settings_file();

// Settings, and what the reader should be told. The file is JSON; every value is checked by itself, and a wrong or
// missing one costs only itself; wrong ones are told. No file: the defaults. A file that is no JSON object, or larger
// than a megabyte, is renamed to NAME.bad. Files of former versions are read too.
struct LoadedSettings {
  Settings settings;
  std::optional<Message> problem;
};
LoadedSettings load_settings(const std::filesystem::path& file);

// Writes the file whole or not at all, its folder too if need be; keys that this program does not know stay. Of two
// programs that save, the last one wins. What went wrong, if anything.
std::optional<Message> save_settings(const std::filesystem::path& file, const Settings& settings);

}  // namespace attn
