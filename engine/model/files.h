// A model folder's files, wherever they lie: on disk (memory-mapped) or inside the program.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace attn {

// Bytes that stay valid as long as a copy of this value lives.
struct Bytes {
  std::shared_ptr<const void> owner;
  std::span<const std::byte> data;
  std::string origin;  // for messages: the file's path

  std::string_view text() const { return {reinterpret_cast<const char*>(data.data()), data.size()}; }
};

// A folder on disk, or a bundled model by its name ("en-fr-tiny").
class ModelFiles {
 public:
  static ModelFiles folder(std::string path);
  static ModelFiles bundled(std::string name);
  static ModelFiles embedded(std::string asset_folder);  // any folder inside the program: "reference/odd"

  bool has(std::string_view file) const;
  // Throws std::invalid_argument naming the file if it is missing or cannot be read.
  Bytes read(std::string_view file) const;
  const std::string& name() const { return name_; }    // last part of the path, for people
  const std::string& place() const { return place_; }  // the whole path, or "bundled:NAME"

 private:
  ModelFiles(std::string place, std::string name, std::string assets);
  std::string place_, name_;
  std::string assets_;  // folder inside the program; empty: on disk
};

// Memory-maps a file. Throws std::invalid_argument with the system's reason.
Bytes map_file(const std::string& path);

}  // namespace attn
