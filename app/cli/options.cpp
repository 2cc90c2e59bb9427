#include "app/cli/options.h"

#include <utility>

#include <CLI/CLI.hpp>

namespace attn::cli {

Option Option::type(std::string_view name) const { return Option(option_->type_name(std::string(name))); }
Option Option::check(Check wrong) const { return Option(option_->check(std::move(wrong))); }
Option Option::one_of(std::vector<std::string> names) const {
  return Option(option_->check(CLI::IsMember(std::move(names))));
}
Option Option::required() const { return Option(option_->required()); }
Option Option::shown_default() const { return Option(option_->capture_default_str()); }
Option Option::several() const { return Option(option_->take_all()->allow_extra_args(false)); }
Option Option::excludes(Option other) const { return Option(option_->excludes(other.option_)); }
Option Option::needs(Option other) const { return Option(option_->needs(other.option_)); }
Option Option::when_given(std::function<void()> call) const {
  return Option(option_->each([call = std::move(call)](const std::string&) { call(); }));
}

std::string Option::help() const { return option_->get_description(); }
Option Option::help(std::string_view text) const { return Option(option_->description(std::string(text))); }
std::vector<std::string> Option::long_names() const {
  std::vector<std::string> names = option_->get_lnames();
  for (std::string& name : names) name.insert(0, "--");
  return names;
}
bool Option::given() const { return option_->count() > 0; }

namespace {

template <typename Value>
Option add(CLI::App& app, std::string_view names, Value& value, std::string_view help) {
  return Option(app.add_option(std::string(names), value, std::string(help)));
}

}  // namespace

Option Parser::option(std::string_view names, std::string& value, std::string_view help) const {
  return add(*app_, names, value, help);
}
Option Parser::option(std::string_view names, std::vector<std::string>& values, std::string_view help) const {
  return add(*app_, names, values, help);
}
Option Parser::option(std::string_view names, int& value, std::string_view help) const {
  return add(*app_, names, value, help);
}
Option Parser::option(std::string_view names, std::uint64_t& value, std::string_view help) const {
  return add(*app_, names, value, help);
}
Option Parser::option(std::string_view names, double& value, std::string_view help) const {
  return add(*app_, names, value, help);
}
Option Parser::option(std::string_view names, std::string_view help) const {
  const std::string text(help);
  return Option(app_->add_option(std::string(names), text));
}
Option Parser::flag(std::string_view names, bool& value, std::string_view help) const {
  return Option(app_->add_flag(std::string(names), value, std::string(help)));
}
Option Parser::find(std::string_view name) const { return Option(app_->get_option(std::string(name))); }
std::vector<Option> Parser::options() const {
  std::vector<Option> all;
  for (CLI::Option* option : app_->get_options()) all.emplace_back(option);
  return all;
}

Parser Parser::subcommand(std::string_view name, std::string_view help) const {
  return Parser(app_->add_subcommand(std::string(name), std::string(help)));
}
std::vector<Parser> Parser::subcommands() const {
  std::vector<Parser> all;
  for (CLI::App* sub : app_->get_subcommands([](const CLI::App*) { return true; })) all.emplace_back(sub);
  return all;
}

std::string Parser::name() const { return app_->get_name(); }
std::string Parser::help() const { return app_->get_description(); }
void Parser::help(std::string_view text) const { app_->description(std::string(text)); }
void Parser::footer(std::string_view text) const { app_->footer(std::string(text)); }
void Parser::version(std::string_view text) const { app_->set_version_flag("--version", std::string(text)); }
void Parser::callback(std::function<void()> call) const { app_->callback(std::move(call)); }
bool Parser::given(std::string_view name) const { return app_->count(std::string(name)) > 0; }
std::vector<std::string> Parser::given() const {
  std::vector<std::string> found;
  for (const Option& option : options()) {
    const std::vector<std::string> names = option.long_names();
    if (option.given() && !names.empty()) found.push_back(names.front());
  }
  return found;
}

CommandLine::CommandLine() : app_(std::make_unique<CLI::App>("", "attnscope")) { app_->require_subcommand(0, 1); }
CommandLine::~CommandLine() = default;

bool CommandLine::parse(int argc, const char* const* argv) const {
  try {
    app_->parse(argc, argv);
    return true;
  } catch (const CLI::Success& asked) {
    app_->exit(asked);  // prints it
    return false;
  } catch (const CLI::ParseError& error) {
    throw Misuse(error.what());
  }
}

std::string CommandLine::chosen() const {
  const std::vector<CLI::App*> subs = app_->get_subcommands();
  return subs.empty() ? std::string() : subs.front()->get_name();
}

}  // namespace attn::cli
