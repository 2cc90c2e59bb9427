// The formula of a step with the names of its own inputs: "scores = query·keyᵀ".
#pragma once

#include <string>

#include "engine/trace.h"

namespace attn {

// Last part of a path: "scores" of "encoder/layer1/self/head2/scores".
std::string_view last_part(std::string_view path);

// Short name of an input: the last part of its path;
std::string formula(const Trace& trace, int step);

}  // namespace attn
