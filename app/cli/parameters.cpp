// Parameters of a run as a person writes them.
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/cli/input.h"
#include "app/core/table_text.h"

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
        throw std::invalid_argument(fmt::format("--set {}: '{}' is not a number", spec.id, text));
      return number;
    }
    case Kind::matrix:
      try {
        return table_of(text);
      } catch (const std::invalid_argument& e) {
        throw std::invalid_argument(fmt::format("--set {}: {}", spec.id, e.what()));
      }
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
    throw std::invalid_argument(fmt::format("--set '{}': write it as ID=VALUE, such as d=4", assignment));
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

void check_say(const Request& request, const std::vector<std::string>& set) {
  for (const std::string& assignment : set)
    for (const ParamSpec& spec : params_of(request.kind))
      if (assignment.starts_with(std::string(spec.id) + "=") && !has_say(request, spec))
        throw std::invalid_argument(fmt::format("--set {}: {} has no effect without --set {}", assignment, spec.id,
                                                spec.only_with.find('=') == std::string_view::npos
                                                    ? std::string(spec.only_with) + "=yes"
                                                    : std::string(spec.only_with)));
}

}  // namespace attn::cli
