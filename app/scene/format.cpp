#include "app/scene/format.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

namespace attn::scene {
namespace {

constexpr const char* minus = "−";

std::string not_finite(double value) {
  if (std::isnan(value)) return "NaN";
  return value < 0 ? "−∞" : "∞";
}

// digits significant digits of a number from 100 on; with an exponent where the digits do not reach the decimal point.
std::string significant(double size, int digits) {
  std::string text = fmt::format("{:.{}e}", size, digits - 1);
  const std::size_t e = text.find('e');
  const int exponent = std::stoi(text.substr(e + 1));
  if (exponent < digits) return fmt::format("{:.{}f}", size, digits - 1 - exponent);
  return text.substr(0, e) + "e" + std::to_string(exponent);
}

std::string true_minus(std::string text) {
  if (!text.empty() && text[0] == '-') text.replace(0, 1, minus);
  return text;
}

}  // namespace

std::string rounded_text(double value, int decimals, bool narrow) {
  if (!std::isfinite(value)) return not_finite(value);
  const double size = std::abs(value);
  std::string text = fmt::format("{:.{}f}", size, decimals);
  if (size != 0 && text.find_first_not_of("0.") == text.npos) return "≈0";
  const std::size_t whole_digits = text.size() - static_cast<std::size_t>(decimals > 0 ? decimals + 1 : 0);
  if (whole_digits > 2) text = significant(size, decimals + 1);  // counted after rounding: 99.996 is 100
  if (narrow && text.starts_with("0.")) text.erase(0, 1);
  return value < 0 ? minus + text : text;
}

std::string whole_text(double value) {
  if (!std::isfinite(value)) return not_finite(value);
  return true_minus(fmt::format("{:.0f}", value == 0 ? 0.0 : value));
}

bool all_whole(const Mat& values) {
  constexpr Real most = 1e7f;
  for (Index i = 0; i < values.size(); ++i) {
    const Real v = values.data()[i];
    if (std::isfinite(v) && (v != std::floor(v) || std::abs(v) >= most)) return false;
  }
  return true;
}

std::string range_text(double value) {
  if (value == 0) return "0";
  return value < 0 ? true_minus(fmt::format("{:g}", value)) : fmt::format("+{:g}", value);
}

std::string exact_text(Real value) {
  if (std::isnan(value)) return "nan";
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return {digits, end};
}

std::string exact_text_for_people(Real value) {
  if (!std::isfinite(value)) return not_finite(static_cast<double>(value));
  return true_minus(exact_text(value));
}

}  // namespace attn::scene
