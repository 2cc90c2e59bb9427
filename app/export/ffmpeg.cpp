#include "app/export/ffmpeg.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/export/clipboard.h"

extern char** environ;

namespace attn::figures {
namespace {

namespace fs = std::filesystem;

// A folder of one's own that goes with everything in it.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "attnscope-XXXXXX").string();
    if (!mkdtemp(name.data()))
      throw std::runtime_error(fmt::format("cannot make a folder in '{}'", fs::temp_directory_path().string()));
    path_ = name;
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
    if (program_.empty()) throw std::runtime_error("MP4 needs ffmpeg, which is not installed; GIF and WebP do not");
  }
  ~Mp4() override { stop(); }

  void add(const scene::Image& frame, int milliseconds) override {
    if (process_ < 0) start(frame.width, frame.height);
    if (frame.width != width_ || frame.height != height_) throw std::invalid_argument("MP4: frames of different sizes");
    owed_ += milliseconds * fps_ / 1000;
    for (; owed_ >= 0.5; owed_ -= 1) send(frame);
  }

  std::string finish() override {
    if (process_ < 0) throw std::invalid_argument("MP4: no frames");
    const int status = stop();
    if (status != 0) fail();
    std::string bytes = text_of(file());
    if (bytes.empty()) fail();
    return bytes;
  }

 private:
  fs::path file() const { return folder_.path() / "film.mp4"; }
  fs::path log() const { return folder_.path() / "log"; }

  void start(int width, int height) {
    width_ = width;
    height_ = height;
    // H.264 in its usual form has one colour for four pixels, so both sides are even: a last row or column is repeated.
    const std::vector<std::string> words = {program_,    "-nostdin",
                                            "-loglevel", "error",
                                            "-f",        "rawvideo",
                                            "-pix_fmt",  "rgba",
                                            "-s",        fmt::format("{}x{}", width, height),
                                            "-r",        fmt::format("{}", fps_),
                                            "-i",        "pipe:0",
                                            "-vf",       "pad=ceil(iw/2)*2:ceil(ih/2)*2",
                                            "-pix_fmt",  "yuv420p",
                                            "-movflags", "+faststart",
                                            "-metadata", "comment=" + comment_,
                                            "-y",        file().string()};
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("ffmpeg cannot be started: no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, log().c_str(), O_WRONLY | O_CREAT, 0600);
    const int failed = posix_spawn(&process_, program_.c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[0]);
    to_ = ends[1];
    if (failed != 0) {
      process_ = -1;
      close(to_);
      throw std::runtime_error(fmt::format("'{}' cannot be started", program_));
    }
    before_ = std::signal(SIGPIPE, SIG_IGN);  // an ffmpeg that ends early is told by write
  }

  void send(const scene::Image& frame) {
    const std::uint8_t* from = frame.rgba.data();
    for (std::size_t left = frame.rgba.size(); left > 0;) {
      const ssize_t n = write(to_, from, left);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) {
        stop();
        fail();
      }
      from += n;
      left -= static_cast<std::size_t>(n);
    }
  }

  // Its exit status.
  int stop() {
    if (to_ >= 0) {
      close(std::exchange(to_, -1));
      std::signal(SIGPIPE, before_);
    }
    int status = 0;
    if (process_ > 0) waitpid(std::exchange(process_, 0), &status, 0);
    return status;
  }

  [[noreturn]] void fail() {
    std::string why = text_of(log());
    why = why.substr(0, why.find('\n'));
    throw std::runtime_error("ffmpeg could not write the film" + (why.empty() ? std::string() : ": " + why));
  }

  Folder folder_;
  std::string program_;
  double fps_;
  std::string comment_;
  int width_ = 0, height_ = 0, to_ = -1;
  pid_t process_ = -1;
  void (*before_)(int) = SIG_DFL;
  double owed_ = 0;  // frames that were to be shown and are not sent yet
};

}  // namespace

std::string find_ffmpeg() { return find_program("ffmpeg"); }

std::unique_ptr<scene::Animation> mp4_animation(double fps, const std::string& comment) {
  return std::make_unique<Mp4>(fps, comment);
}

}  // namespace attn::figures
