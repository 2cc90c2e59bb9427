#include "app/export/batch.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <set>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <fmt/format.h>

#include "app/scene/raster.h"
#include "app/scene/text.h"
#include "app/scene/write_file.h"

namespace attn::figures {
namespace {

namespace fs = std::filesystem;

void check(const std::vector<Job>& jobs, bool replace) {
  std::set<fs::path> seen;
  std::size_t there = 0;
  const fs::path* first = nullptr;
  for (const Job& job : jobs) {
    if (!seen.insert(job.file.lexically_normal()).second)
      throw std::invalid_argument(
          fmt::format("two files would be called '{}'; {{n}} in the name pattern tells them apart", job.file.string()));
    std::error_code ignored;
    const fs::file_status status = fs::status(job.file, ignored);
    if (!fs::is_regular_file(status)) continue;  // devices are written to; folders are refused when written
    if (there++ == 0) first = &job.file;
  }
  if (replace || there == 0) return;
  const std::string others = there > 1 ? fmt::format(" and {} more", there - 1) : "";
  throw std::invalid_argument(fmt::format("'{}'{} already there; --overwrite replaces {}", first->string(),
                                          others + (there > 1 ? " are" : " is"), there > 1 ? "them" : "it"));
}

void make_folders(const std::vector<Job>& jobs) {
  std::set<fs::path> folders;
  for (const Job& job : jobs)
    if (job.file.has_parent_path()) folders.insert(job.file.parent_path());
  for (const fs::path& folder : folders) {
    std::error_code reason;
    fs::create_directories(folder, reason);
    if (!reason && !fs::is_directory(folder, reason)) reason = std::make_error_code(std::errc::not_a_directory);
    if (reason)
      throw std::runtime_error(fmt::format("cannot make the folder '{}': {}", folder.string(), reason.message()));
  }
}

}  // namespace

BatchResult run_batch(const std::vector<Job>& jobs, const BatchOptions& options) {
  check(jobs, options.replace);
  if (options.make_folders) make_folders(jobs);
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> stop = false;
  std::mutex mutex;  // guards the rest
  BatchResult result;
  std::exception_ptr error;
  const auto cancelled = [&] {
    const std::lock_guard lock(mutex);
    return options.cancelled && options.cancelled();
  };
  const auto write_next = [&](const scene::Measure& measure) {
    const std::size_t i = next++;
    if (i >= jobs.size()) return false;
    if (cancelled()) throw Stopped();
    const std::string bytes = jobs[i].bytes(measure);
    if (cancelled()) throw Stopped();  // who has asked to stop by now wants no more files
    scene::write_file(jobs[i].file, bytes);
    const std::lock_guard lock(mutex);
    ++result.files;
    result.bytes += bytes.size();
    if (options.progress) options.progress(result.files, jobs.size());
    return true;
  };
  const auto work = [&] {
    try {
      const scene::Measure measure = options.measure ? options.measure() : scene::remembered(scene::pango_measure());
      while (!stop && write_next(measure)) {
      }
    } catch (const Stopped&) {
      const std::lock_guard lock(mutex);
      result.cancelled = stop = true;
    } catch (...) {
      const bool asked = cancelled();  // Ctrl+C may have ended ffmpeg just before it had a group of its own
      const std::lock_guard lock(mutex);
      if (asked)
        result.cancelled = true;
      else if (!error)
        error = std::current_exception();
      stop = true;
    }
  };
  const std::size_t wanted = options.threads > 0 ? static_cast<std::size_t>(options.threads)
                                                 : std::max(1u, std::thread::hardware_concurrency());
  {
    std::vector<std::jthread> threads;
    try {
      for (std::size_t i = 1; i < std::min(wanted, jobs.size()); ++i) threads.emplace_back(work);
    } catch (const std::system_error&) {  // no more threads are to be had: those that there are do it
    }
    work();
  }
  if (error) std::rethrow_exception(error);
  return result;
}

}  // namespace attn::figures
