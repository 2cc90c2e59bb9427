// attnscope explain: the arithmetic of one cell, term by term.
#include <cmath>
#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/input.h"
#include "engine/formula.h"
#include "engine/path.h"

namespace attn::cli {
namespace {

struct Options {
  ModelInput input;
  std::string path, row, col;
  bool json = false;
};

std::string_view word(Line::Combine combine) {
  switch (combine) {
    case Line::Combine::sum:
      return "sum";
    case Line::Combine::product:
      return "product";
    case Line::Combine::quotient:
      return "quotient";
    case Line::Combine::maximum:
      return "maximum";
    case Line::Combine::function:
      return "function";
  }
  return "";
}

std::string cell_name(const Trace& trace, const Step& s, const CellRef& at) {
  const Step& from = trace[s.inputs[static_cast<std::size_t>(at.input)]];
  return fmt::format("{}[{}, {}]", last_part(from.path), from.out.row_axis.label(at.row),
                     from.out.col_axis.label(at.col));
}

// "query[am, 3] × key[student, 3] = 0.53 × 0.27", or the note of a term that is no cell.
std::pair<std::string, std::string> term_text(const Trace& trace, const Step& s, const Term& term) {
  std::string names, numbers;
  for (const auto& [at, value] : term.factors) {
    names += (names.empty() ? "" : " × ") + cell_name(trace, s, at);
    numbers += (numbers.empty() ? "" : " × ") + fmt::format("{:.6g}", value);
  }
  if (names.empty())
    names = term.note;
  else if (!term.note.empty())
    names = fmt::format("{} ({})", names, term.note);
  if (term.factors.size() < 2) numbers.clear();
  return {names, numbers};
}

void print_line(const Trace& trace, const Step& s, const Line& line) {
  if (line.combine == Line::Combine::function || line.combine == Line::Combine::quotient ||
      line.combine == Line::Combine::product) {
    const char* sign = line.combine == Line::Combine::quotient ? " / " : " × ";
    std::string names, numbers;
    for (const Term& term : line.terms) {
      names += (names.empty() ? "" : sign) + term_text(trace, s, term).first;
      numbers += (numbers.empty() ? "" : sign) + fmt::format("{:.6g}", term.value);
    }
    if (line.combine == Line::Combine::function) {
      names = fmt::format("{}({})", line.symbol, names);
      numbers = fmt::format("{}({})", line.symbol, numbers);
    }
    std::cout << fmt::format("{} = {} = {} = {:.9g}\n", line.name, names, numbers, line.value);
    return;
  }
  std::cout << fmt::format("{} = {} of {} terms\n", line.name, word(line.combine), line.terms.size());
  for (const Term& term : line.terms) {
    const auto [names, numbers] = term_text(trace, s, term);
    std::cout << fmt::format("  {:+.9f}  {}{}{}\n", term.value, names, numbers.empty() ? "" : " = ", numbers);
  }
  std::cout << fmt::format("= {:.9g}\n", line.value);
}

void print_json(const Trace& trace, int step, Index row, Index col, const Explanation& lines) {
  const Step& s = trace[step];
  const auto number = [](double v) {
    return std::isfinite(v) ? nlohmann::json(v) : nlohmann::json(fmt::format("{}", v));
  };
  nlohmann::json out{{"path", s.path},
                     {"row", row + 1},
                     {"col", col + 1},
                     {"row_label", s.out.row_axis.label(row)},
                     {"col_label", s.out.col_axis.label(col)},
                     {"value", number(static_cast<double>(s.out(row, col)))},
                     {"formula", formula(trace, step)},
                     {"edited", s.edited()}};
  for (const Line& line : lines) {
    nlohmann::json l{{"name", line.name},
                     {"combine", word(line.combine)},
                     {"symbol", line.symbol},
                     {"value", number(line.value)},
                     {"terms", nlohmann::json::array()}};
    for (const Term& term : line.terms) {
      nlohmann::json t{{"value", number(term.value)}, {"note", term.note}, {"factors", nlohmann::json::array()}};
      for (const auto& [at, value] : term.factors)
        t["factors"].push_back({{"path", trace[s.inputs[static_cast<std::size_t>(at.input)]].path},
                                {"row", at.row + 1},
                                {"col", at.col + 1},
                                {"value", number(value)}});
      l["terms"].push_back(std::move(t));
    }
    out["lines"].push_back(std::move(l));
  }
  std::cout << out.dump(1) << "\n";
}

void explain_cell(const Options& o) {
  const Run t = run_model(o.input);
  const Step& s = t.trace.at(o.path);
  const int step = t.trace.find(o.path);
  const Index row = find_place(s.out.row_axis, s.out.rows(), o.row, "row");
  const Index col = find_place(s.out.col_axis, s.out.cols(), o.col, "column");
  const Explanation lines = explain(t.trace, step, row, col);
  if (o.json) return print_json(t.trace, step, row, col, lines);
  std::cout << fmt::format("{}[{}, {}]  (row {}, column {} of {}×{})\n{}\n\n", s.path, s.out.row_axis.label(row),
                           s.out.col_axis.label(col), row + 1, col + 1, s.out.rows(), s.out.cols(),
                           formula(t.trace, step));
  for (const Line& line : lines) print_line(t.trace, s, line);
  std::cout << fmt::format("recorded: {:.9g}\n", s.out(row, col));
}

void add(const Parser& parser) {
  const auto o = std::make_shared<Options>();
  parser.help("Show the arithmetic of one cell, term by term");
  parser.option("PATH", o->path, "Path of a step, as 'attnscope steps' lists them").required().type("");
  parser.option("ROW", o->row, "Row: its number from 1, or its label").required().type("");
  parser.option("COL", o->col, "Column: its number from 1, or its label").required().type("");
  o->input.add_text(parser);
  o->input.add_model(parser);
  o->input.add_run(parser);
  parser.flag("--json", o->json, "As JSON, with the path of every cell that was read");
  parser.footer(R"(
Examples:
  attnscope explain encoder/layer1/self/head2/scores am student "I am a student"
  attnscope explain encoder/layer1/self/head2/weights 2 4 "I am a student"
  attnscope explain --json decode1/output/logits 1 Je "I am a student")");
  parser.callback([o] { explain_cell(*o); });
}

}  // namespace

extern constinit const Command explain_command;
constinit const Command explain_command{"explain", 4, add};

}  // namespace attn::cli
