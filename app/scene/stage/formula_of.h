// The formula of one cell of a step, with its indices, as the Transformer paper writes it.
#pragma once

#include "app/scene/math.h"
#include "app/scene/theme.h"
#include "engine/trace.h"

namespace attn::scene {

// Null for a step that no formula describes: a given, tokens.
Formula formula_of(const Trace& trace, int step, const Theme& theme);

}  // namespace attn::scene
