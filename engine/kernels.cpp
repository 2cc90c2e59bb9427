#include "engine/kernels.h"
#include "engine/eigen.h"

#include <cmath>
#include <limits>

namespace attn::kernels {

Real largest(const Real* x, Index n) {
  constexpr Index lanes = 32;  // side by side, because one running maximum would be a chain
  Real top = -std::numeric_limits<Real>::infinity();
  std::int32_t nan = 0;
  Index i = 0;
  if (n >= lanes) {
    Real tops[lanes];
    std::int32_t nans[lanes] = {};
    std::fill_n(tops, lanes, top);
    for (; i + lanes <= n; i += lanes)
      for (Index l = 0; l < lanes; ++l) {
        tops[l] = tops[l] >= x[i + l] ? tops[l] : x[i + l];
        nans[l] |= x[i + l] != x[i + l];
      }
    for (Index l = 0; l < lanes; ++l) {
      top = top >= tops[l] ? top : tops[l];
      nan |= nans[l];
    }
  }
  for (; i < n; ++i) {
    top = top >= x[i] ? top : x[i];
    nan |= x[i] != x[i];
  }
  return nan ? std::numeric_limits<Real>::quiet_NaN() : top;
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
