#include "app/core/codec.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/scene/format.h"
#include "app/scene/text.h"
#include "engine/text/unicode.h"

namespace attn {
namespace {

using nlohmann::json;

// Of a value that may be of any size.
std::string excerpt(const json& value) {
  constexpr std::size_t most = 40;
  std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // within a character
  return text.substr(0, end) + "…";
}

std::string digits(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.7g", value);
  return text;
}

bool usable(const json& value, std::size_t longest) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  return text.size() <= longest && text.find('\0') == text.npos;
}

std::optional<Real> real_of(const json& value) {
  if (value.is_number()) return static_cast<Real>(value.get<double>());
  if (value == "inf") return HUGE_VALF;
  if (value == "-inf") return -HUGE_VALF;
  if (value == "nan") return std::nanf("");
  return std::nullopt;
}

json json_of(Real value) {
  if (std::isfinite(value)) return value;
  return scene::exact_text(value);
}

const json* member(const json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto at = object.find(key);
  return at == object.end() ? nullptr : &*at;
}

std::optional<Value> table_of(const json& value) {
  const json *rows = member(value, "rows"), *cols = member(value, "columns"), *numbers = member(value, "numbers");
  if (!rows || !cols || !numbers || !rows->is_number_unsigned() || !cols->is_number_unsigned() || !numbers->is_array())
    return std::nullopt;
  Table table{rows->get<Index>(), cols->get<Index>(), {}};
  for (const json& one : *numbers) {
    const std::optional<Real> number = real_of(one);
    if (!number) return std::nullopt;
    table.numbers.push_back(*number);
  }
  return table;
}

// As the parameter's type; whether it may be is not asked.
std::optional<Value> value_of(const json& value, ParamSpec::Kind kind) {
  using Kind = ParamSpec::Kind;
  if (kind == Kind::matrix) return table_of(value);
  if (kind == Kind::flag) return value.is_boolean() ? std::optional<Value>(value.get<bool>()) : std::nullopt;
  if (kind == Kind::whole || kind == Kind::number)
    return value.is_number() ? std::optional<Value>(value.get<double>()) : std::nullopt;
  if (kind == Kind::seed && value.is_number_unsigned()) return std::to_string(value.get<std::uint64_t>());
  return usable(value, longest_text) ? std::optional<Value>(value.get<std::string>()) : std::nullopt;
}

json json_of(const Value& value, ParamSpec::Kind kind) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value))
    return kind == ParamSpec::Kind::seed ? json::parse(*text, nullptr, false) : json(scene::clean_utf8(*text));
  const Table& table = std::get<Table>(value);
  json numbers = json::array();
  for (const Real number : table.numbers) numbers.push_back(json_of(number));
  return {{"rows", table.rows}, {"columns", table.cols}, {"numbers", std::move(numbers)}};
}

}  // namespace

std::string few_of(const Refused& refused) {
  constexpr std::size_t most = 3;
  std::string line;
  for (std::size_t i = 0; i < std::min(most, refused.size()); ++i) (line += line.empty() ? "" : "; ") += refused[i];
  return refused.size() > most ? line + "; …" : line;
}

const json* FieldReader::find(std::string_view key) {
  known_.emplace_back(key);
  const json* found = member(object_, known_.back().c_str());
  missing_ = missing_ || !found;
  return found;
}

void FieldReader::refuse(std::string_view key, const json& value, std::string_view taken) {
  std::string line = place_ + std::string(key) + " = " + excerpt(value);
  if (!taken.empty()) (line += " → ") += taken;
  refused_.push_back(std::move(line));
}

void FieldReader::finish() {
  if (keeps_ == Keeps::settings || !object_.is_object()) return;
  for (const auto& [key, value] : object_.items())
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) refuse(scene::clean_utf8(key), value);
}

const json* FieldReader::array(std::string_view key) {
  const json* found = find(key);
  if (!found || found->is_array()) return found;
  refuse(key, *found);
  return nullptr;
}

std::optional<double> FieldReader::number(std::string_view key, double least, double most, bool whole) {
  const json* found = find(key);
  if (!found) return std::nullopt;
  const double asked = found->is_number() ? found->get<double>() : std::nan("");
  if (std::isnan(asked)) {
    refuse(key, *found);
    return std::nullopt;
  }
  const double held = std::clamp(whole ? std::round(asked) : asked, least, most);
  if (held != asked) refuse(key, *found, digits(held));
  return held;
}

std::optional<std::size_t> FieldReader::choice(std::string_view key, Names names) {
  const json* found = find(key);
  if (!found) return std::nullopt;
  const auto at = std::find(names.begin(), names.end(), *found);
  if (at != names.end()) return static_cast<std::size_t>(at - names.begin());
  refuse(key, *found);
  return std::nullopt;
}

void FieldReader::operator()(std::string_view key, bool& into) {
  const json* found = find(key);
  if (found && found->is_boolean())
    into = found->get<bool>();
  else if (found)
    refuse(key, *found);
}

void FieldReader::operator()(std::string_view key, std::string& into, std::size_t longest, bool may_be_empty) {
  const json* found = find(key);
  if (found && usable(*found, longest) && (may_be_empty || !found->get_ref<const std::string&>().empty()))
    into = found->get<std::string>();
  else if (found)
    refuse(key, *found);
}

