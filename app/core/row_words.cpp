#include "app/core/row_words.h"

namespace attn {

std::optional<Message> row_and_next(const Run& run, const Axis& rows, Index row) {
  if (run.target_sequence == 0 || rows.sequence != run.target_sequence) return std::nullopt;
  const auto place = static_cast<std::size_t>(rows.first + row);
  if (place >= run.written.size()) return std::nullopt;
  return Message{"ui.row_and_next", {rows.label(row), run.written[place].label}};
}

}  // namespace attn
