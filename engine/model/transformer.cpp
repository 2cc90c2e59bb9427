#include "engine/model/transformer.h"

#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

const Op& activation_of(const Model& model) {
  const std::string& name = model.config.activation;
  return name == "relu" ? ops::relu : name == "gelu" ? ops::gelu : ops::silu;
}

}  // namespace

Transformer::Transformer(const Model& model, Tape& tape, std::stop_token stop)
    : model_(model), tape_(tape), stop_(std::move(stop)), memory_keys_(model.decoder.size()) {
  for (const Given& g : model.givens) tape_.give(g.path, *g.role, g.value);
}

At Transformer::decoding(int t) const { return {tape_, "decode" + std::to_string(t), stop_}; }

int Transformer::encode(int tokens) {
  const At encoder(tape_, "encoder", stop_);
  int x = embed(encoder.in("embedding"), model_.encoder_embedding, tokens, model_.config.scale_embedding);  // n×d
  for (std::size_t i = 0; i < model_.encoder.size(); ++i) {
    const EncoderLayer& layer = model_.encoder[i];
    const At at = encoder.in("layer", i + 1);
    x = add_norm(at.in("add_norm1"), layer.norm1, x, attention(at.in("self"), layer.self, x, x));  // n×d
    x = add_norm(at.in("add_norm2"), layer.norm2, x,
                 feed_forward(at.in("ffn"), layer.ffn, activation_of(model_), x));  // n×d
  }
  return x;
}

int Transformer::decode(int t, int tokens, int memory) {
  const At root = decoding(t);
  int x = embed(root.in("embedding"), model_.decoder_embedding, tokens, model_.config.scale_embedding);       // t×d
  const int mask = root.apply(roles::mask, ops::causal_mask, {tokens}, {.count = tape_.out(tokens).rows()});  // t×t
  for (std::size_t i = 0; i < model_.decoder.size(); ++i) {
    const DecoderLayer& layer = model_.decoder[i];
    const At at = root.in("layer", i + 1);
    x = add_norm(at.in("add_norm1"), layer.norm1, x,
                 attention(at.in("self"), layer.self, x, x, {.mask = mask}));  // t×d
    x = add_norm(at.in("add_norm2"), layer.norm2, x,
                 attention(at.in("cross"), layer.cross, x, memory, {}, &memory_keys_[i]));  // t×d
    x = add_norm(at.in("add_norm3"), layer.norm3, x,
                 feed_forward(at.in("ffn"), layer.ffn, activation_of(model_), x));  // t×d
  }
  const OutputWeights output{model_.output_embedding, model_.output_bias, model_.forbidden};
  return next_word_probabilities(root.in("output"), output, x);  // 1×V
}

int Transformer::choose(int t, int probabilities) {
  return decoding(t).in("output").apply(roles::next, ops::argmax, {probabilities});  // 1×1
}

}  // namespace attn
