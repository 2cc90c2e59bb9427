// A translation by a Marian model, every step recorded: greedy, or with words that are forced or drawn.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/model/sampling.h"
#include "engine/model/transformer.h"
#include "engine/request.h"
#include "engine/run.h"

namespace attn {

// The sentence as the model reads it, </s> included. Throws std::invalid_argument: text that is not UTF-8, an empty
// sentence, more tokens than the model has positions.
std::vector<Token> read_sentence(const Model& model, std::string_view text);
Tensor id_column(const std::vector<Token>& tokens, std::uint8_t sequence);  // n×1, rows named by the tokens

struct TranslateOptions {
  std::vector<Edit> edits = {};
  std::vector<ForcedWord> forced = {};           // those at positions that decoding does not reach are without effect
  std::optional<SamplingOptions> sampling = {};  // words are drawn, where none is forced
  std::optional<DecoderRows> rows = DecoderRows::all;  // none: as many as the sentence's length allows
  std::stop_token stop = {};                           // asked between layers; then translate throws Cancelled
  std::function<void(int step)> progress = {};         // called after each decoding step
};

// Of longer sentences every row of every word is too much to look at, and to keep in memory: without a say in it, their
// decoder computes the newest row alone.
inline constexpr std::size_t longest_with_all_rows = 32;  // tokens, </s> included

// Throws std::invalid_argument: text that is not UTF-8, an empty sentence, more tokens than the model has positions.
Run translate(const Model& model, std::string_view text, const TranslateOptions& options = {});

}  // namespace attn
