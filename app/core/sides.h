// Sides: whose words the rows and the columns of a step are, and how much of the translation is written there.
#pragma once

#include <string_view>

#include "engine/trace.h"

namespace attn {

// source: tokens of the sentence, the closing one included. target: <s>, then the words written so far.
enum class Side { none, source, target };

struct Sides {
  Side rows = Side::none, cols = Side::none;
  bool operator==(const Sides&) const = default;
};
Sides sides_of(const Step& step);

// Words of the translation that are written when this step has been computed.
std::size_t words_written(std::string_view path);

}  // namespace attn
