// A button with the current one of a few choices, and a list of all that opens below it.
#pragma once

#include <span>
#include <string>

#include "app/gui/widgets.h"

namespace attn::gui {

struct Picker {
  const char* id;  // names in the record: "<id>", and in the list "<id> 0", "<id> 1" …
  std::span<const std::string> labels;
  std::size_t current;
};
float picker_width(Frame& frame, const Picker& picker);
// The clicked one, or the current one.
std::size_t pick(Frame& frame, float x, float y, float h, const Picker& picker, std::string_view tip);

}  // namespace attn::gui
