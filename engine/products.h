// Products of small matrices and of one row with a large table, where Eigen's preparations cost more than the product.
//
// Shapes alone decide how a product is computed. Up to eight rows every cell is one chain: its terms are added in the
// order of k, each product and sum rounded as `fused` does. So a cell is the same number, bit for bit, wherever it
// stands and whether its table has panels or not. More rows are Eigen's.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "engine/matrix.h"

namespace attn::kernels {

// a·b + c: rounded once where the processor can, otherwise twice.
inline Real fused(Real a, Real b, Real c) {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  return std::fma(a, b, c);
#else
  return a * b + c;
#endif
}

// A table of V rows arranged for products of one row with all of them: `width` rows lie together, their first numbers,
// then their second … , so that a product reads memory straight through and needs no sum across lanes.
class Panels {
 public:
  explicit Panels(const Mat& table);

  // out[j] = Σ_k x[k]·table(j, k) for all V rows j.
  void product(const Real* x, Real* out) const;

  Index rows() const { return rows_; }
  bool halves() const { return !halves_.empty(); }  // kept in 16 bits: half the memory to read

 private:
  Index rows_, depth_;
  std::vector<std::uint16_t> halves_;  // where that loses nothing and the processor reads them
  std::vector<Real> reals_;            // otherwise
};

// out += a·b. Shapes must fit; out is neither a nor b.
void add_product(const Mat& a, const Mat& b, Mat& out);

// out = a·bᵀ; panels: of b, or null. Shapes must fit; out is neither a nor b.
void product_transposed(const Mat& a, const Mat& b, const Panels* panels, Mat& out);

}  // namespace attn::kernels
