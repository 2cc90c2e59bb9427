#include "app/core/folders.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace attn {
namespace {

namespace fs = std::filesystem;

fs::path path_of(const std::string& text) { return fs::path(reinterpret_cast<const char8_t*>(text.c_str())); }

std::string text_of(const fs::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

bool holds_model(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / "config.json", error) && fs::exists(folder / "model.safetensors", error);
}

}  // namespace

FolderListing list_folder(const std::string& path) {
  FolderListing found;
  std::error_code error;
  const fs::path folder = path_of(path);
  fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
  if (error) {
    found.problem = Message{"folder.unreadable", {path, error.message()}};
    return found;
  }
  found.model = holds_model(folder);
  for (const fs::directory_iterator end; at != end; at.increment(error)) {
    if (error) break;
    std::error_code ignored;
    const std::string name = text_of(at->path().filename());
    if (name.starts_with('.') || !at->is_directory(ignored)) continue;
    if (found.entries.size() == most_entries) {
      found.complete = false;
      break;
    }
    found.entries.push_back({name, holds_model(at->path())});
  }
  std::sort(found.entries.begin(), found.entries.end(),
            [](const auto& a, const auto& b) { return std::pair(!a.model, a.name) < std::pair(!b.model, b.name); });
  return found;
}

std::string home_folder() {
  const char* home = std::getenv("HOME");
  if (!home) home = std::getenv("USERPROFILE");
  return home && *home ? home : text_of(fs::path("/"));
}

std::string parent_of(const std::string& path) {
  fs::path folder = path_of(path).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();  // it ends with a slash
  return folder.has_parent_path() ? text_of(folder.parent_path()) : path;
}

std::string inside(const std::string& path, const std::string& name) { return text_of(path_of(path) / path_of(name)); }

std::string folder_of(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path_of(path), error) || error ? path : parent_of(path);
}

}  // namespace attn
