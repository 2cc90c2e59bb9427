// Folders: what lies in one, for a reader who looks for a model.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/texts.h"

namespace attn {

struct FolderListing {
  struct Entry {
    std::string name;
    bool model = false;   // it holds a config.json and a model.safetensors
    bool figure = false;  // a file that may be a figure of this program
    bool operator==(const Entry&) const = default;
  };
  std::string folder;          // that is listed: of a file, the one it is in
  bool of_file = false;        // a file was asked for
  std::vector<Entry> entries;  // its folders by name, hidden ones left out, models first; then its figures
  bool model = false;          // the folder itself is one
  bool complete = true;        // false: there are more than most_entries
  std::optional<Message> problem;
  std::optional<Message> note;  // why it is no model, or that a file was meant
};
inline constexpr std::size_t most_entries = 2000;

FolderListing list_folder(const std::string& path);

// By its ending; whether it holds a session is known when it is read.
bool may_be_figure(const std::string& path);

std::string home_folder();                       // "/" where the environment names none
std::string parent_of(const std::string& path);  // of "/", itself
std::string inside(const std::string& path, const std::string& name);
std::string folder_of(const std::string& path);  // itself, or that of a file

}  // namespace attn
