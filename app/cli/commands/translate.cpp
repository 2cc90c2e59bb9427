// attnscope translate: the translation alone, or with the candidates of every decoding step.
#include <iostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/input.h"

namespace attn::cli {
namespace {

struct Options {
  ModelInput input;
  int top = 0;
  bool json = false;
};

void print_candidates(const Translation& t, int top) {
  for (std::size_t i = 0; i < t.ids.size(); ++i) {
    std::string row;
    for (const Candidate& c : top_candidates(t.trace, static_cast<int>(i) + 1, top))
      row += fmt::format("  {} {:.3f}", c.label, c.probability);
    fmt::print("  {}. {}\n", i + 1, row);
  }
}

void print_json(const Translation& t, int top) {
  nlohmann::json out{
      {"source", t.source}, {"translation", t.text}, {"complete", t.complete}, {"steps", t.trace.size()}};
  for (const Token& token : t.tokens)
    out["tokens"].push_back(
        {{"id", token.id}, {"label", token.label}, {"piece", token.piece}, {"unknown", token.unknown}});
  for (std::size_t i = 0; i < t.ids.size(); ++i) {
    nlohmann::json step{{"id", t.ids[i]}, {"label", t.labels[i]}};
    for (const Candidate& c : top_candidates(t.trace, static_cast<int>(i) + 1, std::max(1, top)))
      step["candidates"].push_back({{"id", c.id}, {"label", c.label}, {"probability", c.probability}});
    out["decoded"].push_back(std::move(step));
  }
  std::cout << out.dump() << "\n";
}

void one(const Model& model, const std::string& text, const Options& o) {
  const Translation t = translate(model, text);
  warn(t, model.name);
  if (o.json) return print_json(t, o.top);
  std::cout << t.text << "\n";
  if (o.top > 0) {
    std::cout.flush();
    print_candidates(t, o.top);
  }
}

void run_lines(const Model& model, const Options& o) {
  std::string line;
  int number = 0;
  while (std::getline(std::cin, line)) {
    ++number;
    try {
      one(model, line, o);
    } catch (const std::invalid_argument& e) {
      throw std::invalid_argument(fmt::format("line {} of standard input: {}", number, e.what()));
    }
  }
  if (number == 0) throw std::invalid_argument("standard input is empty");
}

void add(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  app.description("Translate a sentence; with -, every line of standard input");
  o->input.add_text(app);
  o->input.add_model(app);
  app.add_option("--top,-k", o->top, "Show the K most probable words of every decoding step")
      ->type_name("K")
      ->check(CLI::Range(1, 1000));
  app.add_flag("--json", o->json, "Tokens, translation and candidates as JSON, one object a line");
  app.footer(R"(
Examples:
  attnscope translate "I am a student"
  attnscope translate --top 5 "I am a student"
  attnscope translate - < sentences.txt
  attnscope translate --model en-fr-small --json "Where is the station?")");
  app.callback([o] {
    const Model model = load_model(o->input.model);
    if (o->input.from_standard_input())
      run_lines(model, *o);
    else
      one(model, o->input.sentence(), *o);
  });
}

}  // namespace

extern constinit const Command translate_command;
constinit const Command translate_command{"translate", 1, add};

}  // namespace attn::cli
