#include "app/core/settings.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <system_error>

#include <nlohmann/json.hpp>

#include "app/core/fields.h"
#include "app/core/former.h"
#include "app/scene/write_file.h"
#include "engine/run_kind.h"

namespace attn {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uintmax_t largest_file = 1 << 20;

struct Read {
  json root = json::object();
  std::optional<Message> problem;
  std::string text;
  bool replaceable = true;  // not a folder, nor a pipe that would wait for a reader
};

Message unreadable(const fs::path& file, const std::string& reason) {
  return {"settings.unreadable", {file.string(), reason}};
}

Message set_aside(const fs::path& file) {
  fs::path bad = file;
  bad += ".bad";
  std::error_code reason;
  fs::rename(file, bad, reason);
  return reason ? unreadable(file, reason.message()) : Message{"settings.set_aside", {bad.string()}};
}

Read read(const fs::path& file) {
  Read read;
  std::error_code reason;
  const fs::file_status status = fs::status(file, reason);
  if (!fs::exists(status)) {
    if (status.type() != fs::file_type::not_found) read.problem = unreadable(file, reason.message());
    return read;
  }
  if (!fs::is_regular_file(status)) {
    read.problem = unreadable(file, std::make_error_code(std::errc::invalid_argument).message());
    read.replaceable = false;
    return read;
  }
  if (fs::file_size(file, reason) > largest_file && !reason) {
    read.problem = set_aside(file);
    return read;
  }
  std::ostringstream text;
  errno = EIO;  // the standard does not promise that reading sets it
  std::ifstream in(file, std::ios::binary);
  if (!in || (in.peek() != EOF && !(text << in.rdbuf()))) {
    read.problem = unreadable(file, std::error_code(errno, std::generic_category()).message());
    return read;
  }
  read.text = text.str();
  json root = json::parse(read.text, nullptr, false);
  if (root.is_object())
    read.root = std::move(root);
  else
    read.problem = set_aside(file);
  return read;
}

Settings settings_of(json root, Refused& refused) {
  renew_settings(root);
  Settings settings;
  FieldReader in(root, Keeps::settings, refused);
  fields(in, settings);
  Request& request = settings.document.request;
  if (request.place.empty() && run_kind(request.kind).needs_model) request.place = default_model;
  WindowPlace& window = settings.window;
  if (!window.x || !window.y) window.x = window.y = std::nullopt;
  return settings;
}

// Version 0.1.0 looks for model and sentence at the root; there they are not read any more.
void put(json& root, const Settings& settings) {
  renew_settings(root);
  FieldWriter out(root, Keeps::settings);
  fields(out, settings);
  const json& request = root["request"];
  if (request.contains("place")) root["model"] = request["place"];
  if (request["values"].contains("sentence")) root["sentence"] = request["values"]["sentence"];
}

// The folder for settings, or an empty path.
fs::path settings_folder() {
#if defined(_WIN32)
  const wchar_t* folder = _wgetenv(L"APPDATA");
  return folder ? fs::path(folder) : fs::path();
#else
  const char* home = std::getenv("HOME");
  const fs::path own = home ? fs::path(home) : fs::path();
#if defined(__APPLE__)
  return own.empty() ? own : own / "Library" / "Application Support";
#else
  const char* folder = std::getenv("XDG_CONFIG_HOME");
  if (folder && fs::path(folder).is_absolute()) return folder;  // relative ones are invalid, says the specification
  return own.empty() ? own : own / ".config";
#endif
#endif
}

}  // namespace

std::vector<std::string> with_recent(std::vector<std::string> recent, const std::string& folder) {
  std::erase(recent, folder);
  recent.insert(recent.begin(), folder);
  if (recent.size() > most_recent_models) recent.resize(most_recent_models);
  return recent;
}

fs::path settings_file() {
  const fs::path folder = settings_folder();
  return folder.empty() ? folder : folder / "attnscope/settings.json";
}

LoadedSettings load_settings(const fs::path& file) {
  if (file.empty()) return {};
  Read found = read(file);
  LoadedSettings loaded;
  Refused refused;
  loaded.settings = settings_of(std::move(found.root), refused);
  loaded.problem = found.problem;
  if (!refused.empty()) loaded.problem = Message{"settings.refused", {file.string(), few_of(refused)}};
  return loaded;
}

std::optional<Message> save_settings(const fs::path& file, const Settings& settings) {
  try {
    Read old = file.empty() ? Read() : read(file);
    if (!old.replaceable) return old.problem;
    put(old.root, settings);
    const std::string text = old.root.dump(2) + "\n";
    if (text == old.text) return std::nullopt;
    if (file.has_parent_path()) fs::create_directories(file.parent_path());
    scene::write_file(file, text);
    return old.problem;
  } catch (const fs::filesystem_error& e) {  // its own words begin with the name of a C++ function
    return Message{"settings.unwritable", {file.string() + ": " + e.code().message()}};
  } catch (const std::exception& e) {
    return Message{"settings.unwritable", {e.what()}};
  }
}

}  // namespace attn
