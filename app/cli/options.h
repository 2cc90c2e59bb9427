// What a command line may hold: options, flags, positionals, subcommands. CLI11 does the work, and options.cpp alone
// reads it: every file that does takes seconds to compile.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace attn::cli {

// What is wrong with a value, as a sentence; empty: nothing.
using Check = std::function<std::string(const std::string& value)>;

// One option, flag or positional. A handle: the parser owns it.
class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}

  Option type(std::string_view name) const;  // in --help, for the value; "": nothing
  Option check(Check wrong) const;
  Option one_of(std::vector<std::string> names) const;
  Option required() const;
  Option shown_default() const;  // what the variable holds now is in --help
  Option several() const;        // may be given several times, each time with one value
  Option excludes(Option other) const;
  Option needs(Option other) const;
  Option when_given(std::function<void()> call) const;

  std::string help() const;
  Option help(std::string_view text) const;
  std::vector<std::string> long_names() const;  // "--model"
  bool given() const;

 private:
  CLI::Option* option_;
};

// What the program, or a subcommand, takes. A handle: the CommandLine owns it. Variables are set while it parses, and
// have to live until then. Names as in "--model,-m", or "TEXT" of a positional.
class Parser {
 public:
  explicit Parser(CLI::App* app) : app_(app) {}

  Option option(std::string_view names, std::string& value, std::string_view help) const;
  Option option(std::string_view names, std::vector<std::string>& values, std::string_view help) const;
  Option option(std::string_view names, int& value, std::string_view help) const;
  Option option(std::string_view names, std::uint64_t& value, std::string_view help) const;
  Option option(std::string_view names, double& value, std::string_view help) const;
  Option option(std::string_view names, std::string_view help) const;  // its check() takes the value
  Option flag(std::string_view names, bool& value, std::string_view help) const;
  Option find(std::string_view name) const;  // throws std::exception where there is none
  std::vector<Option> options() const;

  Parser subcommand(std::string_view name, std::string_view help = {}) const;
  std::vector<Parser> subcommands() const;

  std::string name() const;
  std::string help() const;
  void help(std::string_view text) const;
  void footer(std::string_view text) const;         // after the options in --help
  void version(std::string_view text) const;        // --version prints it
  void callback(std::function<void()> call) const;  // after everything is parsed
  bool given(std::string_view name) const;          // an option
  std::vector<std::string> given() const;           // the options that were, by their first long name: "--model"

 private:
  CLI::App* app_;
};

// A command line that is not what the parser takes: one sentence, or several lines.
struct Misuse : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class CommandLine {
 public:
  CommandLine();
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  Parser parser() const { return Parser(app_.get()); }
  // Sets the variables and calls the callbacks; throws Misuse, and what callbacks throw. false: it was asked for help
  // or the version, and has printed that.
  bool parse(int argc, const char* const* argv) const;
  std::string chosen() const;  // the subcommand; empty: none

 private:
  std::unique_ptr<CLI::App> app_;
};

}  // namespace attn::cli
