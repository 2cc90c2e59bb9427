// The formula of a step with the names of its own inputs: "scores = query·keyᵀ".
#pragma once

#include <string>

#include "engine/trace.h"

namespace attn {

// What of a formula is words.
struct FormulaWords {
  std::string given = "given", positions = "sin, cos of position", later = "0, and −∞ for later words", row = "row";
};

// "scores = query·keyᵀ": the last parts of the step's path and of those of its inputs, in the op's own symbols.
std::string formula(const Trace& trace, int step, const FormulaWords& words = {});

}  // namespace attn
