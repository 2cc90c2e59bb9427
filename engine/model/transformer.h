// The Transformer of "Attention Is All You Need" on a tape: post-norm encoder and decoder (sections 3.1 to 3.4).
//
// n: tokens of the source, t: words written so far with the prompt, d: width of the model, V: size of the vocabulary.
#pragma once

#include <stop_token>
#include <vector>

#include "engine/blocks/attention.h"
#include "engine/blocks/embedding.h"
#include "engine/generate.h"
#include "engine/model/model.h"
#include "engine/trace.h"

namespace attn {

// Which rows the decoder computes for a word. Both give the same numbers but for rounding, a few 1e-6 of the largest of
// a row (tests/engine/kept_test.cpp).
enum class DecoderRows {
  all,    // one for every word so far, as the paper draws it
  newest  // that of the newest word: keys and values of the words before it are kept
};

class Transformer final : public Decoder {
 public:
  // Records the model's weights; their step numbers are their places in model.givens.
  Transformer(const Model& model, Tape& tape, DecoderRows rows, std::stop_token stop = {});

  // tokens: n×1 ids. Computes the memory that the decoder attends to, and returns its step: n×d.
  int encode(Tensor tokens);
  // The same memory, computed elsewhere. n×d.
  void remember(Tensor memory);

  // After encode() or remember(). Where keys and values are kept, words are asked for in their order.
  int probabilities(int t, int tokens) override;

  // Where keys and values are kept: the weights of all words in one matrix for each head, under "written". tokens: the
  // step of all that were asked for.
  void collect_weights(int tokens);

 private:
  const Model& model_;
  Tape& tape_;
  DecoderRows rows_;
  std::stop_token stop_;
  int memory_ = -1;
  std::vector<KeptKeysValues> memory_kept_;  // per decoder layer, made for the first word
  std::vector<KeptKeysValues> words_kept_;   // per decoder layer, one row more for each word
};

}  // namespace attn
