#include "app/core/arithmetic.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "app/scene/format.h"
#include "engine/path.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

using Kind = ArithmeticRow::Kind;

std::string fixed(double value, int decimals) {
  if (!std::isfinite(value)) return scene::rounded_text(value, decimals);
  std::string text = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  return value < 0 && !zero ? "−" + text : text;
}

std::string power_of_ten(int exponent) {
  static constexpr const char* digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text = exponent < 0 ? "10⁻" : "10";
  for (const char c : std::to_string(std::abs(exponent))) text += digits[c - '0'];
  return text;
}

bool holds_ids(const Step& step) { return step.role->range == Role::Range::ids; }

std::string low_digits(std::string_view digits) {
  static constexpr const char* low[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
  std::string text;
  for (const char c : digits) text += low[c - '0'];
  return text;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "Q", "W_Q", "W₁", "(X+Y)"; of a role without a letter the last part of the path.
std::string letter_of(const Step& step) {
  const Role& role = *step.role;
  if (role.symbol.empty()) return std::string(last_part(step.path));
  std::string name(role.symbol);
  const bool joined = name.find_first_of("+/") != std::string::npos || name.find("·") != std::string::npos;
  if (joined) name = "(" + name + ")";
  if (role.low.empty()) return name;
  return name + (is_number(role.low) ? low_digits(role.low) : "_" + std::string(role.low));
}

std::string cell_text(std::string name, const Tensor& tensor, Index row, Index col) {
  std::string labels;
  if (tensor.row_axis.kind != Axis::Kind::single) labels = tensor.row_axis.label(row);
  if (tensor.col_axis.kind != Axis::Kind::single) labels += (labels.empty() ? "" : ", ") + tensor.col_axis.label(col);
  return labels.empty() ? name : std::move(name) + "[" + labels + "]";
}

// Terms of one sum as whole numbers of its last printed decimal, so that they can be added without rounding.
struct Scale {
  int decimals = 4;

  explicit Scale(const Line& line) {
    double largest = 0;
    for (const Term& t : line.terms)
      if (std::isfinite(t.value)) largest = std::max(largest, std::abs(t.value));
    if (largest > 0) decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(largest))), 4, 12);
  }
  double units(double value) const { return std::round(value * std::pow(10.0, decimals)); }
  double back(double units) const { return units / std::pow(10.0, decimals); }
};

class Writer {
 public:
  Writer(const Texts& texts, const Trace& trace, int step, int most_terms)
      : texts_(texts),
        trace_(trace),
        step_(trace[step]),
        most_terms_(static_cast<std::size_t>(std::max(1, most_terms))) {}

  void line(const Line& line, const std::string& heading) {
    rows_.push_back({Kind::heading, heading, {}, {}});
    const bool list = line.combine == Line::Combine::sum || line.combine == Line::Combine::maximum;
    if (!list) return formula(line);
    if (line.terms.size() == 1) return only(line);
    terms(line);
  }

  void recorded(double value, double computed) {
    if (value_text(value) == value_text(computed)) return;
    const std::string_view key = step_.role == &roles::next_forced  ? "arithmetic.forced"
                                 : step_.role == &roles::next_drawn ? "arithmetic.drawn"
                                 : step_.edited()                   ? "arithmetic.edited"
                                                                    : "arithmetic.recorded";
    rows_.push_back({Kind::recorded, std::string(texts_(key)), {}, value_text(value)});
  }

  std::vector<ArithmeticRow> rows() { return std::move(rows_); }

 private:
  std::string value_text(double value) const {
    return holds_ids(step_) ? scene::whole_text(value) : number_text(value);
  }

