// attnscope completion: a script that teaches a shell the subcommands and options, made from the parser itself.
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "app/cli/command.h"

namespace attn::cli {
namespace {

std::vector<std::string> names(const Parser& root) {
  std::vector<std::string> found;
  for (const Parser& sub : root.subcommands()) found.push_back(sub.name());
  return found;
}

std::vector<std::string> options(const Parser& parser) {
  std::vector<std::string> found;
  for (const Option& option : parser.options())
    for (const std::string& name : option.long_names()) found.push_back(name);
  return found;
}

std::string bash(const Parser& root) {
  std::string cases;
  for (const Parser& sub : root.subcommands())
    cases += fmt::format("    {}) words='{}' ;;\n", sub.name(), fmt::join(options(sub), " "));
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

std::string zsh(const Parser& root) {
  return "#compdef attnscope\nautoload -U +X bashcompinit && bashcompinit\n" + bash(root);
}

std::string quoted(std::string text) {
  for (std::size_t i = 0; (i = text.find('\'', i)) != std::string::npos; i += 2) text.insert(i, "\\");
  return "'" + text + "'";
}

std::string fish(const Parser& root) {
  std::string out = "complete -c attnscope -f\n";
  for (const Parser& sub : root.subcommands()) {
    out += fmt::format("complete -c attnscope -n __fish_use_subcommand -a {} -d {}\n", sub.name(), quoted(sub.help()));
    for (const Option& option : sub.options())
      for (const std::string& name : option.long_names())
        out +=
            fmt::format("complete -c attnscope -n '__fish_seen_subcommand_from {}' -l {} -d {}{}\n", sub.name(),
                        name.substr(2), quoted(option.help()), name == "--model" || name == "--output" ? " -rF" : "");
  }
  return out;
}

void add(const Parser& parser) {
  const auto shell = std::make_shared<std::string>();
  parser.help("Print a completion script for bash, zsh or fish");
  parser.option("SHELL", *shell, "bash, zsh or fish").required().one_of({"bash", "zsh", "fish"}).type("");
  parser.footer(R"(
Examples:
  attnscope completion bash > ~/.local/share/bash-completion/completions/attnscope
  attnscope completion fish > ~/.config/fish/completions/attnscope.fish)");
  parser.callback([shell] {
    const CommandLine line;
    WindowRequests requests;
    const Parser root = line.parser();
    build(root, requests);
    std::cout << (*shell == "bash" ? bash(root) : *shell == "zsh" ? zsh(root) : fish(root));
  });
}

}  // namespace

extern constinit const Command completion_command;
constinit const Command completion_command{"completion", 8, add};

}  // namespace attn::cli
