#include "engine/blocks/layer.h"

#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

namespace attn {

constexpr Real layer_norm_epsilon = 1e-5f;

int add_norm(const At& at, const NormWeights& w, int x, int y) {
  const int sum = at.apply(roles::residual, ops::add, {x, y});                                            // n×d
  return at.apply(roles::norm, ops::layer_norm, {sum, w.gamma, w.beta}, {.factor = layer_norm_epsilon});  // n×d
}

int feed_forward(const At& at, const FeedForwardWeights& w, const Op& activation, int x) {
  const int h = at.apply(roles::hidden, ops::linear, {x, w.hidden.weight, w.hidden.bias});  // n×f = n×d · d×f
  const int a = at.apply(roles::activation, activation, {h});                               // n×f
  return at.apply(roles::ffn_output, ops::linear, {a, w.output.weight, w.output.bias});     // n×d = n×f · f×d
}

}  // namespace attn
