// What a row of the decoder stands for: it bears the word it has read, and works for the one after it.
#pragma once

#include <optional>

#include "app/core/texts.h"
#include "engine/run.h"

namespace attn {

// "Row “suis” → next word: “étudiant”"; none where the axis is not of the words written.
std::optional<Message> row_and_next(const Run& run, const Axis& rows, Index row);

}  // namespace attn
