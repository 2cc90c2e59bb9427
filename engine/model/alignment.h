// Alignment: where the decoder looked in the source while it wrote each word.
#pragma once

#include "engine/model/translate.h"

namespace attn {

// T×n: row t is the last row of the cross-attention weights of decoding step t + 1, the one that wrote word t + 1; rows
// are named by the words written, columns by the source tokens. layer and head count from 1; layer 0: the last one,
// head 0: the mean of all. Throws std::invalid_argument if there is no such layer or head.
Tensor cross_attention(const Translation& translation, int layer = 0, int head = 0);

// How many decoder layers a trace has, and how many heads their cross-attention.
int decoder_layers(const Trace& trace);
int cross_heads(const Trace& trace);

}  // namespace attn
