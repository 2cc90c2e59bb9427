// Command: one subcommand of the program. Each lives in its own file of app/cli/commands, found by the manifest.
#pragma once

#include <cstdio>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "engine/request.h"

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
  std::string model, language, theme, view, decoding, step;
  std::string run;                 // a kind of run …
  std::vector<std::string> set;    // … and its parameters, as in "d=4"
  std::optional<Request> asked;    // made of these, where they were given
  std::vector<std::string> words;  // TEXT, with or without quotes; - alone: standard input
  std::optional<std::string> sentence;
  int width = 0, height = 0;
  double scale = 0;
};

// What `attnscope screenshot` asks for besides.
struct ScreenshotRequest : WindowRequest {
  std::string output;
  int row = 0, col = 0;        // of the selected cell, from 1; 0: the window's own default
  double phase = 1;            // how much of the step is done
  double zoom = 1;             // of the step's matrices …
  int at_row = 0, at_col = 0;  // … about this cell, from 1; 0: the selected one
  bool exporting = false;      // with the Export dialog open
  bool overwrite = false;
};

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

// The command line itself draws nothing: main() says who does. Both return the exit status, or throw std::exception.
struct Windows {
  std::function<int(const WindowRequest&)> open;
  std::function<int(const ScreenshotRequest&)> screenshot;
};
struct WindowRequests {
  WindowRequest window;
  ScreenshotRequest screenshot;
};

// Runs the command line. Returns the exit status: 0, 2 after one line on standard error, or 130 (see Interrupted).
int run(int argc, const char* const* argv, const Windows& windows);

// The whole parser, for running, help and completion.
void build(CLI::App& app, WindowRequests& requests);
void add_window(CLI::App& app, WindowRequest& request);
void add_screenshot(CLI::App& app, ScreenshotRequest& request);

}  // namespace attn::cli
