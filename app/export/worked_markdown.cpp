// A worked run as Markdown, with the tables that most readers of it know.
#include <algorithm>

#include <fmt/format.h>

#include "app/export/parts.h"
#include "app/export/worked.h"
#include "app/scene/format.h"
#include "app/scene/table.h"

namespace attn::figures {
namespace {

constexpr Index widest_table = 16, longest_table = 40;

// What would be taken for markup, escaped.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '`' || c == '*' || c == '_' || c == '|' || c == '<' || c == '#' || c == '[' || c == ']')
      out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

class Markdown {
 public:
  Markdown(const Worked& worked, const Figure& figure, const Subject& source, bool answers)
      : worked_(worked), source_(source), texts_(texts_in(figure.language)), answers_(answers) {}

  std::string page(const GoOn& go_on) {
    const bool key = answers_ && !worked_.blanks.empty();
    out_ = "# " + plain(key ? texts_(Message{"worked.key", {source_.run->input}}) : worked_.title) + "\n\n";
    for (const std::string& line : worked_.about) out_ += plain(line) + "\n\n";
    if (!worked_.blanks.empty() && !answers_)
      out_ += plain(texts_(Message{"worked.task", {std::to_string(worked_.blanks.size())}})) + "\n\n";
    for (std::size_t i = 0; i < worked_.steps.size(); ++i) {
      stop_unless(go_on, i, worked_.steps.size());
      section(worked_.steps[i]);
    }
    return out_;
  }

 private:
  void section(const WorkedStep& step) {
    const Step& recorded = source_.trace()[step.step];
    out_ += fmt::format("## {}{}\n\n`{}` · {}\n\n", step.given ? plain(texts_("worked.given")) + " " : std::string(),
                        plain(step.title), recorded.path, recorded.out.shape());
    if (!step.explanation.empty()) out_ += plain(step.explanation) + "\n\n";
    out_ += "    " + step.formula + "\n\n";
    numbers(recorded, step.step);
    if (step.cell) cell(step.step, *step.cell, step.arithmetic, {});
    if (answers_)
      for (const Blank& blank : worked_.blanks)
        if (blank.step == step.step) cell(step.step, blank.cell, blank.arithmetic, fmt::format("({}) ", blank.number));
  }

  int blank_at(int step, Index row, Index col) const {
    for (const Blank& blank : worked_.blanks)
      if (!answers_ && blank.step == step && blank.cell == Cell{row, col}) return blank.number;
    return 0;
  }

  void numbers(const Step& step, int number) {
    const Tensor& t = step.out;
    const bool asked = std::any_of(worked_.blanks.begin(), worked_.blanks.end(),
                                   [number](const Blank& b) { return b.step == number; });
    if (!asked && (t.cols() > widest_table || t.rows() > longest_table)) {
      out_ += "```text\n" + scene::to_table(step, {.max_columns = 8, .max_rows = 40}) + "```\n\n";
      return;
    }
    const bool whole = scene::all_whole(t.mat());
    std::string line = "|  |", rule = "| --- |";
    for (Index c = 0; c < t.cols(); ++c) {
      line += " " + plain(t.col_axis.label(c)) + " |";
      rule += " ---: |";
    }
    out_ += line + "\n" + rule + "\n";
    for (Index r = 0; r < t.rows(); ++r) {
      out_ += "| " + plain(t.row_axis.label(r)) + " |";
      for (Index c = 0; c < t.cols(); ++c) {
        const auto value = static_cast<double>(t(r, c));
        const int blank = blank_at(number, r, c);
        out_ += " " +
                (blank   ? fmt::format("({}) ………", blank)
                 : whole ? scene::whole_text(value)
                         : scene::inspector_text(value)) +
                " |";
      }
      out_ += "\n";
    }
    out_ += "\n";
  }

  void cell(int step, const Cell& at, const std::vector<ArithmeticRow>& rows, const std::string& number) {
    out_ += number + plain(texts_("worked.cell")) + " **" + plain(cell_name(source_.trace(), step, at.row, at.col)) +
            "**\n\n```text\n";
    for (const ArithmeticRow& row : rows) out_ += line_text(row) + "\n";
    out_ += "```\n\n";
  }

  const Worked& worked_;
  const Subject& source_;
  const Texts& texts_;
  bool answers_;
  std::string out_;
};

}  // namespace

std::string to_markdown(const Worked& worked, const Figure& figure, const Subject& source, bool answers,
                        const GoOn& go_on) {
  return Markdown(worked, figure, source, answers).page(go_on);
}

}  // namespace attn::figures
