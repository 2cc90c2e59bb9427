// attnscope steps: every step of a translation in order.
#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/input.h"
#include "engine/formula.h"

namespace attn::cli {
namespace {

struct Options {
  ModelInput input;
  std::string filter;
  bool json = false, givens = false;
};

bool wanted(const Step& s, const Options& o) {
  if (!o.givens && s.role->parameter) return false;
  return s.path.find(o.filter) != std::string::npos;
}

void print_json(const Run& t, const Options& o) {
  nlohmann::json out = nlohmann::json::array();
  for (int i = 0; i < t.trace.size(); ++i) {
    const Step& s = t.trace[i];
    if (!wanted(s, o)) continue;
    nlohmann::json step{{"number", i + 1},
                        {"path", s.path},
                        {"op", s.op->name},
                        {"role", s.role->name},
                        {"shape", {s.out.rows(), s.out.cols()}},
                        {"formula", formula(t.trace, i)}};
    step["inputs"] = nlohmann::json::array();
    for (const int input : s.inputs) step["inputs"].push_back(t.trace[input].path);
    out.push_back(std::move(step));
  }
  std::cout << out.dump(1) << "\n";
}

void print_table(const Run& t, const Options& o) {
  std::size_t path = 4, op = 2, shape = 5;
  int count = 0;
  for (const Step& s : t.trace.steps()) {
    if (!wanted(s, o)) continue;
    ++count;
    path = std::max(path, s.path.size());
    op = std::max(op, s.op->name.size());
    shape = std::max(shape, s.out.shape().size() - 1);  // × is two bytes wide
  }
  if (count == 0) throw std::invalid_argument("no step's path contains '" + o.filter + "'");
  std::cout << fmt::format("{:<{}}  {:<{}}  {:<{}}  {}\n", "path", path, "op", op, "shape", shape, "formula");
  for (int i = 0; i < t.trace.size(); ++i) {
    const Step& s = t.trace[i];
    if (!wanted(s, o)) continue;
    const std::string dims = fmt::format("{}×{}", s.out.rows(), s.out.cols());
    std::cout << fmt::format("{:<{}}  {:<{}}  {:<{}}  {}\n", s.path, path, s.op->name, op, dims, shape,
                             formula(t.trace, i));
  }
  std::cout << fmt::format("{} steps: {}{}\n", count, t.input, t.written.empty() ? "" : " -> " + t.output);
}

void add(const Parser& parser) {
  const auto o = std::make_shared<Options>();
  parser.help("List every step: path, op, shape, formula");
  o->input.add_text(parser);
  o->input.add_model(parser);
  o->input.add_run(parser);
  parser.option("--filter,-f", o->filter, "Only steps whose path contains this").type("TEXT");
  parser.flag("--weights", o->givens, "List the model's weights (model/...) too");
  parser.flag("--json", o->json, "As a JSON list, with inputs");
  parser.footer(R"(
Examples:
  attnscope steps "I am a student"
  attnscope steps --filter cross/head1 "I am a student"
  attnscope steps --json --weights "I am a student" > steps.json)");
  parser.callback([o] {
    const Run t = run_model(o->input);
    if (o->json)
      print_json(t, *o);
    else
      print_table(t, *o);
  });
}

}  // namespace

extern constinit const Command steps_command;
constinit const Command steps_command{"steps", 2, add};

}  // namespace attn::cli
