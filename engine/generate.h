// The decoding loop, written once for every kind of run that writes words: greedy, or with words that are forced or
// drawn.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "engine/model/sampling.h"
#include "engine/request.h"
#include "engine/run.h"

namespace attn {

// What is asked for the next word.
class Decoder {
 public:
  Decoder() = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  virtual ~Decoder() = default;

  // tokens: the step of all t×1 ids written so far, the prompt included. Returns the step of the 1×V probabilities of
  // word t (from 1). Throws Cancelled.
  virtual int probabilities(int t, int tokens) = 0;
};

// The tokens that writing begins with. ids: n×1.
int give_prompt(Tape& tape, Tensor ids);

struct GenerateOptions {
  int end = 0;                                   // id of the word after which nothing follows
  Index most = 0;                                // words, at most
  std::vector<ForcedWord> forced = {};           // those at places that are not reached are without effect
  std::optional<SamplingOptions> sampling = {};  // words are drawn, where none is forced
  std::function<void(int word)> progress = {};   // called after each word
};

// Writes after the prompt, one step "decodeT/output/next" a word, into run.prompt, run.written and run.complete.
// Returns the step of the tokens that were last asked with. Throws std::invalid_argument: sampling out of its range;
// Cancelled.
int generate(Tape& tape, Decoder& decoder, int prompt, const GenerateOptions& options, Run& run);

}  // namespace attn
