#include "engine/blocks/embedding.h"

#include <cmath>

#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

namespace attn {

int embed(const At& at, int table, int tokens, const EmbedOptions& options) {
  const Index n = at.out(tokens).rows(), d = at.out(table).cols();
  int x = at.apply(roles::lookup, ops::lookup, {table, tokens});  // n×d
  if (options.scaled)
    x = at.apply(roles::embedding_scaled, ops::scale, {x}, {.factor = std::sqrt(static_cast<Real>(d))});  // n×d
  const int p =
      at.apply(roles::positions, ops::positions, {tokens}, {.first = d, .count = n, .from = options.first});  // n×d
  return at.apply(roles::embedding_sum, ops::add, {x, p});                                                    // n×d
}

int next_word_probabilities(const At& at, const OutputWeights& w, int states) {
  const Index last = at.out(states).rows() - 1;
  const int y = at.apply(roles::state, ops::slice_rows, {states}, {.first = last, .count = 1});  // 1×d
  const int similarity = at.apply(roles::similarity, ops::matmul_nt, {y, w.table});  // 1×V = 1×d · (V×d)ᵀ
  int logits = at.apply(roles::logits, ops::add_row, {similarity, w.bias});          // 1×V
  if (w.forbidden >= 0) logits = at.apply(roles::allowed, ops::mask, {logits, w.forbidden});  // 1×V
  return at.apply(roles::probabilities, ops::softmax, {logits});                              // 1×V, sums to 1
}

}  // namespace attn
