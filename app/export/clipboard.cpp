#include "app/export/clipboard.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

extern char** environ;

namespace attn::figures {
namespace {

// The words of a command that reads a PNG; empty: there is none.
std::vector<std::string> command() {
  const char* wayland = std::getenv("WAYLAND_DISPLAY");
  if (wayland && *wayland)
    if (const std::string program = find_program("wl-copy"); !program.empty()) return {program, "--type", "image/png"};
  if (const std::string program = find_program("xclip"); !program.empty())
    return {program, "-selection", "clipboard", "-t", "image/png", "-i"};
  return {};
}

bool write_all(int to, const std::string& bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t n = write(to, bytes.data() + at, bytes.size() - at);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    at += static_cast<std::size_t>(n);
  }
  return true;
}

}  // namespace

std::string find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  const std::string folders = path ? path : "/usr/bin";
  for (std::size_t at = 0; at <= folders.size();) {
    const std::size_t end = std::min(folders.find(':', at), folders.size());
    std::string program = folders.substr(at, end - at) + "/" + name;
    if (end > at && access(program.c_str(), X_OK) == 0) return program;
    at = end + 1;
  }
  return {};
}

bool can_copy_images() { return !command().empty(); }

void copy_png(const std::string& bytes) {
  const std::vector<std::string> words = command();
  if (words.empty()) throw std::runtime_error("images are copied by wl-copy or xclip, and neither is installed");
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("the image cannot be copied: no pipe");
  std::signal(SIGPIPE, SIG_IGN);  // a program that ends early is told by write
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[0], 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);  // it stays, to answer who pastes
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t process = -1;
  const int failed = posix_spawn(&process, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[0]);
  const bool sent = failed == 0 && write_all(ends[1], bytes);
  close(ends[1]);
  int status = 0;
  if (failed == 0) waitpid(process, &status, 0);
  if (!sent || status != 0) throw std::runtime_error(fmt::format("'{}' could not take the image", words[0]));
}

}  // namespace attn::figures