void FieldReader::flags(std::string_view key, std::span<bool> into, Names names) {
  const json* found = array(key);
  if (!found) return;
  std::fill(into.begin(), into.end(), false);
  for (const json& one : *found) {
    const auto at = std::find(names.begin(), names.end(), one);
    if (at == names.end())
      refuse(key, one);
    else
      into[static_cast<std::size_t>(at - names.begin())] = true;
  }
}

void FieldReader::from_one(std::string_view key, Index& into) {
  if (const auto found = number(key, 1, 1e9, true)) into = static_cast<Index>(*found) - 1;
}

void FieldReader::real(std::string_view key, Real& into) {
  const json* found = find(key);
  if (!found) return;
  if (const auto value = real_of(*found))
    into = *value;
  else
    refuse(key, *found);
}

void FieldReader::nearest(std::string_view key, float& into, std::span<const float> stops) {
  const json* found = find(key);
  if (!found) return;
  const double asked = found->is_number() ? found->get<double>() : 0;
  if (!(asked > 0)) return refuse(key, *found);
  const auto away = [&](float stop) { return std::abs(std::log(asked / static_cast<double>(stop))); };
  into = *std::min_element(stops.begin(), stops.end(), [&](float a, float b) { return away(a) < away(b); });
  if (away(into) != 0) refuse(key, *found, digits(static_cast<double>(into)));
}

void FieldReader::texts(std::string_view key, std::vector<std::string>& into, std::size_t most) {
  const json* found = array(key);
  for (std::size_t i = 0; found && i < found->size() && into.size() < most; ++i) {
    const json& one = (*found)[i];
    if (!usable(one, longest_path) || one == "")
      refuse(key, one);
    else if (std::find(into.begin(), into.end(), one) == into.end())
      into.push_back(one.get<std::string>());
  }
}

bool FieldReader::kind(std::string_view key, Request& into) {
  const json* found = find(key);
  if (!found) return true;
  if (found->is_string() && is_kind(found->get_ref<const std::string&>())) {
    if (*found != into.kind) into = standard_request(found->get<std::string>(), into.place);
    return true;
  }
  refuse(key, *found);
  return false;
}

void FieldReader::values(std::string_view key, Request& into) {
  const json* found = find(key);
  if (!found) return;
  if (!found->is_object()) return refuse(key, *found);
  FieldReader in(*found, keeps_, refused_, place_ + std::string(key) + ".");
  for (const ParamSpec& spec : params_of(into.kind)) {
    if (keeps_ == Keeps::settings && !spec.remembered) continue;
    const json* one = in.find(spec.id);
    std::optional<Value> value = one ? value_of(*one, spec.kind) : std::nullopt;
    double* number = value ? std::get_if<double>(&*value) : nullptr;
    const bool held = number && !fault(spec, *value).empty();
    if (held)
      *number = std::clamp(spec.kind == ParamSpec::Kind::whole ? std::round(*number) : *number, spec.least, spec.most);
    const bool fits = value && fault(spec, *value).empty();
    if (one && (held || !fits)) in.refuse(spec.id, *one, fits ? digits(*number) : std::string());
    if (fits) into.values[std::string(spec.id)] = std::move(*value);
  }
  in.finish();
}

void FieldWriter::operator()(std::string_view key, const std::string& from, std::size_t, bool) {
  if (keeps_ == Keeps::session)
    at(key) = scene::clean_utf8(from);
  else if (malformed_utf8(from) == std::string_view::npos)
    at(key) = from;
}

void FieldWriter::number(std::string_view key, float from) {
  at(key) = std::round(static_cast<double>(from) * 1000) / 1000;
}

void FieldWriter::flags(std::string_view key, std::span<const bool> from, Names names) {
  json set = json::array();
  for (std::size_t i = 0; i < from.size(); ++i)
    if (from[i]) set.push_back(names[i]);
  at(key) = std::move(set);
}

void FieldWriter::real(std::string_view key, Real from) { at(key) = json_of(from); }

void FieldWriter::texts(std::string_view key, const std::vector<std::string>& from, std::size_t) {
  json all = json::array();
  for (const std::string& text : from)
    if (malformed_utf8(text) == std::string_view::npos) all.push_back(text);
  at(key) = std::move(all);
}

bool FieldWriter::kind(std::string_view key, const Request& from) {
  if (at(key) != from.kind) object_.erase("values");  // those of another kind mean nothing to this one
  at(key) = from.kind;
  return true;
}

void FieldWriter::values(std::string_view key, const Request& from) {
  FieldWriter out(at(key), keeps_);
  for (const ParamSpec& spec : params_of(from.kind)) {
    if (keeps_ == Keeps::settings && !spec.remembered) continue;
    const auto found = from.values.find(spec.id);
    const Value value = found == from.values.end() ? standard(spec) : found->second;
    const auto* text = std::get_if<std::string>(&value);
    if (keeps_ == Keeps::settings && text && malformed_utf8(*text) != std::string_view::npos) continue;
    out.at(spec.id) = json_of(value, spec.kind);
  }
}

}  // namespace attn
