// Long work on a terminal: a line that says how far it is, and Ctrl+C as a question that is asked now and then.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace attn::cli {

// While one exists, the first Ctrl+C (or SIGTERM) is only noted; the second one ends the program. A signal that the
// program was started to ignore, as by nohup, stays ignored.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  static bool asked();

 private:
  using Handler = void (*)(int);
  Handler before_[2];  // of SIGINT and SIGTERM
};

// One line of standard error, written over itself at most ten times a second; nothing where that is no terminal.
class ProgressLine {
 public:
  explicit ProgressLine(bool quiet);
  ~ProgressLine();
  void show(std::size_t done, std::size_t all, std::string_view noun);
  void clear();

 private:
  bool on_;
  std::size_t width_ = 0;
  std::chrono::steady_clock::time_point began_, shown_;
};

// "12 s", "3 min 05 s".
std::string seconds_text(double seconds);

}  // namespace attn::cli
