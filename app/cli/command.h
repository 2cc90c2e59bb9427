// Command: one subcommand of the program. Each lives in its own file of app/cli/commands, found by the manifest.
#pragma once

#include <cstdio>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/cli/options.h"
#include "app/cli/requests.h"

namespace attn::cli {

struct Command {
  std::string_view name;
  int order;                          // place in --help
  void (*add)(const Parser& parser);  // its options and a callback; errors are thrown as std::exception
};

std::span<const Command* const> commands();  // from the manifest

// To standard error. Where that cannot be written, nobody would see an error about it either.
template <typename... Values>
void say(fmt::format_string<Values...> text, Values&&... values) {
  const std::string words = fmt::format(text, std::forward<Values>(values)...);
  std::fwrite(words.data(), 1, words.size(), stderr);
}

// Thrown where Ctrl+C has ended a subcommand: exit status 130, as shells have it.
struct Interrupted : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct WindowRequests {
  WindowRequest window;
  ScreenshotRequest screenshot;
};

// The whole parser, for running, help and completion.
void build(const Parser& parser, WindowRequests& requests);
void add_window(const Parser& program, WindowRequest& request);
void add_screenshot(const Parser& program, ScreenshotRequest& request);

}  // namespace attn::cli
