#include "app/export/clipboard.h"

#include <cstdlib>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include "app/export/failure.h"
#include "app/export/process.h"

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

}  // namespace

bool can_copy_images() { return !command().empty(); }

void copy_png(const std::string& bytes) {
  const std::vector<std::string> words = command();
  if (words.empty())
    throw ToolFailure("images are copied by wl-copy or xclip, and neither is installed", {"export.no_clipboard", {}});
  Process process(words);  // a child of it stays, to answer who pastes
  const bool sent = process.give(bytes);
  if (!process.wait() || !sent)
    throw ToolFailure(fmt::format("'{}' could not take the image", words[0]), {"export.why_not_copied", {words[0]}});
}

}  // namespace attn::figures
