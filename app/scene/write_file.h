// Writing a file whole or not at all.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace attn::scene {

struct NotWritten : std::runtime_error {
  NotWritten(const std::filesystem::path& path, const std::error_code& why);
  std::filesystem::path file;
  std::error_code reason;
};

// Puts the bytes into a new file beside the path, then gives it the path's name: readers see the old file or the new
// one. Links are followed, also to where no file is yet; devices and pipes, which cannot be replaced, are written to.
// Throws std::invalid_argument if the path is empty, a folder, or in a folder that does not exist; NotWritten
// with the system's reason if the bytes cannot be written. Then the old file, if any, is as it was and nothing is left
// beside it.
void write_file(const std::filesystem::path& path, std::string_view bytes);

// The name that the new file has until it is whole: hidden, short enough, in UTF-8 if the path's is.
std::filesystem::path temporary_beside(const std::filesystem::path& path);

}  // namespace attn::scene
