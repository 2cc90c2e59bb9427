#include "engine/blocks/attention.h"

#include <cmath>

#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

// What the parts of one attention are: within a sequence, or from one to another (section 3.2.3).
struct Roles {
  const Role &query, &key, &value, &scores, &scaled, &weights, &context;
};
constexpr Roles within{roles::query,  roles::key,     roles::value,  roles::scores,
                       roles::scaled, roles::weights, roles::context};
constexpr Roles across{roles::cross_query,  roles::cross_key,     roles::cross_value,  roles::cross_scores,
                       roles::cross_scaled, roles::cross_weights, roles::cross_context};

const Roles& roles_of(const At& at, int from, int over) {
  return at.out(from).row_axis.sequence == at.out(over).row_axis.sequence ? within : across;
}

}  // namespace

int attend(const At& at, int query, int key, int value, const AttentionOptions& options) {
  const Roles& as = roles_of(at, query, key);
  const Real factor = options.factor != 0 ? options.factor : 1 / std::sqrt(static_cast<Real>(at.out(query).cols()));
  int s = at.apply(as.scores, ops::matmul_nt, {query, key});  // n×m = n×d_k · (m×d_k)ᵀ
  if (factor != 1)
    s = at.apply(options.factor == 0 ? as.scaled : roles::multiplied, ops::scale, {s}, {.factor = factor});  // n×m
  if (options.mask >= 0) s = at.apply(roles::masked, ops::mask, {s, options.mask});                          // n×m
  const int a = at.apply(as.weights, ops::softmax, {s});  // n×m, rows sum to 1
  return at.apply(as.context, ops::matmul, {a, value});   // n×d_v = n×m · m×d_v
}

int attention(const At& at, const AttentionWeights& w, int from, int over, const AttentionOptions& options,
              std::vector<KeysValues>* kept) {
  at.check_stop();
  const Roles& as = roles_of(at, from, over);
  std::vector<int> contexts;
  contexts.reserve(w.heads.size());
  for (std::size_t h = 0; h < w.heads.size(); ++h) {
    const At head = at.in("head", h + 1);
    const HeadWeights& hw = w.heads[h];
    const int q = head.apply(as.query, ops::linear, {from, hw.query.weight, hw.query.bias});  // n×d_k
    KeysValues kv{};
    if (kept && h < kept->size()) {
      kv = (*kept)[h];
    } else {
      kv.key = head.apply(as.key, ops::linear, {over, hw.key.weight, hw.key.bias});          // m×d_k
      kv.value = head.apply(as.value, ops::linear, {over, hw.value.weight, hw.value.bias});  // m×d_v
      if (kept) kept->push_back(kv);
    }
    contexts.push_back(attend(head, q, kv.key, kv.value, options));  // n×d_v
  }
  const int joined = at.apply(roles::concat, ops::concat, contexts);                          // n×d
  return at.apply(roles::projection, ops::linear, {joined, w.output.weight, w.output.bias});  // n×d = n×d · d×d
}

}  // namespace attn
