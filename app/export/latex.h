// LaTeX: a step's matrix, and how one of its cells came to its value, for papers and exercise sheets.
#pragma once

#include <optional>
#include <string>

#include "app/core/document.h"
#include "app/core/texts.h"
#include "engine/trace.h"

namespace attn::figures {

// A matrix with its words around it and four decimals and, of a cell, its sums line by line; to be \input into any
// document that has amsmath or, where it holds Chinese, ctex and XeLaTeX (the file says which). What is wider or longer
// than `most_latex` shows its first rows and columns and says so in dots. Throws std::invalid_argument if the trace has
// no such step, or the step no such cell.
std::string to_latex(const Texts& texts, const Trace& trace, int step, const std::optional<Cell>& cell = {});
inline constexpr Index most_latex = 24;

}  // namespace attn::figures
