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

// Keys and values of head h. over: m×d, or its new rows where kept ones grow.
KeysValues keys_values(const At& head, const Roles& as, const HeadWeights& w, int over, KeptKeysValues* kept,
                       std::size_t h) {
  const bool known = kept && h < kept->heads.size();
  if (known && !kept->grows) return kept->heads[h];
  KeysValues made{};
  made.key = head.apply(known ? roles::new_key : as.key, ops::linear, {over, w.key.weight, w.key.bias});  // m×d_k
  made.value =
      head.apply(known ? roles::new_value : as.value, ops::linear, {over, w.value.weight, w.value.bias});  // m×d_v
  if (known) {
    KeysValues& all = kept->heads[h];
    all.key = head.apply(roles::kept_key, ops::append, {all.key, made.key});          // m×d_k
    all.value = head.apply(roles::kept_value, ops::append, {all.value, made.value});  // m×d_v
    return all;
  }
  if (kept) kept->heads.push_back(made);
  return made;
}

// What follows from scores, n×m: scaled, masked, weights. Returns the step of the weights.
int weigh(const At& at, const Roles& as, int scores, Index d_k, const AttentionOptions& options) {
  const Real factor = options.factor != 0 ? options.factor : 1 / std::sqrt(static_cast<Real>(d_k));
  int s = scores;
  if (factor != 1)
    s = at.apply(options.factor == 0 ? as.scaled : roles::multiplied, ops::scale, {s}, {.factor = factor});  // n×m
  if (options.mask >= 0) s = at.apply(roles::masked, ops::mask, {s, options.mask});                          // n×m
  return at.apply(as.weights, ops::softmax, {s});  // n×m, rows sum to 1
}

}  // namespace

Attended attend(const At& at, int query, int key, int value, const AttentionOptions& options) {
  const Roles& as = roles_of(at, query, key);
  const int s = at.apply(as.scores, ops::matmul_nt, {query, key});  // n×m = n×d_k · (m×d_k)ᵀ
  const int a = weigh(at, as, s, at.out(query).cols(), options);    // n×m
  return {s, at.apply(as.context, ops::matmul, {a, value})};        // n×d_v = n×m · m×d_v
}

void collect(const At& at, const KeptKeysValues& kept, const AttentionOptions& options) {
  for (std::size_t h = 0; h < kept.scores.size(); ++h) {
    const At head = at.in("head", h + 1);
    const Tensor &first = head.out(kept.scores[h].front()), &key = head.out(kept.heads[h].key);
    const bool crosses = first.row_axis.sequence != first.col_axis.sequence;
    const int s = head.apply(crosses ? roles::collected_cross_scores : roles::collected_scores, ops::stack,
                             kept.scores[h]);                        // n×m, of n rows
    weigh(head, crosses ? across : within, s, key.cols(), options);  // n×m
  }
}

int attention(const At& at, const AttentionWeights& w, int from, int over, const AttentionOptions& options,
              KeptKeysValues* kept) {
  at.check_stop();
  const Roles& as = roles_of(at, from, over);
  std::vector<int> contexts;
  contexts.reserve(w.heads.size());
  for (std::size_t h = 0; h < w.heads.size(); ++h) {
    const At head = at.in("head", h + 1);
    const HeadWeights& hw = w.heads[h];
    const int q = head.apply(as.query, ops::linear, {from, hw.query.weight, hw.query.bias});  // n×d_k
    const auto [key, value] = keys_values(head, as, hw, over, kept, h);                       // m×d_k, m×d_v
    const auto [scores, context] = attend(head, q, key, value, options);                      // n×m, n×d_v
    contexts.push_back(context);
    if (kept) {
      kept->scores.resize(w.heads.size());
      kept->scores[h].push_back(scores);
    }
  }
  const int joined = at.apply(roles::concat, ops::concat, contexts);                          // n×d
  return at.apply(roles::projection, ops::linear, {joined, w.output.weight, w.output.bias});  // n×d = n×d · d×d
}

}  // namespace attn
