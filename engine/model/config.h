// What a Marian config.json says about a model's shape and behaviour.
#pragma once

#include <string>
#include <vector>

#include "engine/model/files.h"
#include "engine/tensor.h"

namespace attn {

struct StackConfig {
  int layers = 0, heads = 0;
  Index ffn = 0;
};

struct ModelConfig {
  Index d_model = 0, vocab = 0;
  StackConfig encoder, decoder;
  std::string activation;  // relu, gelu, silu
  bool scale_embedding = false, tied = true;
  Index max_positions = 0;  // tokens a sentence may have, </s> included
  Index max_length = 0;     // tokens decoding may produce, the start token included
  int eos = 0, pad = 0, start = 0;
  std::vector<int> forbidden;  // bad_words_ids of one token each
};

// Throws std::invalid_argument naming the file and the field: missing, of another type, out of range, or asking for
// something this engine does not compute (pre-norm, learned positions …).
ModelConfig read_config(const Bytes& file);

}  // namespace attn
