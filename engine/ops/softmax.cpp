// Mask and softmax, apart, as in section 3.2 of "Attention Is All You Need".
#include <cmath>
#include <limits>

#include "engine/eigen.h"
#include "engine/kernels.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/ops.h"

namespace attn {
namespace {

constexpr Real minus_infinity = -std::numeric_limits<Real>::infinity();

// 0 where a word may look: at itself and at earlier words; −∞ at later ones. Argument: n×1 tokens; the rows are those
// from attrs.first on, the columns all n.
Tensor causal_mask_eval(Args a, const Attrs& attrs, Aux&) {
  need(a.size() == 1 && attrs.first >= 0 && attrs.count >= 0 && a[0]->rows() == attrs.first + attrs.count,
       "causal_mask", a);
  Mat out = Mat::zeros(attrs.count, a[0]->rows());
  for (Index r = 0; r < attrs.count; ++r)
    for (Index c = attrs.first + r + 1; c < out.cols(); ++c) out(r, c) = minus_infinity;
  return {std::move(out), a[0]->row_axis.from(attrs.first, attrs.count), a[0]->row_axis};
}
void causal_mask_reads(Args, const Attrs&, Index, Index, Reads&) {}
void causal_mask_explain(Args, const Attrs& attrs, const Tensor& out, const Aux&, Index r, Index c, Explanation& to) {
  to.push_back(
      sum_line("cell", {number_term(static_cast<double>(out(r, c)), c > attrs.first + r ? "later" : "allowed")}));
}

// A + M. Where M is −∞ the cell is −∞, whatever A holds.
Tensor mask_eval(Args a, const Attrs&, Aux&) {
  need(a.size() == 2 && a[0]->rows() == a[1]->rows() && a[0]->cols() == a[1]->cols(), "mask", a);
  const Mat& m = a[1]->mat();
  Mat out = mat_of((eigen(m).array() == minus_infinity).select(eigen(m), eigen(a[0]->mat()) + eigen(m)));
  return {std::move(out), a[0]->row_axis, a[0]->col_axis};
}
bool blocked(Args a, Index r, Index c) { return (*a[1])(r, c) == minus_infinity; }
void mask_reads(Args a, const Attrs&, Index r, Index c, Reads& to) {
  if (!blocked(a, r, c)) to.push_back({0, r, c});
  to.push_back({1, r, c});
}
void mask_explain(Args a, const Attrs&, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  std::vector<Term> terms;
  if (!blocked(a, r, c)) terms.push_back(single_term(a, {0, r, c}));
  terms.push_back(single_term(a, {1, r, c}, "mask"));
  to.push_back(sum_line("cell", std::move(terms)));
}

// Row by row: exp(x − max) / Σ exp(x − max). A row of −∞ has nothing to attend to: all its weights are 0.
// Aux: max n×1, exponentials n×m, sum n×1.
Tensor softmax_eval(Args a, const Attrs&, Aux& aux) {
  need(a.size() == 1 && a[0]->cols() > 0, "softmax", a);
  const Mat& x = a[0]->mat();
  Mat top(x.rows(), 1), exponentials(x.rows(), x.cols()), sum(x.rows(), 1), out(x.rows(), x.cols());
  for (Index r = 0; r < x.rows(); ++r) {
    top(r, 0) = kernels::largest(&x(r, 0), x.cols());
    if (top(r, 0) == minus_infinity) {
      eigen(exponentials).row(r).setZero();
      sum(r, 0) = 0;
      eigen(out).row(r).setZero();
      continue;
    }
    kernels::exponentials(&x(r, 0), top(r, 0), &exponentials(r, 0), x.cols());
    sum(r, 0) = kernels::sum(&exponentials(r, 0), x.cols());
    eigen(out).row(r) = eigen(exponentials).row(r) / sum(r, 0);
  }
  keep(aux, "max", std::move(top));
  keep(aux, "exponentials", std::move(exponentials));
  keep(aux, "sum", std::move(sum));
  return {std::move(out), a[0]->row_axis, a[0]->col_axis};
}
// Every cell of the row moves the sum; but the weight of a score of −∞ is 0 whatever the others are.
void softmax_reads(Args a, const Attrs&, Index r, Index c, Reads& to) {
  if ((*a[0])(r, c) == minus_infinity) {
    to.push_back({0, r, c});
    return;
  }
  for (Index k = 0; k < a[0]->cols(); ++k) to.push_back({0, r, k});
}
void softmax_explain(Args a, const Attrs&, const Tensor&, const Aux& aux, Index r, Index c, Explanation& to) {
  const double top = static_cast<double>(aux[0].values(r, 0));
  // In a row of −∞ nothing has a distance to the maximum; it counts as −∞ and its exponential as 0.
  const auto distance = [top](double x) { return std::isinf(x) && x < 0 ? x : x - top; };
  std::vector<Term> row, powers;
  for (Index k = 0; k < a[0]->cols(); ++k) {
    row.push_back(single_term(a, {0, r, k}));
    const double x = row.back().value;
    powers.push_back({std::exp(distance(x)), {{{0, r, k}, x}}, "exponential"});
  }
  const double x = row[static_cast<std::size_t>(c)].value, e = powers[static_cast<std::size_t>(c)].value;
  to.push_back({"max", Line::Combine::maximum, std::move(row), top, {}});
  to.push_back({"exponential", Line::Combine::function, {number_term(distance(x), "x − max")}, e, "exp"});
  to.push_back(sum_line("sum", std::move(powers)));
  const double sum = to.back().value;
  to.push_back({"cell",
                Line::Combine::quotient,
                {number_term(e, "exponential"), number_term(sum, "sum")},
                sum == 0 ? 0.0 : e / sum,
                {}});
}

}  // namespace

namespace ops {
constinit const Op causal_mask{"causal_mask", "M", causal_mask_eval, causal_mask_reads, causal_mask_explain};
constinit const Op mask{"mask", "A + M", mask_eval, mask_reads, mask_explain};
constinit const Op softmax{"softmax", "softmax(A)", softmax_eval, softmax_reads, softmax_explain};
}  // namespace ops

static constexpr const Op* family[] = {&ops::causal_mask, &ops::mask, &ops::softmax};
extern constinit const OpFamily softmax_ops;
const OpFamily softmax_ops{family};

}  // namespace attn
