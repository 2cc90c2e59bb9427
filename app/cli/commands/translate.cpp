// attnscope translate: the translation alone, or with the candidates of every decoding step.
#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/decoding.h"
#include "app/cli/input.h"
#include "app/cli/numbers.h"
#include "engine/model/alignment.h"
#include "engine/runs/marian_params.h"

namespace attn::cli {
namespace {

struct Options {
  ModelInput input;
  Decoding decoding;
  int top = 0;
  bool alignment = false, json = false;
};

void print_candidates(const Run& t, int top) {
  for (std::size_t i = 0; i < t.written.size(); ++i) {
    std::string row;
    for (const Candidate& c : top_candidates(t, static_cast<int>(i) + 1, top))
      row += fmt::format("  {} {:.3f}", c.label, c.probability);
    fmt::print("  {}. {}\n", i + 1, row);
  }
}

nlohmann::json json_of_run(const Run& t, int top) {
  nlohmann::json out{
      {"source", t.input}, {"translation", t.output}, {"complete", t.complete}, {"steps", t.trace.size()}};
  for (const Token& token : t.read)
    out["tokens"].push_back(
        {{"id", token.id}, {"label", token.label}, {"piece", token.piece}, {"unknown", token.unknown}});
  for (std::size_t i = 0; i < t.written.size(); ++i) {
    nlohmann::json step{{"id", t.written[i].id}, {"label", t.written[i].label}};
    for (const Candidate& c : top_candidates(t, static_cast<int>(i) + 1, std::max(1, top)))
      step["candidates"].push_back({{"id", c.id}, {"label", c.label}, {"probability", c.probability}});
    out["decoded"].push_back(std::move(step));
  }
  return out;
}

nlohmann::json json_of_alignment(const Run& t) {
  const Tensor weights = cross_attention(t);
  nlohmann::json rows = nlohmann::json::array();
  for (Index r = 0; r < weights.rows(); ++r)
    rows.push_back(std::vector<Real>(weights.mat().row(r).begin(), weights.mat().row(r).end()));
  return rows;
}

// What a beam finds is run once more with its words forced, so that its candidates and its alignment are a trace's.
Run run_beam(const Model& model, const std::string& text, const Options& o, BeamSearch& search) {
  const BeamOptions beam = o.decoding.beam_options(model);
  search = beam_search(model, text, beam);
  TranslateOptions options;
  const std::vector<int>& ids = search.hypotheses.at(0).ids;
  for (std::size_t i = 0; i < ids.size(); ++i) options.forced.push_back({static_cast<int>(i) + 1, ids[i]});
  Run t = translate(model, text, options);
  check_reached(beam.forced, t.written.size());
  return t;
}

Run run_once(const Model& model, const std::string& text, const Options& o) {
  const Request request = o.decoding.request(o.input.model, text, model);
  Run t = translate(model, text, translate_options(request));
  check_reached(request.forced, t.written.size());
  return t;
}

void one(const Model& model, const std::string& text, const Options& o) {
  BeamSearch search;
  const Run t = o.decoding.beam > 0 ? run_beam(model, text, o, search) : run_once(model, text, o);
  warn(t, model.name);
  if (o.json) {
    nlohmann::json out = json_of_run(t, o.top);
    if (o.decoding.beam > 0) out["beam"] = json_of(search);
    if (o.alignment) out["alignment"] = json_of_alignment(t);
    std::cout << out.dump() << "\n";
    return;
  }
  std::cout << t.output << "\n";
  std::cout.flush();
  if (o.decoding.beam > 1) print_hypotheses(search, o.decoding.beam);
  if (o.top > 0) print_candidates(t, o.top);
  if (o.alignment) print_alignment(t);
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

void add(const Parser& parser) {
  const auto o = std::make_shared<Options>();
  parser.help("Translate a sentence; with -, every line of standard input");
  parser.option("TEXT", o->input.words, "English sentence; - reads standard input").type("");
  o->input.add_model(parser);
  parser.option("--alternatives,--top,-k", o->top, "Show the K most probable words of every decoding step")
      .type("K")
      .check(whole_between(1, 1000));
  parser.flag("--alignment,-a", o->alignment, "Show where each word looked in the source: the cross-attention weights");
  o->decoding.add(parser);
  parser.flag("--json", o->json, "Tokens, translation and candidates as JSON, one object a line");
  parser.footer(R"(
Examples:
  attnscope translate "I am a student"
  attnscope translate --alternatives 5 --alignment "I am a student"
  attnscope translate --force 1=Tu "I am a student"
  attnscope translate --beam 4 "I am a student"
  attnscope translate --temperature 0.7 --top-p 0.9 --seed 1 "I am a student"
  attnscope translate - < sentences.txt
  attnscope translate --model en-fr-small --json "Where is the station?")");
  parser.callback([o] {
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
