// Layer normalisation (Ba, Kiros, Hinton 2016, equation 4), with the population variance.
#include <cmath>

#include "engine/ops/arithmetic.h"
#include "engine/ops/ops.h"

namespace attn {
namespace {

// (x − mean) / √(variance + ε) · γ + β for every row x; γ, β are 1×d, ε is attrs.factor. Aux: mean n×1, variance n×1.
Tensor layer_norm_eval(Args a, const Attrs& attrs, Aux& aux) {
  need(a.size() == 3 && a[0]->cols() > 0 && a[1]->rows() == 1 && a[2]->rows() == 1 && a[1]->cols() == a[0]->cols() &&
           a[2]->cols() == a[0]->cols(),
       "layer_norm", a);
  const Mat& x = a[0]->mat();
  Mat mean(x.rows(), 1), variance(x.rows(), 1), out(x.rows(), x.cols());
  for (Index r = 0; r < x.rows(); ++r) {
    mean(r, 0) = x.row(r).mean();
    variance(r, 0) = (x.row(r).array() - mean(r, 0)).square().mean();
    const Real spread = std::sqrt(variance(r, 0) + attrs.factor);
    out.row(r) =
        ((x.row(r).array() - mean(r, 0)) / spread * a[1]->mat().row(0).array() + a[2]->mat().row(0).array()).matrix();
  }
  keep(aux, "mean", std::move(mean));
  keep(aux, "variance", std::move(variance));
  return {std::move(out), a[0]->row_axis, a[0]->col_axis};
}
void layer_norm_reads(Args a, const Attrs&, Index r, Index c, Reads& to) {
  for (Index k = 0; k < a[0]->cols(); ++k) to.push_back({0, r, k});
  to.push_back({1, 0, c});
  to.push_back({2, 0, c});
}
void layer_norm_explain(Args a, const Attrs& attrs, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  const double n = static_cast<double>(a[0]->cols());
  std::vector<Term> shares, squares;
  for (Index k = 0; k < a[0]->cols(); ++k) {
    const double x = cell(a, {0, r, k});
    shares.push_back({x / n, {{{0, r, k}, x}}, "share"});
  }
  to.push_back(sum_line("mean", std::move(shares)));
  const double mean = to.back().value;
  for (Index k = 0; k < a[0]->cols(); ++k) {
    const double x = cell(a, {0, r, k});
    squares.push_back({(x - mean) * (x - mean) / n, {{{0, r, k}, x}}, "squared share"});
  }
  to.push_back(sum_line("variance", std::move(squares)));
  const double spread = std::sqrt(to.back().value + static_cast<double>(attrs.factor));
  to.push_back({"spread",
                Line::Combine::function,
                {number_term(to.back().value + static_cast<double>(attrs.factor), "variance + ε")},
                spread,
                "sqrt"});
  const double x = cell(a, {0, r, c}), normal = (x - mean) / spread;
  to.push_back({"normalised",
                Line::Combine::quotient,
                {number_term(x - mean, "x − mean"), number_term(spread, "spread")},
                normal,
                {}});
  const double gamma = cell(a, {1, 0, c});
  to.push_back(sum_line("cell", {{normal * gamma, {{{0, r, c}, normal}, {{1, 0, c}, gamma}}, "normalised"},
                                 single_term(a, {2, 0, c}, "bias")}));
}

}  // namespace

namespace ops {
constinit const Op layer_norm{"layer_norm", "norm(A)", layer_norm_eval, layer_norm_reads, layer_norm_explain};
}  // namespace ops

static constexpr const Op* family[] = {&ops::layer_norm};
extern constinit const OpFamily norm_ops;
const OpFamily norm_ops{family};

}  // namespace attn
