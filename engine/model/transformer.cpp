#include "engine/model/transformer.h"

#include <cmath>

#include "engine/model/translate.h"
#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

constexpr Real layer_norm_epsilon = 1e-5f;

// What the parts of one attention are: within a sequence, or from one to another.
struct AttentionRoles {
  const Role &query, &key, &value, &scores, &scaled, &weights, &context;
};
constexpr AttentionRoles within{roles::query,  roles::key,     roles::value,  roles::scores,
                                roles::scaled, roles::weights, roles::context};
constexpr AttentionRoles across{roles::cross_query,  roles::cross_key,     roles::cross_value,  roles::cross_scores,
                                roles::cross_scaled, roles::cross_weights, roles::cross_context};

}  // namespace

Transformer::Transformer(const Model& model, Tape& tape, std::stop_token stop)
    : model_(model), tape_(tape), stop_(std::move(stop)), memory_keys_(model.decoder.size()) {
  for (const Given& g : model.givens) tape_.give(g.path, *g.role, g.value);
}

void Transformer::check_stop() const {
  if (stop_.stop_requested()) throw Cancelled();
}

int Transformer::apply(std::string_view at, const Role& role, const Op& op, std::initializer_list<int> inputs,
                       Attrs attrs) {
  std::string path;
  path.reserve(at.size() + 1 + role.name.size());
  path.append(at).append(1, '/').append(role.name);
  return tape_.apply(std::move(path), role, op, inputs, attrs);
}

// Section 3.4: the embedding times √d, plus the position (3.5).
int Transformer::embed(const std::string& at, int tokens, int table) {
  int x = apply(at, roles::lookup, ops::lookup, {table, tokens});
  if (model_.config.scale_embedding)
    x = apply(at, roles::embedding_scaled, ops::scale, {x},
              {.factor = std::sqrt(static_cast<Real>(model_.config.d_model))});
  const int p = apply(at, roles::positions, ops::positions, {tokens},
                      {.first = model_.config.d_model, .count = tape_.out(tokens).rows()});
  return apply(at, roles::embedding_sum, ops::add, {x, p});
}

// Equation 1 per head, then the heads side by side times W_O (section 3.2.2).
int Transformer::attention(const std::string& at, const AttentionWeights& w, int from, int over, int mask,
                           std::vector<Keys>* kept) {
  std::vector<int> contexts;
  contexts.reserve(w.heads.size());
  const AttentionRoles& as = tape_.out(from).row_axis.sequence == tape_.out(over).row_axis.sequence ? within : across;
  for (std::size_t h = 0; h < w.heads.size(); ++h) {
    const std::string head = at + "/head" + std::to_string(h + 1);
    const HeadWeights& hw = w.heads[h];
    const int q = apply(head, as.query, ops::linear, {from, hw.query.weight, hw.query.bias});
    Keys kv{};
    if (kept && h < kept->size()) {
      kv = (*kept)[h];
    } else {
      kv.key = apply(head, as.key, ops::linear, {over, hw.key.weight, hw.key.bias});
      kv.value = apply(head, as.value, ops::linear, {over, hw.value.weight, hw.value.bias});
      if (kept) kept->push_back(kv);
    }
    const Real d_k = static_cast<Real>(tape_.out(q).cols());
    int s = apply(head, as.scores, ops::matmul_nt, {q, kv.key});
    s = apply(head, as.scaled, ops::scale, {s}, {.factor = 1 / std::sqrt(d_k)});
    if (mask >= 0) s = apply(head, roles::masked, ops::mask, {s, mask});
    const int a = apply(head, as.weights, ops::softmax, {s});
    contexts.push_back(apply(head, as.context, ops::matmul, {a, kv.value}));
  }
  const int joined = tape_.apply(at + "/concat", roles::concat, ops::concat, contexts);
  return apply(at, roles::projection, ops::linear, {joined, w.output.weight, w.output.bias});
}

int Transformer::add_norm(const std::string& at, const NormWeights& w, int x, int y) {
  const int sum = apply(at, roles::residual, ops::add, {x, y});
  return apply(at, roles::norm, ops::layer_norm, {sum, w.gamma, w.beta}, {.factor = layer_norm_epsilon});
}

// Section 3.3.
int Transformer::feed_forward(const std::string& at, const FeedForwardWeights& w, int x) {
  const std::string& name = model_.config.activation;
  const Op& activation = name == "relu" ? ops::relu : name == "gelu" ? ops::gelu : ops::silu;
  const int h = apply(at, roles::hidden, ops::linear, {x, w.hidden.weight, w.hidden.bias});
  const int a = apply(at, roles::activation, activation, {h});
  return apply(at, roles::ffn_output, ops::linear, {a, w.output.weight, w.output.bias});
}

int Transformer::encode(int tokens) {
  int x = embed("encoder/embedding", tokens, model_.encoder_embedding);
  for (std::size_t i = 0; i < model_.encoder.size(); ++i) {
    check_stop();
    const EncoderLayer& layer = model_.encoder[i];
    const std::string at = "encoder/layer" + std::to_string(i + 1);
    x = add_norm(at + "/add_norm1", layer.norm1, x, attention(at + "/self", layer.self, x, x, -1));
    x = add_norm(at + "/add_norm2", layer.norm2, x, feed_forward(at + "/ffn", layer.ffn, x));
  }
  return x;
}

int Transformer::decode(int t, int tokens, int memory) {
  const std::string root = "decode" + std::to_string(t);
  int x = embed(root + "/embedding", tokens, model_.decoder_embedding);
  const Index n = tape_.out(tokens).rows();
  const int mask = apply(root, roles::mask, ops::causal_mask, {tokens}, {.count = n});
  for (std::size_t i = 0; i < model_.decoder.size(); ++i) {
    check_stop();
    const DecoderLayer& layer = model_.decoder[i];
    const std::string at = root + "/layer" + std::to_string(i + 1);
    x = add_norm(at + "/add_norm1", layer.norm1, x, attention(at + "/self", layer.self, x, x, mask));
    x = add_norm(at + "/add_norm2", layer.norm2, x,
                 attention(at + "/cross", layer.cross, x, memory, -1, &memory_keys_[i]));
    x = add_norm(at + "/add_norm3", layer.norm3, x, feed_forward(at + "/ffn", layer.ffn, x));
  }
  return output(root + "/output", x, n - 1);
}

// Section 3.4: the same table turns the last state into a score for every word; softmax, then the largest.
int Transformer::output(const std::string& at, int state, Index row) {
  const int y = apply(at, roles::state, ops::slice_rows, {state}, {.first = row, .count = 1});
  const int similarity = apply(at, roles::similarity, ops::matmul_nt, {y, model_.output_embedding});
  int logits = apply(at, roles::logits, ops::add_row, {similarity, model_.output_bias});
  if (model_.forbidden >= 0) logits = apply(at, roles::allowed, ops::mask, {logits, model_.forbidden});
  return apply(at, roles::probabilities, ops::softmax, {logits});
}

int Transformer::choose(int t, int probabilities) {
  return apply("decode" + std::to_string(t) + "/output", roles::next, ops::argmax, {probabilities});
}

}  // namespace attn
