#include "app/scene/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/scene/format.h"
#include "app/scene/text.h"

namespace attn::scene {
namespace {

std::string number_text(Real value, int decimals, bool whole) {
  if (whole && std::isfinite(value)) return fmt::format("{:.0f}", value == 0 ? 0.0 : static_cast<double>(value));
  if (decimals < 0 || !std::isfinite(value)) return exact_text(value);
  const std::string text = fmt::format("{:.{}f}", value, decimals);
  if (text.find_first_not_of("-0.") != text.npos) return text;
  return value == 0 ? fmt::format("{:.{}f}", 0.0, decimals) : fmt::format("{:.1e}", value);
}

// On one line, whatever the label holds.
std::string label_text(const Axis& axis, Index i) {
  std::string text = clean_utf8(axis.label(i));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
  return text;
}

std::size_t columns_of(const std::string& text) { return static_cast<std::size_t>(std::max(0, display_width(text))); }

std::string padded_left(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, columns_of(text)), ' ') + text;
}
std::string padded_right(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, columns_of(text)), ' ');
}

std::string left_out(Index count, const char* what) {
  return count > 0 ? fmt::format("… {} more {}{}\n", count, what, count == 1 ? "" : "s") : "";
}

bool silent(const Axis& axis) { return axis.kind == Axis::Kind::single && !axis.labels; }

}  // namespace

std::string to_table(const Step& step, const TableOptions& options) {
  const Tensor& tensor = step.out;
  const auto limited = [](Index count, Index most) { return most > 0 ? std::min(count, most) : count; };
  const Index rows = limited(tensor.rows(), options.max_rows), cols = limited(tensor.cols(), options.max_columns);

  const bool whole = options.decimals >= 0 && tensor.size() > 0 && all_whole(tensor.mat());
  // Column by column, because each is as wide as its widest text.
  std::vector<std::string> lines(static_cast<std::size_t>(rows) + 1);
  std::size_t width = 0;
  const bool row_labels = !silent(tensor.row_axis), col_labels = !silent(tensor.col_axis);
  if (row_labels) {
    for (Index r = 0; r < rows; ++r) width = std::max(width, columns_of(label_text(tensor.row_axis, r)));
    lines[0] = std::string(width, ' ');
    for (Index r = 0; r < rows; ++r)
      lines[static_cast<std::size_t>(r) + 1] = padded_right(label_text(tensor.row_axis, r), width);
  }
  for (Index c = 0; c < cols; ++c) {
    std::vector<std::string> texts{col_labels ? label_text(tensor.col_axis, c) : ""};
    for (Index r = 0; r < rows; ++r) texts.push_back(number_text(tensor(r, c), options.decimals, whole));
    width = 0;
    for (const std::string& text : texts) width = std::max(width, columns_of(text));
    const bool first = c == 0 && !row_labels;
    for (std::size_t i = 0; i < texts.size(); ++i) lines[i] += (first ? "" : "  ") + padded_left(texts[i], width);
  }

  std::string out;
  for (std::size_t i = col_labels ? 0 : 1; i < lines.size(); ++i) {
    lines[i].erase(lines[i].find_last_not_of(' ') + 1);
    out += lines[i] + "\n";
  }
  return out + left_out(tensor.rows() - rows, "row") + left_out(tensor.cols() - cols, "column");
}

}  // namespace attn::scene
