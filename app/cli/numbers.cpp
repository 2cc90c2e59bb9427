#include "app/cli/numbers.h"

#include <charconv>
#include <cstdlib>

#include <fmt/format.h>

namespace attn::cli {

bool read_number(const std::string& text, double& value) {
  char* end = nullptr;
  value = static_cast<double>(std::strtold(text.c_str(), &end));
  return !text.empty() && end == text.c_str() + text.size();
}

Check between(double low, double high) {
  return [low, high](const std::string& text) {
    double value = 0;
    const bool number = read_number(text, value) && value >= low && value <= high;
    return number ? std::string() : fmt::format("'{}' is not a number between {} and {}", text, low, high);
  };
}

Check whole_between(std::uint64_t low, std::uint64_t high) {
  return [low, high](const std::string& text) {
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    const bool number = error == std::errc() && rest == end && value >= low && value <= high;
    return number ? std::string() : fmt::format("'{}' is not a whole number between {} and {}", text, low, high);
  };
}

}  // namespace attn::cli
