// Sampling: what temperature, top-k and top-p make of the distribution of the next word, and a draw from it.
//
// Temperature: Ackley, Hinton and Sejnowski 1985; top-k: Fan et al. 2018; top-p (nucleus): Holtzman et al. 2020.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/tensor.h"

namespace attn {

struct SamplingOptions {
  double temperature = 1;  // 0: the most probable word
  int top_k = 0;           // only the k most probable words; 0: all
  double top_p = 1;        // of those, the fewest most probable ones that have this much together
  std::uint64_t seed = 1;
  bool operator==(const SamplingOptions&) const = default;
};

struct Adjusted {
  std::vector<int> order;           // words, the most probable first; of equals the one with the smaller id
  std::vector<double> probability;  // by id; of the words that are left, they sum to 1
  int left = 0;                     // how many words can be drawn: the first of order
};

// logits: 1×V; −∞ forbids a word. Returns softmax(logits / T) in double precision, restricted to the k largest, then to
// the smallest set whose sum reaches p, renormalised after each. Throws std::invalid_argument: an option outside its
// range, logits without a largest one.
Adjusted adjusted(const Tensor& logits, const SamplingOptions& options);

// Number `t` of the random sequence of a seed, in [0, 1): SplitMix64 (Steele, Lea and Flood 2014), 53 bits of it.
double uniform(std::uint64_t seed, int t);

// The word in whose share of [0, 1) u lies, shares laid side by side in the order of probability.
int draw(const Adjusted& from, double u);

}  // namespace attn
