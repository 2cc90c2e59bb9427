#include <algorithm>
#include <iostream>
#include <utility>

#include <fmt/format.h>

#include "app/cli/command.h"
#include "engine/fault.h"
#include "engine/text/unicode.h"
#include "version.h"

namespace attn::cli {
namespace {

constexpr std::string_view examples = R"(
Examples:
  attnscope                                          open the window
  attnscope window "Where is the station?"           open it with another sentence
  attnscope translate "I am a student"               Je suis étudiant
  attnscope steps "I am a student"                   every step: path, op, shape, formula
  attnscope show encoder/layer1/self/head2/weights "I am a student"
  attnscope explain encoder/layer1/self/head2/scores am student "I am a student"
  attnscope export decode2/layer1/cross/head3/weights "I am a student" -o cross.svg

'attnscope SUBCOMMAND --help' shows the options and examples of one subcommand.
Rows, columns, layers, heads and decoding steps count from 1.)";

// CLI11 may put a sentence or several lines into an error; people get one line.
std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  while (!text.empty() && (text.back() == ' ' || text.back() == '.')) text.pop_back();
  return text;
}

int fail(const std::string& where, const std::string& what) {
  say("{}: {}\n", where, one_line(what));
  return 2;
}

std::string name_of(const CommandLine& line) {
  const std::string chosen = line.chosen();
  return chosen.empty() ? "attnscope" : "attnscope " + chosen;
}

}  // namespace

void build(const Parser& parser, WindowRequests& requests) {
  parser.help("AttnScope shows, step by step, how a Transformer translates a sentence, with every number.");
  parser.footer(std::string(examples));
  parser.version("attnscope " + std::string(version));
  add_window(parser, requests.window);
  std::vector<const Command*> all(commands().begin(), commands().end());
  std::sort(all.begin(), all.end(), [](const Command* a, const Command* b) { return a->order < b->order; });
  for (const Command* command : all) command->add(parser.subcommand(command->name));
  add_screenshot(parser, requests.screenshot);
}

int run(int argc, const char* const* argv, const Windows& windows) {
  for (int i = 1; i < argc; ++i)
    if (malformed_utf8(argv[i]) != std::string_view::npos)
      return fail("attnscope", fmt::format("argument {} is not UTF-8: byte {}", i, malformed_utf8(argv[i]) + 1));
  const CommandLine line;
  WindowRequests requests;
  build(line.parser(), requests);
  try {
    if (!line.parse(argc, argv)) return 0;
    const std::string chosen = line.chosen();
    if (chosen.empty() || chosen == "window") return windows.open(requests.window);
    if (chosen == "screenshot") return windows.screenshot(requests.screenshot);
    std::cout.flush();
    if (!std::cout) throw std::runtime_error("standard output cannot be written");
    return 0;
  } catch (const Misuse& e) {
    const std::string name = name_of(line);
    return fail(name, one_line(e.what()) + " (see '" + name + " --help')");
  } catch (const Interrupted& e) {
    fail(name_of(line), e.what());
    constexpr int by_signal = 130;
    return by_signal;
  } catch (const std::bad_alloc&) {
    return fail(name_of(line), "not enough memory");
  } catch (const Fault& e) {  // where a matrix is missing, how to give one: on the command line nothing but --set does
    const bool missing = e.key == "no_table";
    return fail(name_of(line),
                missing ? fmt::format("{}, as in --set {}='1,0;0,1'", e.what(), e.arguments.at(0)) : e.what());
  } catch (const std::exception& e) {
    return fail(name_of(line), e.what());
  }
}

}  // namespace attn::cli
