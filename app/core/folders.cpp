#include "app/core/folders.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <string_view>
#include <tuple>

namespace attn {
namespace {

namespace fs = std::filesystem;

fs::path path_of(const std::string& text) { return fs::path(reinterpret_cast<const char8_t*>(text.c_str())); }

std::string text_of(const fs::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

// Of what a folder needs to be a model; empty: nothing.
std::string_view missing_in(const fs::path& folder) {
  std::error_code error;
  for (const std::string_view file : {"config.json", "model.safetensors"})
    if (!fs::exists(folder / file, error)) return file;
  return {};
}

bool holds_model(const fs::path& folder) { return missing_in(folder).empty(); }

}  // namespace

FolderListing list_folder(const std::string& path) {
  FolderListing found;
  std::error_code error;
  found.of_file = fs::is_regular_file(path_of(path), error);
  found.folder = found.of_file ? parent_of(path) : path;
  const fs::path folder = path_of(found.folder);
  fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
  if (error) {
    found.problem = Message{"folder.unreadable", {path, error.message()}};
    return found;
  }
  found.model = holds_model(folder);
  if (!found.model)
    found.note = Message{"folder.no_model", {std::string(missing_in(folder))}};
  else if (found.of_file)
    found.note = Message{"folder.of_file", {}};
  for (const fs::directory_iterator end; at != end; at.increment(error)) {
    if (error) break;
    std::error_code ignored;
    const std::string name = text_of(at->path().filename());
    if (name.starts_with('.')) continue;
    const bool figure = may_be_figure(name) && at->is_regular_file(ignored);
    if (!figure && !at->is_directory(ignored)) continue;
    if (found.entries.size() == most_entries) {
      found.complete = false;
      break;
    }
    found.entries.push_back({name, !figure && holds_model(at->path()), figure});
  }
  std::sort(found.entries.begin(), found.entries.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.figure, !a.model, a.name) < std::tuple(b.figure, !b.model, b.name);
  });
  return found;
}

bool may_be_figure(const std::string& path) {
  std::string ending = text_of(path_of(path).extension());
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::string_view endings[] = {".png", ".svg", ".pdf", ".gif", ".webp", ".html"};
  std::error_code error;
  return std::find(std::begin(endings), std::end(endings), ending) != std::end(endings) &&
         !fs::is_directory(path_of(path), error);
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
