#include "app/scene/write_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <random>
#include <stdexcept>
#include <string>
#include <system_error>

#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif

namespace attn::scene {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const std::error_code& reason) { throw NotWritten(path, reason); }
std::error_code last_error() { return {errno, std::generic_category()}; }

// Power may fail between the renaming and the writing of the bytes to the disk, unless the disk is waited for.
bool on_disk(std::FILE* file) {
#if defined(__unix__) || defined(__APPLE__)
  return fsync(fileno(file)) == 0 || errno == EINVAL || errno == ENOTSUP;
#else
  (void)file;
  return true;
#endif
}

// Renaming over a file asks only for the folder's permission; the file's own is asked for here.
std::error_code protected_from_us(const fs::path& path) {
#if defined(__unix__) || defined(__APPLE__)
  if (access(path.c_str(), W_OK) != 0) return last_error();
#else
  (void)path;
#endif
  return {};
}

// Returns the reason of the failure, if any.
std::error_code write_all(const fs::path& path, std::string_view bytes, const char* mode, bool wait_for_disk) {
  std::FILE* file = std::fopen(path.string().c_str(), mode);
  if (!file) return last_error();
  std::error_code reason;
  errno = EIO;  // the standard does not promise that writing sets it
  if (std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size() || std::fflush(file) != 0 ||
      (wait_for_disk && !on_disk(file)))
    reason = last_error();
  errno = EIO;
  if (std::fclose(file) != 0 && !reason) reason = last_error();
  return reason;
}

// Where a link points to in the end, whether anything is there or not.
fs::path followed(fs::path path) {
  std::error_code reason;
  for (int links = 0; fs::is_symlink(fs::symlink_status(path, reason)); ++links) {
    constexpr int most_links = 40;  // as many as Linux follows
    if (links == most_links) fail(path, std::make_error_code(std::errc::too_many_symbolic_link_levels));
    const fs::path target = fs::read_symlink(path, reason);
    if (reason) fail(path, reason);
    path = path.parent_path() / target;  // an absolute one replaces it
  }
  return path;
}

}  // namespace

NotWritten::NotWritten(const fs::path& path, const std::error_code& why)
    : std::runtime_error("cannot write '" + path.string() + "': " + why.message()), file(path), reason(why) {}

fs::path temporary_beside(const fs::path& path) {
  // A name that is nearly as long as names may be would be too long with more behind it.
  constexpr std::size_t kept = 100;
  const std::string name = path.filename().string();
  std::size_t end = std::min(kept, name.size());
  while (end > 0 && end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  return path.parent_path() / ("." + name.substr(0, end) + "." + std::to_string(std::random_device{}()) + ".tmp");
}

void write_file(const fs::path& given, std::string_view bytes) {
  if (given.empty()) throw std::invalid_argument("cannot write: the file has no name");
  std::error_code ignored;
  const fs::file_status status = fs::status(given, ignored);
  const bool is_folder = fs::is_directory(status) || !given.has_filename();
  if (is_folder) throw std::invalid_argument("cannot write '" + given.string() + "': it is a folder");
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    if (const std::error_code reason = write_all(given, bytes, "wb", false)) fail(given, reason);
    return;
  }
  const fs::path path = followed(given);
  if (const fs::path folder = path.parent_path(); !folder.empty() && !fs::is_directory(folder, ignored))
    throw std::invalid_argument("cannot write '" + given.string() + "': there is no folder '" + folder.string() + "'");

  if (fs::exists(status))
    if (const std::error_code reason = protected_from_us(path)) fail(given, reason);
  const fs::path temporary = temporary_beside(path);
  std::error_code reason = write_all(temporary, bytes, "wbx", true);
  if (!reason && fs::exists(status)) fs::permissions(temporary, status.permissions(), ignored);
  if (!reason) fs::rename(temporary, path, reason);
  if (!reason) return;
  // "wbx" fails if the name is taken: then it is not ours to remove.
  if (reason != std::errc::file_exists) fs::remove(temporary, ignored);
  fail(given, reason);
}

}  // namespace attn::scene
