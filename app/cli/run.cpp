#include <algorithm>
#include <iostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/command.h"
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

std::string name_of(const CLI::App& app) {
  for (const CLI::App* sub : app.get_subcommands()) return "attnscope " + sub->get_name();
  return "attnscope";
}

}  // namespace

void build(CLI::App& app, WindowRequests& requests) {
  app.description("AttnScope steps through transformer attention and shows every number of it.");
  app.footer(std::string(examples));
  app.set_version_flag("--version", "attnscope " + std::string(version));
  app.require_subcommand(0, 1);
  add_window(app, requests.window);
  std::vector<const Command*> all(commands().begin(), commands().end());
  std::sort(all.begin(), all.end(), [](const Command* a, const Command* b) { return a->order < b->order; });
  for (const Command* command : all) {
    CLI::App* sub = app.add_subcommand(std::string(command->name));
    command->add(*sub);
  }
  add_screenshot(app, requests.screenshot);
}

int run(int argc, const char* const* argv, const Windows& windows) {
  for (int i = 1; i < argc; ++i)
    if (malformed_utf8(argv[i]) != std::string_view::npos)
      return fail("attnscope", fmt::format("argument {} is not UTF-8: byte {}", i, malformed_utf8(argv[i]) + 1));
  CLI::App app("", "attnscope");
  WindowRequests requests;
  build(app, requests);
  try {
    app.parse(argc, argv);
    if (app.get_subcommands().empty() || app.got_subcommand("window")) return windows.open(requests.window);
    if (app.got_subcommand("screenshot")) return windows.screenshot(requests.screenshot);
    std::cout.flush();
    if (!std::cout) throw std::runtime_error("standard output cannot be written");
    return 0;
  } catch (const CLI::Success& e) {
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    const std::string name = name_of(app);
    return fail(name, one_line(e.what()) + " (see '" + name + " --help')");
  } catch (const Interrupted& e) {
    fail(name_of(app), e.what());
    constexpr int by_signal = 130;
    return by_signal;
  } catch (const std::bad_alloc&) {
    return fail(name_of(app), "not enough memory");
  } catch (const std::exception& e) {
    return fail(name_of(app), e.what());
  }
}

}  // namespace attn::cli
