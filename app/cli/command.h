// Command: one subcommand of the program. Each lives in its own file of app/cli/commands, found by the manifest.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "engine/model/translate.h"

namespace attn::cli {

struct Command {
  std::string_view name;
  int order;                  // place in --help
  void (*add)(CLI::App& app);  // adds options and a callback to the subcommand `app`; errors are thrown as std::exception
};

std::span<const Command* const> commands();  // from the manifest

// Runs the command line. Returns the exit status: 0, or 2 after one line on standard error.
int run(int argc, const char* const* argv);

// The whole parser, for help and completion. `window` is described here and run by the caller of run().
void build(CLI::App& app);

}  // namespace attn::cli
