#include "engine/model/transformer.h"

#include <utility>

#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

const Op& activation_of(const Model& model) {
  const std::string& name = model.config.activation;
  return name == "relu" ? ops::relu : name == "gelu" ? ops::gelu : ops::silu;
}

}  // namespace

Transformer::Transformer(const Model& model, Tape& tape, DecoderRows rows, std::stop_token stop)
    : model_(model),
      tape_(tape),
      rows_(rows),
      stop_(std::move(stop)),
      memory_kept_(model.decoder.size()),
      words_kept_(model.decoder.size(), KeptKeysValues{{}, true}) {
  for (const Given& g : model.givens) tape_.give(g.path, *g.role, g.value);
}

int Transformer::encode(Tensor tokens) {
  const At encoder(tape_, "encoder", stop_), start = encoder.in("embedding");
  const int ids = start.give(roles::tokens, std::move(tokens));                                    // n×1
  int x = embed(start, model_.encoder_embedding, ids, {.scaled = model_.config.scale_embedding});  // n×d
  for (std::size_t i = 0; i < model_.encoder.size(); ++i) {
    const EncoderLayer& layer = model_.encoder[i];
    const At at = encoder.in("layer", i + 1);
    x = add_norm(at.in("add_norm1"), layer.norm1, x, attention(at.in("self"), layer.self, x, x));  // n×d
    x = add_norm(at.in("add_norm2"), layer.norm2, x,
                 feed_forward(at.in("ffn"), layer.ffn, activation_of(model_), x));  // n×d
  }
  return memory_ = x;
}

void Transformer::remember(Tensor memory) {
  memory_ = At(tape_, "encoder").give(roles::memory, std::move(memory));  // n×d
}

int Transformer::probabilities(int t, int tokens) {
  const At root(tape_, "decode" + std::to_string(t), stop_), start = root.in("embedding");
  const Index words = tape_.out(tokens).rows();                                           // t
  const bool newest = rows_ == DecoderRows::newest && words > 1;                          // the rows: 1, or all t
  const Index first = newest ? words - 1 : 0;                                             // place of the first row
  const int ids = newest ? start.apply(roles::newest, ops::last_row, {tokens}) : tokens;  // rows×1
  int x =
      embed(start, model_.decoder_embedding, ids, {.scaled = model_.config.scale_embedding, .first = first});  // rows×d
  const int mask =
      root.apply(roles::mask, ops::causal_mask, {tokens}, {.first = first, .count = words - first});  // rows×t
  for (std::size_t i = 0; i < model_.decoder.size(); ++i) {
    const DecoderLayer& layer = model_.decoder[i];
    const At at = root.in("layer", i + 1);
    KeptKeysValues* const words_kept = rows_ == DecoderRows::newest ? &words_kept_[i] : nullptr;
    x = add_norm(at.in("add_norm1"), layer.norm1, x,
                 attention(at.in("self"), layer.self, x, x, {.mask = mask}, words_kept));  // rows×d
    x = add_norm(at.in("add_norm2"), layer.norm2, x,
                 attention(at.in("cross"), layer.cross, x, memory_, {}, &memory_kept_[i]));  // rows×d
    x = add_norm(at.in("add_norm3"), layer.norm3, x,
                 feed_forward(at.in("ffn"), layer.ffn, activation_of(model_), x));  // rows×d
  }
  const OutputWeights output{model_.output_embedding, model_.output_bias, model_.forbidden};
  return next_word_probabilities(root.in("output"), output, x);  // 1×V
}

void Transformer::collect_weights(int tokens) {
  const At root(tape_, "written", stop_);
  const int mask = root.apply(roles::mask, ops::causal_mask, {tokens}, {.count = tape_.out(tokens).rows()});  // t×t
  for (std::size_t i = 0; i < model_.decoder.size(); ++i) {
    const At at = root.in("layer", i + 1);
    at.check_stop();
    collect(at.in("self"), words_kept_[i], {.mask = mask});
    collect(at.in("cross"), memory_kept_[i]);
  }
}

}  // namespace attn
