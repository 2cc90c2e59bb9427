#include "engine/model/files.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "assets.h"
#include "engine/fault.h"

#if defined(__unix__) || defined(__APPLE__)
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#define ATTN_HAS_MMAP 1
#endif

namespace attn {
namespace {

[[noreturn]] void cannot_read(const std::string& path, const std::string& reason) {
  throw std::invalid_argument(path + ": " + reason);
}

std::string asset_name(const std::string& folder, std::string_view file) { return folder + "/" + std::string(file); }

}  // namespace

#ifdef ATTN_HAS_MMAP
Bytes map_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0 && errno == ENOENT) throw Fault(path + ": " + std::strerror(errno), "model_missing", {path});
  if (fd < 0) cannot_read(path, std::strerror(errno));
  struct stat info {};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    ::close(fd);
    cannot_read(path, "not a regular file");
  }
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size == 0) {
    ::close(fd);
    return {nullptr, {}, path};
  }
  void* at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  const int error = errno;
  ::close(fd);
  if (at == MAP_FAILED) cannot_read(path, std::strerror(error));
  std::shared_ptr<const void> owner(at, [size](const void* p) { ::munmap(const_cast<void*>(p), size); });
  return {owner, {static_cast<const std::byte*>(at), size}, path};
}
#else
Bytes map_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) cannot_read(path, "cannot be opened");
  auto content =
      std::make_shared<std::vector<char> >(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  return {content, std::as_bytes(std::span<const char>(*content)), path};
}
#endif

ModelFiles::ModelFiles(std::string place, std::string name, std::string assets)
    : place_(std::move(place)), name_(std::move(name)), assets_(std::move(assets)) {}

ModelFiles ModelFiles::folder(std::string path) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) {
    const bool exists = std::filesystem::exists(path, error);
    cannot_read(path, exists ? "not a folder; a model is a folder with config.json, model.safetensors, source.spm, "
                               "target.spm and vocab.json"
                             : "no such folder");
  }
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  std::string name = std::filesystem::path(path).filename().string();
  return {std::move(path), std::move(name), {}};
}

ModelFiles ModelFiles::bundled(std::string name) {
  std::string folder = "models/" + name;
  if (!assets::find(asset_name(folder, "config.json")))
    throw std::invalid_argument("no bundled model is called '" + name + "'");
  std::string place = "bundled:" + name;
  return {std::move(place), std::move(name), std::move(folder)};
}

ModelFiles ModelFiles::embedded(std::string asset_folder) {
  std::string name = std::filesystem::path(asset_folder).filename().string(), place = "bundled:" + asset_folder;
  return {std::move(place), std::move(name), std::move(asset_folder)};
}

bool ModelFiles::has(std::string_view file) const {
  if (!assets_.empty()) return assets::find(asset_name(assets_, file)) != nullptr;
  std::error_code error;
  return std::filesystem::is_regular_file(std::filesystem::path(place_) / file, error);
}

Bytes ModelFiles::read(std::string_view file) const {
  if (assets_.empty()) return map_file((std::filesystem::path(place_) / file).string());
  const assets::Asset* asset = assets::find(asset_name(assets_, file));
  if (!asset) cannot_read(place_ + "/" + std::string(file), "missing from the program");
  return {nullptr, asset->bytes, place_ + "/" + std::string(file)};
}

}  // namespace attn
