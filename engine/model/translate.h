// Translation with every step recorded: greedy, or with words that are forced or drawn.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/model/model.h"
#include "engine/model/sampling.h"
#include "engine/request.h"

namespace attn {

// A word that a run wrote: the steps that gave its distribution and chose it, and what was chosen.
struct Written {
  int probabilities = -1, chosen = -1;  // step numbers
  int id = 0;
  std::string label;
};

struct Translation {
  std::string source;         // the normalised sentence
  std::vector<Token> tokens;  // of the source, </s> included
  Trace trace;
  std::uint8_t source_sequence = 0, target_sequence = 0;  // of the trace: what is read, what is written
  std::vector<int> ids;                                   // produced by decoding, </s> included if it was reached
  std::vector<std::string> labels;                        // of ids, as shown
  int prompt = -1;                                        // step of the tokens that writing begins with: <s>
  std::vector<Written> written;                           // the same words, with the steps that made them
  std::vector<double> log_sums;  // after each of them: natural log-probability of all words so far
  std::string text;
  bool complete = false;  // false: the model's limit came before </s>
};

// The sentence as the model reads it, </s> included. Throws std::invalid_argument: text that is not UTF-8, an empty
// sentence, more tokens than the model has positions.
std::vector<Token> read_sentence(const Model& model, std::string_view text);
Tensor id_column(const std::vector<Token>& tokens, std::uint8_t sequence);  // n×1, rows named by the tokens

struct TranslateOptions {
  std::vector<Edit> edits = {};
  std::vector<ForcedWord> forced = {};           // those at positions that decoding does not reach are without effect
  std::optional<SamplingOptions> sampling = {};  // words are drawn, where none is forced
  std::stop_token stop = {};                     // asked between layers; then translate throws Cancelled
  std::function<void(int step)> progress = {};   // called after each decoding step
};

// Throws std::invalid_argument: text that is not UTF-8, an empty sentence, more tokens than the model has positions.
Translation translate(const Model& model, std::string_view text, const TranslateOptions& options = {});

// The written word that a step was computed for, from 1; 0: for none, as what is read once.
int word_at(const Translation& run, int step);

// Most probable words at the place of word t (from 1), best first, read from the trace. Throws std::invalid_argument if
// there is no such word.
struct Candidate {
  int id;
  std::string label;
  Real probability;
};
std::vector<Candidate> top_candidates(const Translation& run, int t, int k);

}  // namespace attn
