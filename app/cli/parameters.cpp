// Parameters of a run as a person writes them.
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/cli/input.h"

namespace attn::cli {
namespace {

using Kind = ParamSpec::Kind;

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

// "1", " +1 ", "-1e3".
template <class Number>
bool is_number(std::string_view text, Number& value) {
  text = trimmed(text);
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);  // std::from_chars knows no "+"
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0;;) {
    const std::size_t end = std::min(text.find(at, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    if (end == text.size()) return parts;
    begin = end + 1;
  }
}

// "1,0;0,1" or "1, 0; 0, 1": ";" between rows, "," between numbers.
Table table_of(std::string_view id, std::string_view text) {
  Table table;
  for (const std::string_view line : split(text, ';')) {
    const std::vector<std::string_view> numbers = split(line, ',');
    if (table.rows++ == 0) table.cols = std::ssize(numbers);
    for (const std::string_view number : numbers) {
      Real value = 0;
      if (!is_number(number, value))
        throw std::invalid_argument(fmt::format("--set {}: '{}' in row {} is no number; a matrix is written as 1,0;0,1",
                                                id, trimmed(number), table.rows));
      table.numbers.push_back(value);
    }
    if (std::ssize(numbers) != table.cols)
      throw std::invalid_argument(
          fmt::format("--set {}: row {} and row 1 differ in length ({} and {}); a matrix is written as 1,0;0,1", id,
                      table.rows, numbers.size(), table.cols));
  }
  return table;
}

Value value_of(const ParamSpec& spec, std::string_view text) {
  switch (spec.kind) {
    case Kind::flag:
      for (const std::string_view yes : {"yes", "true", "on", "1"})
        if (text == yes) return true;
      for (const std::string_view no : {"no", "false", "off", "0"})
        if (text == no) return false;
      throw std::invalid_argument(fmt::format("--set {}: '{}' is neither yes nor no", spec.id, text));
    case Kind::whole:
    case Kind::number: {
      double number = 0;
      if (!is_number(text, number))
        throw std::invalid_argument(fmt::format("--set {}: '{}' is no number", spec.id, text));
      return number;
    }
    case Kind::matrix:
      return table_of(spec.id, text);
    case Kind::text:
    case Kind::choice:
    case Kind::seed:
      break;
  }
  return std::string(text);
}

}  // namespace

void set_parameter(Request& request, const std::string& assignment) {
  const std::size_t sign = assignment.find('=');
  if (sign == std::string::npos || sign == 0)
    throw std::invalid_argument(fmt::format("--set '{}': it is written as ID=VALUE, such as d=4", assignment));
  const std::string_view id = std::string_view(assignment).substr(0, sign);
  std::vector<std::string_view> known;
  for (const ParamSpec& spec : params_of(request.kind)) {
    known.push_back(spec.id);
    if (spec.id != id) continue;
    Value value = value_of(spec, std::string_view(assignment).substr(sign + 1));
    if (const std::string wrong = fault(spec, value); !wrong.empty())
      throw std::invalid_argument(fmt::format("--set {}: {} {}", assignment, spec.id, wrong));
    request.values.insert_or_assign(std::string(spec.id), std::move(value));
    return;
  }
  throw std::invalid_argument(fmt::format("--set {}: a run of {} has no parameter '{}'; it has {}", assignment,
                                          request.kind, id, fmt::join(known, ", ")));
}

}  // namespace attn::cli
