// The other parts of a layer: add & norm after a sublayer, and the feed-forward network ("Attention Is All You Need",
// sections 3.1 and 3.3).
#pragma once

#include "engine/blocks/attention.h"

namespace attn {

// Step numbers of weights.
struct NormWeights {
  int gamma, beta;  // 1×d
};
struct FeedForwardWeights {
  Projection hidden, output;  // d×f, f×d
};

// LayerNorm(x + y), ε = 1e-5 (Ba, Kiros and Hinton 2016). x, y: n×d. Returns the step of the n×d result.
int add_norm(const At& at, const NormWeights& weights, int x, int y);

// f(x·W₁ + b₁)·W₂ + b₂, equation 2; f is an op of one number: ops::relu, gelu or silu. x: n×d. Returns the n×d result.
int feed_forward(const At& at, const FeedForwardWeights& weights, const Op& activation, int x);

}  // namespace attn
