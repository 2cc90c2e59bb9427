// The Transformer of "Attention Is All You Need" on a tape: post-norm encoder and decoder (sections 3.1 to 3.4).
#pragma once

#include <stop_token>
#include <vector>

#include "engine/blocks/attention.h"
#include "engine/blocks/embedding.h"
#include "engine/model/model.h"
#include "engine/trace.h"

namespace attn {

class Transformer {
 public:
  // Records the model's weights; their step numbers are their places in model.givens.
  Transformer(const Model& model, Tape& tape, std::stop_token stop = {});

  // tokens: n×1 ids. Returns the step of the n×d encoder output.
  int encode(int tokens);
  // One decoding step t (from 1) over the whole prefix; tokens: t×1 ids. Returns the step of the 1×V
  // probabilities of the next word.
  int decode(int t, int tokens, int memory);
  // The step of the 1×1 id of the most probable word.
  int choose(int t, int probabilities);

 private:
  At decoding(int t) const;

  const Model& model_;
  Tape& tape_;
  std::stop_token stop_;
  std::vector<std::vector<KeysValues>> memory_keys_;  // per decoder layer and head, made in decode 1
};

}  // namespace attn
