// Explanation: what happens in a step in one paragraph, with its own sizes and the words of the cell that is looked at.
#pragma once

#include <string>
#include <utility>

#include "app/core/texts.h"
#include "engine/trace.h"

namespace attn {

// The text of its kind (explain.KIND), else of its op (op.NAME), else nothing; then, of a cell of the step, what that
// one is about (here.KIND). Says nothing that the cell itself would give away.
std::string explanation(const Texts& texts, const Trace& trace, int step, std::pair<Index, Index> cell = {-1, -1});

// Why it is built so, and what one might think instead: a paragraph or two, or nothing.
std::string why(const Texts& texts, const Trace& trace, int step);

}  // namespace attn
