#include "app/export/latex.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "app/core/arithmetic.h"
#include "app/core/names.h"
#include "app/scene/format.h"
#include "engine/formula.h"

namespace attn::figures {
namespace {

// Text of any language with what TeX takes for commands escaped, and the signs of our texts as TeX has them.
std::string tex(std::string_view text) {
  constexpr std::pair<std::string_view, std::string_view> signs[] = {{"\\", "\\textbackslash{}"},
                                                                     {"{", "\\{"},
                                                                     {"}", "\\}"},
                                                                     {"$", "\\$"},
                                                                     {"&", "\\&"},
                                                                     {"#", "\\#"},
                                                                     {"%", "\\%"},
                                                                     {"_", "\\_"},
                                                                     {"^", "\\^{}"},
                                                                     {"~", "\\~{}"},
                                                                     {"<", "\\textless{}"},
                                                                     {">", "\\textgreater{}"},
                                                                     {"−", "$-$"},
                                                                     {"×", "$\\times$"},
                                                                     {"·", "$\\cdot$"},
                                                                     {"√", "$\\surd$"},
                                                                     {"∞", "$\\infty$"},
                                                                     {"ε", "$\\varepsilon$"},
                                                                     {"≈", "$\\approx$"},
                                                                     {"ᵀ", "$^{\\top}$"},
                                                                     {"²", "$^{2}$"},
                                                                     {"γ", "$\\gamma$"},
                                                                     {"β", "$\\beta$"},
                                                                     {"▁", "\\textunderscore{}"},
                                                                     {"…", "\\dots{}"},
                                                                     {"␣", "\\textvisiblespace{}"}};
  std::string out;
  while (!text.empty()) {
    const auto* sign =
        std::find_if(std::begin(signs), std::end(signs), [&](const auto& s) { return text.starts_with(s.first); });
    if (sign != std::end(signs)) {
      out += sign->second;
      text.remove_prefix(sign->first.size());
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

// In math mode.
std::string number(double value, bool whole) {
  std::string text = whole ? scene::whole_text(value) : scene::inspector_text(value);
  for (const auto& [sign, command] :
       {std::pair<std::string, std::string>{"−", "-"}, {"∞", "\\infty"}, {"≈", "\\approx "}})
    for (std::size_t at; (at = text.find(sign)) != text.npos;) text.replace(at, sign.size(), command);
  return text == "NaN" ? "\\text{NaN}" : text;
}

std::string symbol(const Trace& trace, int step) {
  const StepSymbol s = step_symbol(trace[step].path);
  if (s.letter.empty()) return "\\text{" + tex(last_part(trace[step].path)) + "}";
  const std::string letter = tex(s.letter);
  const std::string base = letter.size() == 1 ? letter : "\\text{" + letter + "}";
  return s.low.empty() ? base : base + "_{\\text{" + tex(s.low) + "}}";
}

// Words before the rows and above the columns, behind lines.
std::string matrix(const Trace& trace, int step) {
  const Tensor& t = trace[step].out;
  const Index rows = std::min(t.rows(), most_latex), cols = std::min(t.cols(), most_latex);
  const bool more_rows = rows < t.rows(), more_cols = cols < t.cols(), whole = scene::all_whole(t.mat());
  const auto line = [&](const std::string& label, const auto& entry, const char* dots) {
    std::string text = label;
    for (Index c = 0; c < cols; ++c) text += " & " + entry(c);
    return text + (more_cols ? std::string(" & ") + dots : "") + " \\\\\n";
  };
  const auto word = [](const Axis& axis, Index i) { return "\\text{" + tex(axis.label(i)) + "}"; };
  std::string out = "\\[\n" + symbol(trace, step) + " =\n\\begin{array}{r|" +
                    std::string(static_cast<std::size_t>(cols), 'r') + (more_cols ? "c" : "") + "}\n";
  out += line(
             "", [&](Index c) { return word(t.col_axis, c); }, "\\cdots") +
         "\\hline\n";
  for (Index r = 0; r < rows; ++r)
    out += line(
        word(t.row_axis, r), [&](Index c) { return number(static_cast<double>(t(r, c)), whole); }, "\\cdots");
  if (more_rows)
    out += line(
        "\\vdots", [](Index) { return std::string("\\vdots"); }, "\\ddots");
  return out + "\\end{array}\n\\]\n";
}

std::string worked_cell(const Texts& texts, const Trace& trace, int step, const Cell& cell) {
  using Kind = ArithmeticRow::Kind;
  std::string out = "\\begin{tabular}{lrr}\n\\multicolumn{3}{l}{\\textbf{" +
                    tex(cell_name(trace, step, cell.row, cell.col)) + "}} \\\\\n";
  for (const ArithmeticRow& row : arithmetic(texts, trace, step, cell.row, cell.col, static_cast<int>(most_latex))) {
    if (row.kind == Kind::heading)
      out += "\\multicolumn{3}{l}{" + tex(row.names) + "} \\\\\n";
    else
      out += (row.kind == Kind::result ? "\\hline\n" : "") + tex(row.names) + " & " + tex(row.numbers) + " & " +
             tex(row.value) + " \\\\\n";
  }
  return out + "\\end{tabular}\n";
}

}  // namespace

std::string to_latex(const Texts& texts, const Trace& trace, int step, const std::optional<Cell>& cell) {
  if (step < 0 || step >= trace.size()) throw std::invalid_argument(fmt::format("the run has no step {}", step + 1));
  if (cell && !trace[step].out.contains(cell->row, cell->col))
    throw std::invalid_argument(fmt::format("{} has no cell {},{}; its shape is {}", trace[step].path, cell->row + 1,
                                            cell->col + 1, trace[step].out.shape()));
  std::string out = fmt::format("% {} ({}): {}\n% needs \\usepackage{{amsmath}}\n", trace[step].path,
                                trace[step].out.shape(), formula(trace, step));
  out += matrix(trace, step);
  if (cell) out += "\n" + worked_cell(texts, trace, step, *cell);
  return out;
}

}  // namespace attn::figures
