// Letters of a sentence that a model does not know.
#pragma once

#include <span>
#include <string>

#include "engine/text/tokenizer.h"

namespace attn {

// Those of these tokens, each once, with spaces between: "漢 œ".
std::string unknown_letters(std::span<const Token> tokens);

}  // namespace attn
