#include "app/export/failure.h"

#include <cerrno>
#include <new>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "app/scene/write_file.h"

namespace attn::figures {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

const char* key_of(const std::error_code& reason) {
  if (reason == std::errc::no_space_on_device || reason == std::error_code(EDQUOT, std::generic_category()))
    return "export.why_full";
  if (reason == std::errc::file_too_large) return "export.why_too_large";
  if (reason == std::errc::permission_denied || reason == std::errc::operation_not_permitted)
    return "export.why_protected";
  if (reason == std::errc::read_only_file_system) return "export.why_read_only";
  if (reason == std::errc::filename_too_long) return "export.why_long_name";
  return nullptr;
}

}  // namespace

Message message_of(const std::exception& error) {
  if (const auto* failure = dynamic_cast<const Failure*>(&error)) return failure->message;
  if (const auto* failure = dynamic_cast<const ToolFailure*>(&error)) return failure->message;
  if (dynamic_cast<const std::bad_alloc*>(&error)) return {"export.no_memory", {}};
  if (const auto* written = dynamic_cast<const scene::NotWritten*>(&error)) {
    const std::string file = text_of(written->file);
    if (const char* key = key_of(written->reason)) return {key, {file}};
    return {"export.why_other", {file, written->reason.message()}};
  }
  return {"export.failed", {error.what()}};
}

void check_places(const std::vector<Job>& jobs, bool make_folder) {
  std::set<fs::path> seen;
  std::error_code reason;
  for (const Job& job : jobs) {
    const std::string file = job.file.string(), folder = job.file.parent_path().string();
    if (!seen.insert(job.file.lexically_normal()).second)
      throw Failure(fmt::format("two files would be called '{}'", file),
                    {"export.why_same_names", {text_of(job.file.filename())}});
    if (fs::is_directory(job.file, reason))
      throw Failure(fmt::format("cannot write '{}': it is a folder", file), {"export.why_folder", {text_of(job.file)}});
    if (folder.empty() || fs::is_directory(job.file.parent_path(), reason)) continue;
    if (!make_folder)
      throw Failure(fmt::format("cannot write '{}': there is no folder '{}'", file, folder),
                    {"export.why_no_folder", {text_of(job.file.parent_path())}});
    fs::create_directories(job.file.parent_path(), reason);
    if (!reason && !fs::is_directory(job.file.parent_path(), reason))
      reason = std::make_error_code(std::errc::not_a_directory);
    if (!reason) continue;
    const char* key = reason == std::errc::permission_denied ? "export.why_no_new_folder" : "export.why_folder_other";
    throw Failure(fmt::format("cannot make the folder '{}': {}", folder, reason.message()),
                  {key, {text_of(job.file.parent_path()), reason.message()}});
  }
}

}  // namespace attn::figures
