#include "app/cli/progress.h"

#include <csignal>
#include <cstdio>

#include <fmt/format.h>

#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif

#include "app/cli/command.h"

namespace attn::cli {
namespace {

constexpr int signals[] = {SIGINT, SIGTERM};
volatile std::sig_atomic_t interrupted = 0;

void note(int signal) {
  interrupted = 1;
  std::signal(signal, SIG_DFL);
}

bool is_terminal() {
#if defined(__unix__) || defined(__APPLE__)
  return isatty(STDERR_FILENO) == 1;
#else
  return false;
#endif
}

}  // namespace

Interrupt::Interrupt() {
  interrupted = 0;
  for (std::size_t i = 0; i < std::size(signals); ++i) {
    before_[i] = std::signal(signals[i], note);
    if (before_[i] == SIG_IGN) std::signal(signals[i], SIG_IGN);
  }
}
Interrupt::~Interrupt() {
  for (std::size_t i = 0; i < std::size(signals); ++i) std::signal(signals[i], before_[i]);
}
bool Interrupt::asked() { return interrupted != 0; }

ProgressLine::ProgressLine(bool quiet) : on_(!quiet && is_terminal()), began_(std::chrono::steady_clock::now()) {}
ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::show(std::size_t done, std::size_t all, std::string_view noun) {
  const auto now = std::chrono::steady_clock::now();
  if (!on_ || (now - shown_ < std::chrono::milliseconds(100) && done < all)) return;
  shown_ = now;
  const double passed = std::chrono::duration<double>(now - began_).count();
  std::string line = fmt::format("{} of {} {}", done, all, noun);
  if (done > 0 && done < all)
    line += ", " + seconds_text(passed / static_cast<double>(done) * static_cast<double>(all - done)) + " left";
  const std::size_t rest = width_ > line.size() ? width_ - line.size() : 0;
  width_ = line.size();
  say("\r{}{}", line, std::string(rest, ' '));
  std::fflush(stderr);
}

void ProgressLine::clear() {
  if (width_ > 0) say("\r{}\r", std::string(width_, ' '));
  width_ = 0;
}

std::string seconds_text(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  return whole < 60 ? fmt::format("{} s", whole) : fmt::format("{} min {:02} s", whole / 60, whole % 60);
}

}  // namespace attn::cli
