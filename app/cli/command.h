// Command: one subcommand of the program. Each lives in its own file of app/cli/commands, found by the manifest.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "engine/model/translate.h"

namespace attn::cli {

struct Command {
  std::string_view name;
  int order;  // place in --help
  void (*add)(
      CLI::App& app);  // adds options and a callback to the subcommand `app`; errors are thrown as std::exception
};

std::span<const Command* const> commands();  // from the manifest

// What `attnscope` and `attnscope window` ask for; empty and 0 mean the window's own default.
struct WindowRequest {
  std::string model, sentence, language, theme, step, screenshot;
  int width = 1440, height = 900;
  double scale = 0;
};
using OpenWindow = std::function<int(const WindowRequest&)>;

// Runs the command line. Returns the exit status: 0, or 2 after one line on standard error. open_window: the command
// line itself never opens one.
int run(int argc, const char* const* argv, const OpenWindow& open_window);

// The whole parser, for running, help and completion.
void build(CLI::App& app, WindowRequest& window);

}  // namespace attn::cli
