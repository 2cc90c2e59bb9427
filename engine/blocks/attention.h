// Attention: softmax(Q·Kᵀ/√d_k)·V, once or in several heads ("Attention Is All You Need", sections 3.2.1 and 3.2.2).
//
// n tokens ask, m tokens are asked; d_k is the width of a query, d_v that of a value.
#pragma once

#include <vector>

#include "engine/blocks/at.h"

namespace attn {

// Step numbers of weights: y = x·W + b.
struct Projection {
  int weight, bias;  // in×out, 1×out
};
struct HeadWeights {
  Projection query, key, value;  // d×d_head each
};
struct AttentionWeights {
  std::vector<HeadWeights> heads;
  Projection output;  // d×d
};

struct KeysValues {
  int key, value;  // steps: m×d_k, m×d_v
};
// Keys and values of every head that later calls need not compute again: computed and put there the first time.
struct KeptKeysValues {
  std::vector<KeysValues> heads;
  bool grows = false;  // later calls add those of their own tokens below; otherwise these are all
  std::vector<std::vector<int>> scores = {};  // of every head, the steps of each call
};

struct AttentionOptions {
  int mask = -1;    // step, n×m: 0, and −∞ where a token may not be asked; −1: every one may
  Real factor = 0;  // of the scores; 0: 1/√d_k; 1: they are not scaled, and no such step is recorded
};

// One head of given queries, keys and values: the steps scores, scaled, masked, weights, context. Roles are those of
// encoder–decoder attention where the tokens that ask and those asked are of two sequences. Throws
// std::invalid_argument if the shapes do not fit.
struct Attended {
  int scores, context;  // steps: n×m, n×d_v
};
Attended attend(const At& at, int query, int key, int value, const AttentionOptions& options = {});

// Scores that several calls made with kept keys and values, one below the other, and the weights that follow from them:
// in each head the steps scores, scaled, masked, weights. Scores are −∞ for words that were not there yet; weights are
// as if all rows had been computed at once.
void collect(const At& at, const KeptKeysValues& kept, const AttentionOptions& options = {});

// All heads, side by side times W_O: from is n×d, over m×d, or where keys and values are kept and grow, the new ones of
// the m. kept may be null. Returns the step of the n×d output.
int attention(const At& at, const AttentionWeights& weights, int from, int over, const AttentionOptions& options = {},
              KeptKeysValues* kept = nullptr);

}  // namespace attn
