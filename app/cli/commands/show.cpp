// attnscope show: one step's numbers as a labelled table or as data.
#include <iostream>
#include <memory>

#include <fmt/format.h>

#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif

#include "app/cli/command.h"
#include "app/cli/input.h"
#include "app/cli/numbers.h"
#include "app/scene/table.h"
#include "engine/formula.h"

namespace attn::cli {
namespace {

struct Options {
  ModelInput input;
  std::string path, format = "table";
  int decimals = 4;
  bool all = false;
};

bool standard_output_is_terminal() {
#if defined(__unix__) || defined(__APPLE__)
  return ::isatty(STDOUT_FILENO) != 0;
#else
  return false;
#endif
}

void show(const Options& o) {
  if (o.format == "npy" && standard_output_is_terminal())
    throw std::invalid_argument("npy is binary; send it to a file: attnscope show … > FILE.npy");
  const Run t = run_model(o.input);
  const Step& s = t.trace.at(o.path);
  if (o.format == "csv")
    std::cout << scene::to_csv(s);
  else if (o.format == "json")
    std::cout << scene::to_json(s);
  else if (o.format == "npy")
    std::cout << scene::to_npy(s);
  else {
    std::cout << fmt::format("{}  {}  {}\n", s.path, s.out.shape(), formula(t.trace, t.trace.find(o.path)));
    std::cout << scene::to_table(s,
                                 {.max_columns = o.all ? 0 : 12, .max_rows = o.all ? 0 : 60, .decimals = o.decimals});
  }
}

void add(const Parser& parser) {
  const auto o = std::make_shared<Options>();
  parser.help("Print one step's numbers with the labels of rows and columns");
  parser.option("PATH", o->path, "Path of a step, as 'attnscope steps' lists them").required().type("");
  o->input.add_text(parser);
  o->input.add_model(parser);
  o->input.add_run(parser);
  parser.option("--format,-f", o->format, "table, csv, json or npy; csv, json and npy keep every number exactly")
      .one_of({"table", "csv", "json", "npy"})
      .type("NAME")
      .shown_default();
  parser.option("--decimals,-d", o->decimals, "Decimals in the table")
      .check(whole_between(0, 9))
      .type("N")
      .shown_default();
  parser.flag("--all,-a", o->all, "Every row and column of the table, however many");
  parser.footer(R"(
Examples:
  attnscope show encoder/layer1/self/head2/weights "I am a student"
  attnscope show --decimals 2 --all decode1/layer1/cross/concat "I am a student"
  attnscope show --format csv decode2/output/probabilities "I am a student" > p.csv)");
  parser.callback([o] { show(*o); });
}

}  // namespace

extern constinit const Command show_command;
constinit const Command show_command{"show", 3, add};

}  // namespace attn::cli
