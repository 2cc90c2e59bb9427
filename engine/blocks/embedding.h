// From words to vectors, and from a vector to the next word ("Attention Is All You Need", sections 3.4 and 3.5).
#pragma once

#include "engine/blocks/at.h"

namespace attn {

struct EmbedOptions {
  bool scaled = false;  // times √d
  Index first = 0;      // place of the first token, from 0
};
// Rows of the V×d table for n×1 token ids, plus the sinusoids of their places. Returns the step of the n×d sum.
int embed(const At& at, int table, int tokens, const EmbedOptions& options);

// Step numbers of weights.
struct OutputWeights {
  int table;           // V×d
  int bias;            // 1×V
  int forbidden = -1;  // 1×V of 0 and −∞, or −1
};

// Probabilities of the next word after the last of n tokens; states: n×d. Returns the step of the 1×V distribution.
int next_word_probabilities(const At& at, const OutputWeights& weights, int states);

}  // namespace attn
