#include "app/core/table_text.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

namespace attn {
namespace {

constexpr std::string_view spaces = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(spaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0;;) {
    const std::size_t end = std::min(text.find(at, begin), text.size());
    parts.push_back(trimmed(text.substr(begin, end - begin)));
    if (end == text.size()) return parts;
    begin = end + 1;
  }
}

Real number_of(std::string_view text, Index row) {
  std::string_view digits = text;
  if (digits.starts_with('+') && !digits.starts_with("+-")) digits.remove_prefix(1);
  Real value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size())
    throw std::invalid_argument(
        fmt::format("'{}' in row {} is not a number; a matrix is written as 1,0;0,1", text, row));
  return value;
}

}  // namespace

std::string table_text(const Table& table) {
  std::string text;
  for (Index r = 0; r < table.rows; ++r) {
    if (r > 0) text += "; ";
    for (Index c = 0; c < table.cols; ++c)
      text += fmt::format("{}{}", c > 0 ? ", " : "", table.numbers[static_cast<std::size_t>(r * table.cols + c)]);
  }
  return text;
}

Table table_of(std::string_view text) {
  Table table;
  for (const std::string_view line : split(text, ';')) {
    const std::vector<std::string_view> numbers = split(line, ',');
    if (table.rows++ == 0) table.cols = std::ssize(numbers);
    for (const std::string_view number : numbers) table.numbers.push_back(number_of(number, table.rows));
    if (std::ssize(numbers) != table.cols)
      throw std::invalid_argument(
          fmt::format("row {} and row 1 differ in length ({} and {}); a matrix is written as 1,0;0,1", table.rows,
                      numbers.size(), table.cols));
  }
  return table;
}

}  // namespace attn
