// What the command line asks of the window, and the door to it: main() needs no more.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/request.h"

namespace attn::cli {

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

// The command line itself draws nothing: main() says who does. Both return the exit status, or throw std::exception.
struct Windows {
  std::function<int(const WindowRequest&)> open;
  std::function<int(const ScreenshotRequest&)> screenshot;
};
// Runs the command line. Returns the exit status: 0, 2 after one line on standard error, or 130 (see Interrupted).
int run(int argc, const char* const* argv, const Windows& windows);

}  // namespace attn::cli
