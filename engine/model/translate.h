// Translation with every step recorded: greedy, or with words that are forced or drawn.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/model/model.h"
#include "engine/model/sampling.h"
#include "engine/request.h"

namespace attn {

struct Translation {
  std::string source;         // the normalised sentence
  std::vector<Token> tokens;  // of the source, </s> included
  Trace trace;
  std::vector<int> ids;             // produced by decoding, </s> included if it was reached
  std::vector<std::string> labels;  // of ids, as shown
  std::string text;
  bool complete = false;  // false: the model's limit came before </s>
};

// The sentence as the model reads it, </s> included. Throws std::invalid_argument: text that is not UTF-8, an empty
// sentence, more tokens than the model has positions.
std::vector<Token> read_sentence(const Model& model, std::string_view text);
Tensor id_column(const std::vector<Token>& tokens);  // n×1, rows named by the tokens

struct TranslateOptions {
  std::vector<Edit> edits = {};
  std::vector<ForcedWord> forced = {};           // those at positions that decoding does not reach are without effect
  std::optional<SamplingOptions> sampling = {};  // words are drawn, where none is forced
  std::stop_token stop = {};                     // asked between layers; then translate throws Cancelled
  std::function<void(int step)> progress = {};   // called after each decoding step
};

// Throws std::invalid_argument: text that is not UTF-8, an empty sentence, more tokens than the model has positions.
Translation translate(const Model& model, std::string_view text, const TranslateOptions& options = {});

// Most probable words of decoding step t (from 1), best first, read from the trace.
struct Candidate {
  int id;
  std::string label;
  Real probability;
};
std::vector<Candidate> top_candidates(const Trace& trace, int t, int k);

}  // namespace attn
