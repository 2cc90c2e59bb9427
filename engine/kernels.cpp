#include "engine/kernels.h"

#include <cmath>
#include <limits>

namespace attn::kernels {

Real largest(const Real* x, Index n) {
  constexpr Index lanes = 32;  // side by side, because one running maximum would be a chain
  Real top[lanes];
  std::fill_n(top, lanes, -std::numeric_limits<Real>::infinity());
  Index i = 0;
  for (; i + lanes <= n; i += lanes)
    for (Index l = 0; l < lanes; ++l) top[l] = top[l] >= x[i + l] ? top[l] : x[i + l];
  for (; i < n; ++i) top[0] = top[0] >= x[i] ? top[0] : x[i];
  int nan = 0;
  for (i = 0; i < n; ++i) nan |= x[i] != x[i];
  return nan ? std::numeric_limits<Real>::quiet_NaN() : *std::max_element(top, top + lanes);
}

// Two loops: in one, compilers branch around the arithmetic at the bounds, and a branch cannot be a vector instruction.
void exponentials(const Real* x, Real top, Real* out, Index n) {
  for (Index i = 0; i < n; ++i) out[i] = bounded(x[i] - top);
  for (Index i = 0; i < n; ++i) out[i] = bounded_exponential(out[i]);
}

Real sum(const Real* x, Index n) {
  constexpr Index block = 128;  // short sums in Real are exact enough; the long sum of them is in double
  double total = 0;
  for (Index i = 0; i < n; i += block)
    total += static_cast<double>(
        Eigen::Map<const Eigen::Array<Real, Eigen::Dynamic, 1>>(x + i, std::min(block, n - i)).sum());
  return static_cast<Real>(total);
}

}  // namespace attn::kernels
