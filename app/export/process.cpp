#include "app/export/process.h"

#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "app/export/failure.h"

#if defined(__unix__) || defined(__APPLE__)

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>

extern char** environ;

namespace attn::figures {
namespace {

// A socket pair rather than a pipe: writing to one whose reader is gone need not raise a signal.
void connect(int (&ends)[2]) {
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
    throw ToolFailure("no program can be started: no socket", {"export.why_no_program", {}});
  for (const int end : ends) fcntl(end, F_SETFD, FD_CLOEXEC);
#if defined(SO_NOSIGPIPE)
  const int on = 1;
  setsockopt(ends[1], SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
}

#if defined(MSG_NOSIGNAL)
constexpr int quietly = MSG_NOSIGNAL;
#else
constexpr int quietly = 0;
#endif

// Signals as a shell would hand them on, and a process group of its own.
class Attributes {
 public:
  Attributes() {
    posix_spawnattr_init(&of_);
    sigset_t usual, none;
    sigemptyset(&none);
    sigemptyset(&usual);
    for (const int signal : {SIGINT, SIGTERM, SIGPIPE}) sigaddset(&usual, signal);
    posix_spawnattr_setsigdefault(&of_, &usual);
    posix_spawnattr_setsigmask(&of_, &none);
    posix_spawnattr_setpgroup(&of_, 0);
    posix_spawnattr_setflags(&of_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  ~Attributes() { posix_spawnattr_destroy(&of_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  const posix_spawnattr_t* get() const { return &of_; }

 private:
  posix_spawnattr_t of_;
};

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

Process::Process(const std::vector<std::string>& words, const std::filesystem::path& log) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  int ends[2];
  connect(ends);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[0], 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, log.empty() ? "/dev/null" : log.c_str(), O_WRONLY | O_CREAT, 0600);
  const Attributes attributes;
  const int failed = posix_spawn(&id_, words.at(0).c_str(), &actions, attributes.get(), arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[0]);
  input_ = ends[1];
  if (failed == 0) return;
  close_input();
  throw ToolFailure(fmt::format("'{}' cannot be started", words[0]), {"export.why_not_started", {words[0]}});
}

Process::~Process() {
  close_input();
  if (id_ <= 0) return;
  kill(-id_, SIGKILL);
  while (waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

bool Process::give(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = send(input_, bytes.data(), bytes.size(), quietly);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

bool Process::wait() {
  close_input();
  if (id_ <= 0) return false;  // it has been waited for
  int status = 0;
  pid_t ended = 0;
  do ended = waitpid(id_, &status, 0);
  while (ended < 0 && errno == EINTR);
  id_ = -1;
  return ended > 0 && status == 0;
}

void Process::close_input() {
  if (input_ >= 0) close(std::exchange(input_, -1));
}

}  // namespace attn::figures

#else  // not written for this system: no program is found, and what needs one says so

namespace attn::figures {

std::string find_program(const std::string&) { return {}; }

Process::Process(const std::vector<std::string>& words, const std::filesystem::path&) {
  throw ToolFailure(fmt::format("'{}' cannot be started: AttnScope starts no programs on this system", words.at(0)),
                    {"export.why_not_started", {words.at(0)}});
}
Process::~Process() = default;
bool Process::give(std::string_view) { return false; }
bool Process::wait() { return false; }
void Process::close_input() {}

}  // namespace attn::figures

#endif