  // "Q[am, 3]"; "O₂[am, 3]" where several inputs are called O.
  std::string source(const CellRef& at) const {
    const Step& from = trace_[step_.inputs[static_cast<std::size_t>(at.input)]];
    std::string name = letter_of(from);
    const auto same = [&](int i) { return trace_[i].path != from.path && letter_of(trace_[i]) == name; };
    if (std::any_of(step_.inputs.begin(), step_.inputs.end(), same)) {
      const Path path(from.path);
      const int head = path.number("head");
      name = head > 0 ? name + low_digits(std::to_string(head)) : std::string(last_part(path.group())) + "/" + name;
    }
    return cell_text(std::move(name), from.out, at.row, at.col);
  }

  std::string word(std::string_view note) const { return std::string(texts_("term." + std::string(note))); }

  std::string names(const Term& term, std::size_t count) const {
    if (term.factors.empty()) return word(term.note);
    const std::string first = source(term.factors[0].first);
    if (term.note == "exponential") return "exp(" + first + " − " + word("max") + ")";
    if (term.note == "share") return fmt::format("{} / {}", first, count);
    if (term.note == "squared share") return fmt::format("({} − {})² / {}", first, word("mean"), count);
    std::string text = term.note == "normalised" ? word(term.note) : first;
    for (std::size_t i = 1; i < term.factors.size(); ++i) text += " × " + source(term.factors[i].first);
    return text;
  }

  // Terms of a product of matrices run over the columns of the first factor.
  std::string brief(const Term& term) const {
    if (term.factors.size() < 2 || !term.note.empty()) return {};
    const CellRef& at = term.factors[0].first;
    const Axis& axis = trace_[step_.inputs[static_cast<std::size_t>(at.input)]].out.col_axis;
    return axis.kind == Axis::Kind::feature ? "k = " + axis.label(at.col) : axis.label(at.col);
  }

  std::vector<ArithmeticRow::Factor> factors(const Term& term) const {
    std::vector<ArithmeticRow::Factor> found;
    if (!brief(term).empty())
      for (const auto& [at, value] : term.factors)
        found.push_back({step_.inputs[static_cast<std::size_t>(at.input)], value});
    return found;
  }

  std::string numbers(const Term& term, std::size_t count) const {
    if (term.note == "share") return fmt::format("{} / {}", number_text(term.factors[0].second), count);
    if (term.factors.size() < 2) return {};
    std::string text;
    for (const auto& [at, value] : term.factors) text += (text.empty() ? "" : " × ") + number_text(value);
    return text;
  }

  // One term as it stands: a copied cell, a given number.
  void only(const Line& line) {
    const Term& term = line.terms[0];
    rows_.push_back({Kind::result, names(term, 1), numbers(term, 1), value_text(line.value)});
  }

  // A quotient, a product, or a function of one number.
  void formula(const Line& line) {
    if (line.symbol == "argmax") {
      const Axis& words = trace_[step_.inputs[0]].out.col_axis;
      const bool named = words.kind != Axis::Kind::single && std::isfinite(line.value);
      rows_.push_back({Kind::result,
                       word("argmax") + (named ? ": " + words.label(static_cast<Index>(line.value)) : std::string()),
                       {},
                       value_text(line.value)});
      return;
    }
    std::string words, digits;
    for (const Term& term : line.terms) {
      const char* sign = words.empty() ? "" : line.combine == Line::Combine::quotient ? " / " : " × ";
      std::string name = names(term, 1);
      const bool compound = line.terms.size() > 1 && term.factors.empty() && name.find(' ') != std::string::npos;
      words += sign + (compound ? "(" + name + ")" : name);
      digits += sign + number_text(term.value);
    }
    if (line.combine == Line::Combine::function) {
      const std::string open = line.symbol == "relu" ? "max(0, " : (line.symbol == "sqrt" ? "√" : line.symbol) + "(";
      words = open + words + ")";
      digits = open + digits + ")";
    }
    rows_.push_back({Kind::result, words, digits, value_text(line.value)});
  }

