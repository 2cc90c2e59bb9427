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

using Sign = std::pair<std::string_view, std::string_view>;

// Signs of our texts that are formulas in TeX.
constexpr Sign math_signs[] = {
    {"−", "-"},        {"×", "\\times"}, {"·", "\\cdot"}, {"√", "\\surd"},  {"∞", "\\infty"}, {"ε", "\\varepsilon"},
    {"≈", "\\approx"}, {"γ", "\\gamma"}, {"β", "\\beta"}, {"…", "\\ldots"}, {"≥", "\\ge"},    {"≤", "\\le"},
    {"→", "\\to"},     {"₀", "_{0}"},    {"₁", "_{1}"},   {"₂", "_{2}"},    {"₃", "_{3}"},    {"₄", "_{4}"},
    {"₅", "_{5}"},     {"₆", "_{6}"},    {"₇", "_{7}"},   {"₈", "_{8}"},    {"₉", "_{9}"},    {"ₒ", "_{O}"},
    {"α", "\\alpha"},  {"ᵢ", "_{i}"},    {"≠", "\\ne"}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// How long the name of a weight is that the text begins with, "W_Q" or "b_1"; 0: it begins with none.
std::size_t weight_name(std::string_view text) {
  if (text.size() < 3 || (text[0] != 'W' && text[0] != 'b') || text[1] != '_') return 0;
  if (!is_letter(text[2]) && (text[2] < '0' || text[2] > '9')) return 0;
  return text.size() > 3 && (is_letter(text[3]) || text[3] == '_') ? 0 : 3;
}

// What stands raised at the beginning of the text, as "⁻⁴", on the line, "-4"; and how many bytes that takes.
std::pair<std::string, std::size_t> raised(std::string_view text) {
  constexpr Sign all[] = {{"⁻", "-"}, {"⁰", "0"}, {"¹", "1"}, {"²", "2"}, {"³", "3"}, {"⁴", "4"},
                          {"⁵", "5"}, {"⁶", "6"}, {"⁷", "7"}, {"⁸", "8"}, {"⁹", "9"}, {"ᵀ", "\\top"}};
  std::pair<std::string, std::size_t> found;
  const auto next = [&] {
    return std::find_if(std::begin(all), std::end(all),
                        [&](const Sign& s) { return text.substr(found.second).starts_with(s.first); });
  };
  for (const auto* sign = next(); sign != std::end(all); sign = next()) {
    found.first += sign->second;
    found.second += sign->first.size();
  }
  return found;
}

// Chinese and its signs; a TeX that knows no more than Latin letters cannot set them.
bool has_chinese(std::string_view text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i)
    if (static_cast<unsigned char>(text[i]) >= 0xE3 && static_cast<unsigned char>(text[i]) <= 0xEF &&
        text.substr(i, 3) != "\xEF\xBB\xBF")
      return true;
  return false;
}

// Text of any language with what TeX takes for commands escaped, and the signs of our texts as TeX has them.
std::string tex(std::string_view text) {
  constexpr Sign signs[] = {{"\\", "\\textbackslash{}"},
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
                            {"|", "\\textbar{}"},
                            {"«", "``"},
                            {"»", "''"},
                            {"▁", "\\textunderscore{}"},
                            {"␣", "\\textvisiblespace{}"}};
  std::string out;
  bool math = false;  // out ends in the end of a formula
  const auto formula = [&](std::string_view inside) {
    if (math) out.pop_back();
    out += std::string(math ? "" : "$") + std::string(inside) + "$";
    math = true;
  };
  char before = ' ';
  while (!text.empty()) {
    const auto* sign =
        std::find_if(std::begin(signs), std::end(signs), [&](const auto& s) { return text.starts_with(s.first); });
    const auto* math_sign = std::find_if(std::begin(math_signs), std::end(math_signs),
                                         [&](const auto& s) { return text.starts_with(s.first); });
    std::size_t taken = 1;
    if (const auto [power, bytes] = raised(text); bytes > 0) {
      formula("^{" + power + "}");
      taken = bytes;
    } else if (const std::size_t length = is_letter(before) ? 0 : weight_name(text); length > 0) {
      formula(fmt::format("{}_{{{}}}", text[0], text.substr(2, length - 2)));
      taken = length;
    } else if (math_sign != std::end(math_signs)) {
      formula(math_sign->second);
      taken = math_sign->first.size();
    } else {
      math = false;
      out += sign != std::end(signs) ? std::string(sign->second) : std::string(1, text.front());
      taken = sign != std::end(signs) ? sign->first.size() : 1;
    }
    before = text[taken - 1];
    text.remove_prefix(taken);
  }
  return out;
}

