#include "engine/kernels.h"

#include <cmath>
#include <limits>

namespace attn::kernels {
namespace {

constexpr Index few_rows = 8,
                small = 1 << 15;  // up to here a product costs less than Eigen's repacking of both operands

// `width` columns of out += a·b for `rows` rows, all sums in registers. lda, ldb, ldo: numbers from row to row.
template <int rows, int width>
void tile(const Real* a, Index lda, Index depth, const Real* b, Index ldb, Real* out, Index ldo) {
  using Strip = Eigen::Array<Real, width, 1>;
  Strip sum[rows];
  for (int r = 0; r < rows; ++r) sum[r] = Eigen::Map<const Strip>(out + r * ldo);
  for (Index k = 0; k < depth; ++k) {
    const Strip strip = Eigen::Map<const Strip>(b + k * ldb);
    for (int r = 0; r < rows; ++r) sum[r] += a[r * lda + k] * strip;
  }
  for (int r = 0; r < rows; ++r) Eigen::Map<Strip>(out + r * ldo) = sum[r];
}

template <int rows>
void strip_of_rows(const Real* a, const Mat& b, Real* out) {
  const Index depth = b.rows(), cols = b.cols();
  const Real* from = b.data();
  Index c = 0;
  for (; c + 32 <= cols; c += 32) tile<rows, 32>(a, depth, depth, from + c, cols, out + c, cols);
  for (; c + 8 <= cols; c += 8) tile<rows, 8>(a, depth, depth, from + c, cols, out + c, cols);
  for (; c < cols; ++c) tile<rows, 1>(a, depth, depth, from + c, cols, out + c, cols);
}

}  // namespace

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

void add_product(const Mat& a, const Mat& b, Mat& out) {
  if (a.rows() == 1 || a.rows() > few_rows || b.size() > small) {
    out.noalias() += a * b;
    return;
  }
  Index r = 0;
  for (; r + 4 <= a.rows(); r += 4) strip_of_rows<4>(a.data() + r * a.cols(), b, out.data() + r * b.cols());
  for (; r + 2 <= a.rows(); r += 2) strip_of_rows<2>(a.data() + r * a.cols(), b, out.data() + r * b.cols());
  for (; r < a.rows(); ++r) strip_of_rows<1>(a.data() + r * a.cols(), b, out.data() + r * b.cols());
}

}  // namespace attn::kernels
