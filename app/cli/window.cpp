// The subcommands that draw the window: window, screenshot.
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "app/cli/command.h"
#include "app/cli/input.h"
#include "app/cli/numbers.h"
#include "engine/runs/marian_params.h"

namespace attn::cli {
namespace {

// "2,4", counted from 1.
Option add_cell(const Parser& parser, const std::string& name, const std::string& about, int& row, int& col) {
  return parser.option(name, about).type("R,C").check([&row, &col](const std::string& text) {
    char rest = 0;
    const bool fits = std::sscanf(text.c_str(), "%d,%d%c", &row, &col, &rest) == 2;
    return fits && row > 0 && col > 0 ? std::string() : "'" + text + "' is not a cell such as 2,4";
  });
}

void add_look(const Parser& parser, WindowRequest& request) {
  parser.option("--model,-m", request.model, "Bundled model by name, or a folder in Marian layout").type("DIR");
  parser.option("--run", request.run, "Kind of run, as 'attnscope runs' lists them").type("KIND");
  parser.option("--set", request.set, "A parameter of the run; may be given several times").type("ID=VALUE").several();
  parser.option("--view", request.view, "step, map, heads or translation")
      .one_of({"step", "map", "heads", "translation"})
      .type("NAME");
  parser.option("--decoding", request.decoding, "What the Translation view shows: greedy, beam or sampling")
      .one_of({"greedy", "beam", "sampling"})
      .type("NAME");
  parser.option("--step", request.step, "Path of the step to show").type("PATH");
  parser.option("--lang", request.language, "en, zh or fr").one_of({"en", "zh", "fr"}).type("NAME");
  parser.option("--theme,-t", request.theme, "dark or light").one_of({"dark", "light"}).type("NAME");
  parser.option("--size", "Width and height, as in 1440x900").type("WxH").check([&request](const std::string& text) {
    char rest = 0;
    const bool fits = std::sscanf(text.c_str(), "%dx%d%c", &request.width, &request.height, &rest) == 2;
    const bool sane =
        fits && request.width >= 320 && request.height >= 240 && request.width <= 8192 && request.height <= 8192;
    return sane ? std::string() : "'" + text + "' is not a size such as 1440x900";
  });
}

void read_sentence(WindowRequest& request) {
  if (request.words.empty()) return;
  ModelInput input;
  input.words = request.words;
  std::string sentence = input.sentence();
  while (sentence.ends_with('\n') || sentence.ends_with('\r')) sentence.pop_back();
  request.sentence = std::move(sentence);
}

// The run that is asked for, where one is; the document's own otherwise. Throws std::invalid_argument.
void read_run(WindowRequest& request) {
  read_sentence(request);
  if (request.run.empty() && request.set.empty()) return;
  // Without --model the place stays empty: the window opens with the model it had.
  Request asked =
      standard_request(request.run.empty() ? default_run : std::string_view(request.run),
                       request.run.empty() || run_kind(request.run).needs_model ? request.model : std::string());
  if (!request.model.empty() && !run_kind(asked.kind).needs_model)
    throw std::invalid_argument(fmt::format("--model {}: a run of {} needs no model", request.model, asked.kind));
  if (request.sentence) set_sentence(asked, *request.sentence);
  for (const std::string& assignment : request.set) set_parameter(asked, assignment);
  check_say(asked, request.set);
  check(asked, params_of(asked.kind));
  request.asked = std::move(asked);
}

// Before any work is done.
void check_output(const ScreenshotRequest& request) {
  const std::filesystem::path file = request.output;
  std::string ending = file.extension().string();
  for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (ending != ".png")
    throw std::invalid_argument(fmt::format("'{}' must end in .png: a screenshot is a PNG", request.output));
  std::error_code ignored;
  if (!request.overwrite && std::filesystem::is_regular_file(file, ignored))
    throw std::invalid_argument(fmt::format("'{}' is already there; --overwrite replaces it", request.output));
}

}  // namespace

void add_window(const Parser& program, WindowRequest& request) {
  const Parser parser = program.subcommand("window", "Open the window (also without any subcommand)");
  parser.option("TEXT", request.words, "Sentence to open with; - reads standard input").type("");
  add_look(parser, request);
  parser.option("--scale", request.scale, "Pixels per logical pixel; default: the monitor's")
      .check(between(0.5, 4))
      .type("X");
  parser.callback([&request] { read_run(request); });
  parser.footer(R"(
Examples:
  attnscope window "Where is the station?"
  attnscope window --step decode2/layer1/cross/head3/weights --lang fr --theme light)");
}

void add_screenshot(const Parser& program, ScreenshotRequest& request) {
  const Parser parser = program.subcommand("screenshot", "Write a picture of the window as PNG; needs no display");
  parser.option("TEXT,--text", request.words, "Sentence to show; - reads standard input").type("");
  parser.option("-o,--output", request.output, "The PNG file").required().type("FILE");
  parser.flag("--overwrite", request.overwrite, "Replace the file if it is there already");
  add_look(parser, request);
  add_cell(parser, "--cell", "Row and column of the selected cell, from 1, as in 2,4", request.row, request.col);
  parser.option("--phase", request.phase, "How much of the step is done, 0 to 1").check(between(0, 1)).type("X");
  const Option zoom =
      parser.option("--zoom", request.zoom, "Magnification of the step's matrices").check(between(1, 10000)).type("X");
  add_cell(parser, "--at", "With --zoom: the cell in the middle; default: the selected cell", request.at_row,
           request.at_col)
      .needs(zoom);
  parser.option("--scale", request.scale, "Pixels per logical pixel").check(between(0.5, 4)).type("X");
  parser.flag("--export", request.exporting, "With the Export dialog open");
  parser.callback([&request] {
    check_output(request);
    read_run(request);
  });
  parser.footer(R"(
Examples:
  attnscope screenshot "I am a student" -o window.png
  attnscope screenshot --step encoder/layer1/self/head2/scores --cell 2,4 --phase 0.6 --scale 1.5 --theme light -o s.png
  attnscope screenshot --step encoder/layer1/self/head2/query --zoom 4 --at 2,40 -o closer.png)");
}

}  // namespace attn::cli
