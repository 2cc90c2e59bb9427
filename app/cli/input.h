// What every subcommand that computes a run takes: its kind, its parameters, the model, and a sentence from the
// arguments or standard input.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/cli/options.h"
#include "engine/model/translate.h"
#include "engine/run_kind.h"

namespace attn::cli {

struct ModelInput {
  std::string model{default_model};
  std::string run{"marian"};       // a kind of run
  std::vector<std::string> set;    // its parameters, as in "d=4"
  std::vector<std::string> words;  // TEXT, with or without quotes

  void add_model(const Parser& parser);
  void add_text(const Parser& parser);  // TEXT, of any kind of run; which needs one is known later
  void add_run(const Parser& parser);   // --run and --set
  // The sentence; "-" alone reads standard input. Throws std::invalid_argument if there is none.
  std::string sentence() const;
  bool from_standard_input() const { return words.size() == 1 && words[0] == "-"; }
  bool is_text(const std::string& assignment) const;  // of --set: of the first text
  bool sets_text() const;                             // by --set, in place of TEXT
  const RunKind& kind() const { return run_kind(run); }
  // What is asked for: TEXT is the first text of the kind. Throws std::invalid_argument, naming what does not fit.
  Request request() const;
};

// One parameter as a person writes it: 4, 0.5, yes or no, a text, or a matrix as "1,0;0,1". Throws
// std::invalid_argument with one sentence: no such parameter, or a value that does not fit.
void set_parameter(Request& request, const std::string& assignment);

// Throws std::invalid_argument where a parameter that is set makes no difference without another: "x" without
// "vectors=given".
void check_say(const Request& request, const std::vector<std::string>& set);

// Computes what is asked for. The model is null where the kind needs none.
struct Computed {
  Request request;
  std::shared_ptr<const Model> model;
  Run run;
};
Computed compute(const ModelInput& input);

// The run of it; says on standard error when words are unknown or the limit came before the end.
Run run_model(const ModelInput& input);

void warn(const Run& t, const std::string& model_name);

// A row or column as a person writes it: a number from 1, or a label such as student. Throws std::invalid_argument.
Index find_place(const Axis& axis, Index size, const std::string& text, const std::string& what);

}  // namespace attn::cli
