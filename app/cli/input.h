// What every subcommand that runs the model takes: the model, and a sentence from the arguments or standard input.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "engine/model/translate.h"

namespace attn::cli {

struct ModelInput {
  std::string model{default_model};
  std::vector<std::string> words;  // TEXT, with or without quotes

  void add_model(CLI::App& app);
  void add_text(CLI::App& app);
  // The sentence; "-" alone reads standard input. Throws std::invalid_argument if there is none.
  std::string sentence() const;
  bool from_standard_input() const { return words.size() == 1 && words[0] == "-"; }
};

// Runs the model on one sentence; says on standard error when words are unknown or the limit came before the end.
Translation run_model(const ModelInput& input);

void warn(const Translation& t, const std::string& model_name);

// A row or column as a person writes it: a number from 1, or a label such as student. Throws std::invalid_argument.
Index find_place(const Axis& axis, Index size, const std::string& text, const std::string& what);

}  // namespace attn::cli
