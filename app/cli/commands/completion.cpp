// attnscope completion: a script that teaches a shell the subcommands and options, made from the parser itself.
#include <iostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/command.h"

namespace attn::cli {
namespace {

std::vector<std::string> names(const CLI::App& app) {
  std::vector<std::string> found;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
    found.push_back(sub->get_name());
  return found;
}

std::vector<std::string> options(const CLI::App& app) {
  std::vector<std::string> found;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) found.push_back("--" + name);
  return found;
}

std::string bash(const CLI::App& root) {
  std::string cases;
  for (const CLI::App* sub : root.get_subcommands([](const CLI::App*) { return true; }))
    cases += fmt::format("    {}) words='{}' ;;\n", sub->get_name(), fmt::join(options(*sub), " "));
  return fmt::format(R"(_attnscope() {{
  local cur="${{COMP_WORDS[COMP_CWORD]}}" prev="${{COMP_WORDS[COMP_CWORD-1]}}" words
  case "$prev" in
    --model|-m|--output|-o|--out|--sentences) COMPREPLY=( $(compgen -f -- "$cur") ); return ;;
    --format)
      if [ "${{COMP_WORDS[1]}}" = export ]; then words='png svg pdf csv tsv npy npz json gif webp mp4 html md tex'; else words='table csv json npy'; fi
      COMPREPLY=( $(compgen -W "$words" -- "$cur") ); return ;;
    --theme) COMPREPLY=( $(compgen -W 'light dark print' -- "$cur") ); return ;;
    --view) COMPREPLY=( $(compgen -W 'step map heads translation' -- "$cur") ); return ;;
    --figure) COMPREPLY=( $(compgen -W 'matrix stage' -- "$cur") ); return ;;
    --page) COMPREPLY=( $(compgen -W 'figure a4 a4-landscape a4-turned letter letter-landscape letter-turned' -- "$cur") ); return ;;
    --lang) COMPREPLY=( $(compgen -W 'en zh fr' -- "$cur") ); return ;;
  esac
  case "${{COMP_WORDS[1]}}" in
{}    *) words='{} {}' ;;
  esac
  COMPREPLY=( $(compgen -W "$words" -- "$cur") )
}}
complete -F _attnscope attnscope
)",
                     cases, fmt::join(names(root), " "), fmt::join(options(root), " "));
}

std::string zsh(const CLI::App& root) {
  return "#compdef attnscope\nautoload -U +X bashcompinit && bashcompinit\n" + bash(root);
}

std::string quoted(std::string text) {
  for (std::size_t i = 0; (i = text.find('\'', i)) != std::string::npos; i += 2) text.insert(i, "\\");
  return "'" + text + "'";
}

std::string fish(const CLI::App& root) {
  std::string out = "complete -c attnscope -f\n";
  for (const CLI::App* sub : root.get_subcommands([](const CLI::App*) { return true; })) {
    out += fmt::format("complete -c attnscope -n __fish_use_subcommand -a {} -d {}\n", sub->get_name(),
                       quoted(sub->get_description()));
    for (const CLI::Option* option : sub->get_options())
      for (const std::string& name : option->get_lnames())
        out += fmt::format("complete -c attnscope -n '__fish_seen_subcommand_from {}' -l {} -d {}{}\n", sub->get_name(),
                           name, quoted(option->get_description()), name == "model" || name == "output" ? " -rF" : "");
  }
  return out;
}

void add(CLI::App& app) {
  const auto shell = std::make_shared<std::string>();
  app.description("Print a completion script for bash, zsh or fish");
  app.add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->type_name("");
  app.footer(R"(
Examples:
  attnscope completion bash > ~/.local/share/bash-completion/completions/attnscope
  attnscope completion fish > ~/.config/fish/completions/attnscope.fish)");
  app.callback([shell] {
    CLI::App root("", "attnscope");
    WindowRequests requests;
    build(root, requests);
    std::cout << (*shell == "bash" ? bash(root) : *shell == "zsh" ? zsh(root) : fish(root));
  });
}

}  // namespace

extern constinit const Command completion_command;
constinit const Command completion_command{"completion", 8, add};

}  // namespace attn::cli
