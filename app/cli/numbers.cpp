#include "app/cli/numbers.h"

#include <charconv>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace attn::cli {

CLI::Validator between(double low, double high) {
  return {[low, high](const std::string& text) {
            double value = 0;
            const bool number = CLI::detail::lexical_cast(text, value) && value >= low && value <= high;
            return number ? std::string() : fmt::format("'{}' is no number from {} to {}", text, low, high);
          },
          ""};
}

CLI::Validator whole_between(std::uint64_t low, std::uint64_t high) {
  return {[low, high](const std::string& text) {
            std::uint64_t value = 0;
            const char* end = text.data() + text.size();
            const auto [rest, error] = std::from_chars(text.data(), end, value);
            const bool number = error == std::errc() && rest == end && value >= low && value <= high;
            return number ? std::string() : fmt::format("'{}' is no whole number from {} to {}", text, low, high);
          },
          ""};
}

}  // namespace attn::cli
