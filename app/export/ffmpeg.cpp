#include "app/export/ffmpeg.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "app/export/failure.h"
#include "app/export/process.h"

namespace attn::figures {
namespace {

namespace fs = std::filesystem;

// A folder of one's own that goes with everything in it.
class Folder {
 public:
  Folder() {
    std::error_code reason;
    path_ = fs::temp_directory_path(reason) / fmt::format("attnscope-{:08x}", std::random_device{}());
    if (!reason && fs::create_directory(path_, reason)) fs::permissions(path_, fs::perms::owner_all, reason);
    if (reason)
      throw ToolFailure(fmt::format("cannot make the folder '{}': {}", path_.string(), reason.message()),
                        {"export.why_folder_other", {path_.string(), reason.message()}});
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Mp4 final : public scene::Animation {
 public:
  Mp4(double fps, std::string comment) : program_(find_ffmpeg()), fps_(fps), comment_(std::move(comment)) {
    if (program_.empty())
      throw ToolFailure("MP4 needs ffmpeg, which is not installed; GIF and WebP do not", {"export.no_ffmpeg", {}});
  }

  void add(const scene::Image& frame, int milliseconds) override {
    if (!ffmpeg_) start(frame.width, frame.height);
    if (frame.width != width_ || frame.height != height_) throw std::invalid_argument("MP4: frames of different sizes");
    owed_ += milliseconds * fps_ / 1000;
    const std::string_view pixels(reinterpret_cast<const char*>(frame.rgba.data()), frame.rgba.size());
    for (; owed_ >= 0.5; owed_ -= 1)
      if (!ffmpeg_->give(pixels)) fail();
  }

  std::string finish() override {
    if (!ffmpeg_) throw std::invalid_argument("MP4: no frames");
    std::string bytes;
    if (ffmpeg_->wait()) bytes = text_of(file());
    if (bytes.empty()) fail();
    return bytes;
  }

 private:
  fs::path file() const { return folder_.path() / "film.mp4"; }
  fs::path log() const { return folder_.path() / "log"; }

  void start(int width, int height) {
    if (width % 2 != 0 || height % 2 != 0)
      throw std::invalid_argument(fmt::format("MP4: a frame of {}×{} pixels has an odd side", width, height));
    width_ = width;
    height_ = height;
    // Players take colours of a film that does not name its matrix for one or the other; so it names it.
    const std::vector<std::string> words = {program_,
                                            "-nostdin",
                                            "-loglevel",
                                            "error",
                                            "-f",
                                            "rawvideo",
                                            "-pix_fmt",
                                            "rgba",
                                            "-s",
                                            fmt::format("{}x{}", width, height),
                                            "-r",
                                            fmt::format("{}", fps_),
                                            "-i",
                                            "pipe:0",
                                            "-vf",
                                            "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
                                            "-c:v",
                                            "libx264",
                                            "-crf",
                                            "16",
                                            "-colorspace",
                                            "bt709",
                                            "-color_primaries",
                                            "bt709",
                                            "-color_trc",
                                            "iec61966-2-1",
                                            "-color_range",
                                            "tv",
                                            "-movflags",
                                            "+faststart",
                                            "-metadata",
                                            "comment=" + comment_,
                                            "-y",
                                            file().string()};
    ffmpeg_.emplace(words, log());
  }

  [[noreturn]] void fail() {
    ffmpeg_->wait();  // its last words
    std::string why = text_of(log());
    if (why.find("libx264") != std::string::npos)
      throw ToolFailure("this ffmpeg cannot write MP4, since it was built without libx264; GIF and WebP need neither",
                        {"export.why_no_libx264", {}});
    why = why.substr(0, why.find('\n'));
    if (why.empty()) throw ToolFailure("ffmpeg could not write the film", {"export.why_ffmpeg", {}});
    throw ToolFailure("ffmpeg could not write the film: " + why, {"export.why_ffmpeg_says", {why}});
  }

  Folder folder_;
  std::string program_;
  double fps_;
  std::string comment_;
  int width_ = 0, height_ = 0;
  double owed_ = 0;                // frames that were to be shown and are not sent yet
  std::optional<Process> ffmpeg_;  // last: it ends before its folder goes
};

}  // namespace

std::string find_ffmpeg() { return find_program("ffmpeg"); }

std::unique_ptr<scene::Animation> mp4_animation(double fps, const std::string& comment) {
  return std::make_unique<Mp4>(fps, comment);
}

}  // namespace attn::figures