  // Which terms to print: all, or the largest.
  std::vector<std::size_t> shown(const Line& line) const {
    std::vector<std::size_t> order(line.terms.size());
    std::iota(order.begin(), order.end(), 0u);
    if (order.size() <= most_terms_) return order;
    const bool largest = line.combine == Line::Combine::maximum;
    const auto size = [&](std::size_t i) { return largest ? line.terms[i].value : std::abs(line.terms[i].value); };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
    order.resize(most_terms_);
    return order;
  }

  void terms(const Line& line) {
    const Scale scale(line);
    const std::size_t count = line.terms.size();
    const std::vector<std::size_t> order = shown(line);
    double left = scale.units(line.value), others = line.value;
    for (const std::size_t i : order) {
      const Term& term = line.terms[i];
      rows_.push_back({Kind::term, names(term, count), numbers(term, count), fixed(term.value, scale.decimals),
                       brief(term), factors(term)});
      left -= scale.units(term.value);
      others -= term.value;
    }
    const bool sum = line.combine == Line::Combine::sum;
    if (order.size() < count) {
      const std::string key = sum ? "arithmetic.others" : "arithmetic.none_larger";
      rows_.push_back({Kind::others,
                       texts_(Message{key, {std::to_string(count - order.size())}}),
                       {},
                       sum ? fixed(others, scale.decimals) : std::string()});
      left -= scale.units(others);
    }
    if (sum && std::isfinite(left) && left != 0)
      rows_.push_back(
          {Kind::rounding, std::string(texts_("arithmetic.rounding")), {}, fixed(scale.back(left), scale.decimals)});
    rows_.push_back({Kind::result, {}, {}, fixed(line.value, scale.decimals)});
  }

  const Texts& texts_;
  const Trace& trace_;
  const Step& step_;
  std::size_t most_terms_;
  std::vector<ArithmeticRow> rows_;
};

}  // namespace

std::string number_text(double value) {
  const double size = std::abs(value);
  if (!std::isfinite(value) || size == 0 || size >= 0.001) return fixed(value, 4);
  int exponent = static_cast<int>(std::floor(std::log10(size)));
  std::string digits = fmt::format("{:.2f}", size / std::pow(10.0, exponent));
  if (digits.starts_with("10")) {
    digits = "1.00";
    ++exponent;
  }
  return (value < 0 ? "−" : "") + digits + "×" + power_of_ten(exponent);
}

std::string cell_name(const Trace& trace, int step, Index row, Index col) {
  return cell_text(letter_of(trace[step]), trace[step].out, row, col);
}

std::vector<ArithmeticRow> arithmetic(const Texts& texts, const Trace& trace, int step, Index row, Index col,
                                      int most_terms) {
  const Explanation lines = explain(trace, step, row, col);
  Writer writer(texts, trace, step, most_terms);
  for (const Line& line : lines) {
    const bool last = &line == &lines.back();
    writer.line(line, last ? cell_name(trace, step, row, col) : std::string(texts("line." + std::string(line.name))));
  }
  if (!lines.empty()) writer.recorded(static_cast<double>(trace[step].out(row, col)), lines.back().value);
  return writer.rows();
}

std::vector<ArithmeticRow> condensed(const std::vector<ArithmeticRow>& rows) {
  std::vector<ArithmeticRow> brief;
  for (auto at = rows.begin(); at != rows.end();) {
    const auto end = std::find_if(at + 1, rows.end(), [](const auto& row) { return row.kind == Kind::heading; });
    const auto result = std::find_if(at, end, [](const auto& row) { return row.kind == Kind::result; });
    if (end == rows.end() || result == end)
      brief.insert(brief.end(), at, end);
    else
      brief.push_back({Kind::line, at->names, result->numbers, result->value});
    at = end;
  }
  return brief;
}

std::string line_text(const ArithmeticRow& row) {
  if (row.kind == Kind::heading) return row.names;
  std::string text = "  " + row.names;
  if (!row.numbers.empty()) text += " = " + row.numbers;
  if (!row.value.empty()) text += (row.kind == Kind::result && row.names.empty() ? "= " : " = ") + row.value;
  return text;
}

}  // namespace attn
