// Alignment: where the decoder looked in the source while it wrote each word.
#pragma once

#include "engine/run.h"

namespace attn {

// T×n: row t is the last row of the cross-attention weights of decoding step t + 1, the one that wrote word t + 1; rows
// are named by the words written, columns by the source tokens. layer and head count from 1; layer 0: the last one,
// head 0: the mean of all. Throws std::invalid_argument if there is no such layer or head.
Tensor cross_attention(const Run& run, int layer = 0, int head = 0);

// How many decoder layers a run has, and how many heads their cross-attention.
int decoder_layers(const Run& run);
int cross_heads(const Run& run);

// The step of a head's cross-attention weights while word `word` was found; all count from 1. −1: there is none. The
// last row of these weights is where that word looked.
int cross_weights(const Run& run, int word, int layer, int head);

}  // namespace attn
