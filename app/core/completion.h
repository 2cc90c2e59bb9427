// Completion: the pieces of a vocabulary that begin as typed.
#pragma once

#include <string_view>
#include <vector>

#include "engine/tensor.h"

namespace attn {

// Columns of a row of probabilities whose label begins like `typed`, the letters A–Z in either case, a piece inside a
// word also without its "·": an exact match first, then by probability, ties by id. Words that are not allowed (−∞
// among the logits) are left out. An empty `typed` matches everything.
std::vector<Index> completions(const Tensor& probabilities, const Tensor& logits, std::string_view typed,
                               std::size_t most);

}  // namespace attn
