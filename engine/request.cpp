#include "engine/request.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>
#include <stdexcept>

namespace attn {
namespace {

using Kind = ParamSpec::Kind;

const ParamSpec& spec_of(const Request& request, std::string_view id) {
  for (const ParamSpec& spec : params_of(request.kind))
    if (spec.id == id) return spec;
  throw std::invalid_argument("runs of kind '" + request.kind + "' have no parameter '" + std::string(id) + "'");
}

std::optional<std::uint64_t> seed_in(std::string_view digits) {
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seed);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  return whole && (digits.size() == 1 || digits.front() != '0') ? std::optional(seed) : std::nullopt;
}

std::string digits(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.10g", value);
  return text;
}

std::string fault_of_number(const ParamSpec& spec, const double* value) {
  const bool fits = value && *value >= spec.least && *value <= spec.most &&  // not a number is neither
                    !(spec.above_least && *value == spec.least) &&
                    (spec.kind == Kind::number || *value == std::trunc(*value));
  if (fits) return {};
  const char* what = spec.kind == Kind::whole ? "a whole number" : "a number";
  return std::string("must be ") + what + (spec.above_least ? " above " : " from ") + digits(spec.least) +
         (spec.above_least ? ", at most " : " to ") + digits(spec.most);
}

std::string fault_of_text(const ParamSpec& spec, const std::string* text) {
  if (spec.kind == Kind::seed)
    return text && seed_in(*text) ? std::string() : "must be a whole number from 0 to 18446744073709551615";
  if (spec.kind == Kind::text) return text ? std::string() : "must be a text";
  if (text && std::find(spec.choices.begin(), spec.choices.end(), *text) != spec.choices.end()) return {};
  std::string all;
  for (const std::string_view choice : spec.choices) (all += all.empty() ? "" : ", ") += choice;
  return "must be one of " + all;
}

constexpr Real largest_in_table = 1e6f;  // products of such numbers stay finite

std::string fault_of_table(const ParamSpec& spec, const Table* table) {
  const double count = table ? static_cast<double>(table->numbers.size()) : 0;
  const bool finite = table && std::all_of(table->numbers.begin(), table->numbers.end(),
                                           [](Real x) { return std::abs(x) <= largest_in_table; });
  const bool fits = finite && table->rows >= 0 && table->cols >= 0 && count <= spec.most &&
                    static_cast<double>(table->rows) * static_cast<double>(table->cols) == count;
  return fits ? std::string()
              : "must be a matrix of rows × columns numbers, at most " + digits(spec.most) +
                    ", each from -1000000 to 1000000";
}

// The value, or the standard one, as the type that is asked for.
template <class T, class Allowed>
const T* value_of(const Request& request, const ParamSpec& spec, const Allowed& allowed, const char* type) {
  const auto at = request.values.find(spec.id);
  const T* found = at == request.values.end() ? nullptr : std::get_if<T>(&at->second);
  if (!allowed(spec.kind) || (at != request.values.end() && !found))
    throw std::invalid_argument("the parameter '" + std::string(spec.id) + "' is not a " + type);
  return found;
}

}  // namespace

Value standard(const ParamSpec& spec) {
  switch (spec.kind) {
    case Kind::flag:
      return spec.number != 0;
    case Kind::whole:
    case Kind::number:
      return spec.number;
    case Kind::matrix:
      return Table{};
    case Kind::text:
    case Kind::choice:
    case Kind::seed:
      break;
  }
  return std::string(spec.text);
}

Request standard_request(std::string_view kind, std::string place) {
  Request request{std::string(kind), std::move(place), {}, {}, {}};
  for (const ParamSpec& spec : params_of(kind)) request.values.emplace(spec.id, standard(spec));
  return request;
}

std::string_view text(const Request& request, std::string_view id) {
  const ParamSpec& spec = spec_of(request, id);
  const auto allowed = [](Kind kind) { return kind == Kind::text || kind == Kind::choice; };
  const auto* found = value_of<std::string>(request, spec, allowed, "text");
  return found ? std::string_view(*found) : spec.text;
}

double number(const Request& request, std::string_view id) {
  const ParamSpec& spec = spec_of(request, id);
  const auto* found = value_of<double>(
      request, spec, [](Kind kind) { return kind == Kind::number || kind == Kind::whole; }, "number");
  return found ? *found : spec.number;
}

int whole(const Request& request, std::string_view id) {
  const ParamSpec& spec = spec_of(request, id);
  const auto* found = value_of<double>(
      request, spec, [](Kind kind) { return kind == Kind::whole; }, "whole number");
  return static_cast<int>(found ? *found : spec.number);
}

bool flag(const Request& request, std::string_view id) {
  const ParamSpec& spec = spec_of(request, id);
  const auto* found = value_of<bool>(
      request, spec, [](Kind kind) { return kind == Kind::flag; }, "flag");
  return found ? *found : spec.number != 0;
}

std::uint64_t seed(const Request& request, std::string_view id) {
  const ParamSpec& spec = spec_of(request, id);
  const auto* found = value_of<std::string>(
      request, spec, [](Kind kind) { return kind == Kind::seed; }, "seed");
  const std::optional<std::uint64_t> seed = seed_in(found ? std::string_view(*found) : spec.text);
  if (!seed) throw std::invalid_argument("the parameter '" + std::string(id) + "' is not a seed");
  return *seed;
}

std::string fault(const ParamSpec& spec, const Value& value) {
  switch (spec.kind) {
    case Kind::flag:
      return std::holds_alternative<bool>(value) ? "" : "must be true or false";
    case Kind::whole:
    case Kind::number:
      return fault_of_number(spec, std::get_if<double>(&value));
    case Kind::matrix:
      return fault_of_table(spec, std::get_if<Table>(&value));
    case Kind::text:
    case Kind::choice:
    case Kind::seed:
      break;
  }
  return fault_of_text(spec, std::get_if<std::string>(&value));
}

void check(const Request& request, std::span<const ParamSpec> specs) {
  for (const auto& [id, value] : request.values) {
    const auto spec = std::find_if(specs.begin(), specs.end(), [&](const ParamSpec& s) { return s.id == id; });
    if (spec == specs.end()) {
      std::string all;
      for (const ParamSpec& s : specs) (all += all.empty() ? "" : ", ") += s.id;
      throw std::invalid_argument("unknown parameter '" + id + "'; known: " + all);
    }
    if (const std::string why = fault(*spec, value); !why.empty())
      throw std::invalid_argument("the parameter '" + id + "' " + why);
  }
}

bool has_say(const Request& request, const ParamSpec& spec) {
  const std::size_t equals = spec.only_with.find('=');
  if (spec.only_with.empty()) return true;
  if (equals == std::string_view::npos) return flag(request, spec.only_with);
  return text(request, spec.only_with.substr(0, equals)) == spec.only_with.substr(equals + 1);
}

Request decisive(Request request) {
  for (const ParamSpec& spec : params_of(request.kind)) {
    if (has_say(request, spec))
      request.values.try_emplace(std::string(spec.id), standard(spec));
    else if (const auto at = request.values.find(spec.id); at != request.values.end())
      request.values.erase(at);
  }
  return request;
}

}  // namespace attn
