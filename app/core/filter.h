// Filter: the steps whose names contain what a reader typed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/core/outline.h"
#include "app/core/texts.h"

namespace attn {

// The steps of an outline, ascending, that have every word of the query in their path, their title or the title of a
// group they are in: "head 2 softmax". Capitals, accents and the like make no difference: é is e, Ｗ₁ is w1. Without a
// word: all steps.
std::vector<int> filter(const std::vector<OutlineNode>& roots, const Texts& texts, std::string_view query);

// Those steps, the best matches first: whose title is the query, begins with it, contains it; then the others. Equal
// ones stay in their order.
std::vector<int> best_first(const Trace& trace, const Texts& texts, std::string_view query, std::vector<int> found);

// A text without what the filter does not look at; of malformed UTF-8, only ASCII capitals change.
std::string folded(std::string_view text);

}  // namespace attn