// A formula of the engine, such as "query = norm·W_Q + b_Q", in math mode.
std::string math(std::string_view text) {
  constexpr std::string_view functions[] = {"softmax", "argmax", "max", "sin", "cos"};
  constexpr std::string_view greek[] = {"gamma", "beta"};
  std::string out;
  std::size_t roots = 0, powers = 0;  // open: √( and ^(
  while (!text.empty()) {
    const auto starts = [&](std::string_view what) { return text.starts_with(what); };
    const auto take = [&](std::size_t n, const std::string& as) {
      out += as;
      text.remove_prefix(n);
    };
    if (starts("√(")) {
      ++roots;
      take(std::string_view("√(").size(), "\\sqrt{");
    } else if (starts("^(")) {
      ++powers;
      take(2, "^{");
    } else if (starts(")") && roots + powers > 0) {
      --(roots > 0 ? roots : powers);
      take(1, "}");
    } else if (starts("√")) {
      text.remove_prefix(std::string_view("√").size());
      const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
      take(digits, "\\sqrt{" + std::string(text.substr(0, digits)) + "}");
    } else if (const auto [power, bytes] = raised(text); bytes > 0) {
      take(bytes, "^{" + power + "}");
    } else if (const std::size_t length = weight_name(text); length > 0) {
      take(length, fmt::format("{}_{{{}}}", text[0], text.substr(2, length - 2)));
    } else if (is_letter(text[0])) {
      const auto end_of = [&](bool sentence) {
        std::size_t end = 0;
        while (end < text.size() && (is_letter(text[end]) || (sentence && text[end] == ' ' && end + 1 < text.size() &&
                                                              is_letter(text[end + 1]))))
          ++end;
        return end;
      };
      const std::string word(text.substr(0, end_of(false))), words(text.substr(0, end_of(true)));
      if (words != word)
        take(words.size(), "\\text{ " + words + " }");
      else if (std::ranges::count(functions, word) > 0)
        take(word.size(), word == "argmax" || word == "softmax" ? "\\operatorname{" + word + "}" : "\\" + word);
      else if (std::ranges::count(greek, word) > 0)
        take(word.size(), "\\" + word + " ");
      else
        take(word.size(), word.size() == 1 ? word : "\\text{" + word + "}");
    } else if (starts("_")) {
      const std::size_t digits = std::min(text.find_first_not_of("0123456789", 1), text.size());
      take(digits, "_{" + std::string(text.substr(1, digits - 1)) + "}");
    } else {
      const auto* sign =
          std::find_if(std::begin(math_signs), std::end(math_signs), [&](const auto& s) { return starts(s.first); });
      const bool known = sign != std::end(math_signs);
      take(known ? sign->first.size() : 1, known ? std::string(sign->second) + " " : std::string(1, text[0]));
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
  const Role& s = *trace[step].role;
  const std::string letter = tex(s.symbol);
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
    if (row.kind == Kind::heading && row.names == cell_name(trace, step, cell.row, cell.col)) continue;
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
  std::string body = "\\[\n" + math(formula(trace, step)) + "\n\\]\n" + matrix(trace, step);
  if (cell) body += "\n" + worked_cell(texts, trace, step, *cell);
  const char* needs = has_chinese(body)
                          ? "needs \\usepackage{amsmath,ctex} and XeLaTeX or LuaLaTeX: it has Chinese words"
                          : "needs \\usepackage{amsmath}";
  return fmt::format("% {} ({}): {}\n% {}\n{}", trace[step].path, trace[step].out.shape(), formula(trace, step), needs,
                     body);
}

}  // namespace attn::figures
