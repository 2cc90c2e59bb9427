// Layer normalisation (Ba, Kiros, Hinton 2016, equation 4), with the population variance; spread, length and direction
// of rows.
#include <cmath>

#include "engine/eigen.h"
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
    mean(r, 0) = eigen(x).row(r).mean();
    variance(r, 0) = (eigen(x).row(r).array() - mean(r, 0)).square().mean();
    const Real spread = std::sqrt(variance(r, 0) + attrs.factor);
    eigen(out).row(r) = ((eigen(x).row(r).array() - mean(r, 0)) / spread * eigen(a[1]->mat()).row(0).array() +
                         eigen(a[2]->mat()).row(0).array())
                            .matrix();
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
// The lines "mean" and "variance" of a row, and under the root the variance and ε.
Term spread_term(Args a, const Attrs& attrs, Index r, Explanation& to) {
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
  return number_term(to.back().value + static_cast<double>(attrs.factor), "variance + ε");
}
void layer_norm_explain(Args a, const Attrs& attrs, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  const Term under_root = spread_term(a, attrs, r, to);
  const double mean = to.front().value, spread = std::sqrt(under_root.value);
  to.push_back({"spread", Line::Combine::function, {under_root}, spread, "sqrt"});
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

// n×1: √(variance + ε) of every row. Aux: mean n×1.
Tensor row_spread_eval(Args a, const Attrs& attrs, Aux& aux) {
  need(a.size() == 1 && a[0]->cols() > 0, "row_spread", a);
  const Mat& x = a[0]->mat();
  Mat mean(x.rows(), 1), out(x.rows(), 1);
  for (Index r = 0; r < x.rows(); ++r) {
    mean(r, 0) = eigen(x).row(r).mean();
    out(r, 0) = std::sqrt((eigen(x).row(r).array() - mean(r, 0)).square().mean() + attrs.factor);
  }
  keep(aux, "mean", std::move(mean));
  return {std::move(out), a[0]->row_axis, single_axis()};
}
void row_reads(Args a, const Attrs&, Index r, Index, Reads& to) {
  for (Index k = 0; k < a[0]->cols(); ++k) to.push_back({0, r, k});
}
void row_spread_explain(Args a, const Attrs& attrs, const Tensor&, const Aux&, Index r, Index, Explanation& to) {
  const Term under_root = spread_term(a, attrs, r, to);
  to.push_back({"cell", Line::Combine::function, {under_root}, std::sqrt(under_root.value), "sqrt"});
}

double squares_of(const Tensor& x, Index r) { return eigen(x.mat()).row(r).cast<double>().squaredNorm(); }

// n×1: √Σx² of every row.
Tensor row_length_eval(Args a, const Attrs&, Aux&) {
  need(a.size() == 1 && a[0]->cols() > 0, "row_length", a);
  Mat out(a[0]->rows(), 1);
  for (Index r = 0; r < out.rows(); ++r) out(r, 0) = static_cast<Real>(std::sqrt(squares_of(*a[0], r)));
  return {std::move(out), a[0]->row_axis, single_axis()};
}
// The line "squares" of a row of an input; under the root, its value.
Term length_term(Args a, int input, Index r, Explanation& to) {
  std::vector<Term> squares;
  for (Index k = 0; k < a[static_cast<std::size_t>(input)]->cols(); ++k)
    squares.push_back(product_term(a, {input, r, k}, {input, r, k}));
  to.push_back(sum_line("squares", std::move(squares)));
  return number_term(to.back().value, "squares");
}
void row_length_explain(Args a, const Attrs&, const Tensor&, const Aux&, Index r, Index, Explanation& to) {
  const Term squares = length_term(a, 0, r, to);
  to.push_back({"cell", Line::Combine::function, {squares}, std::sqrt(squares.value), "sqrt"});
}

// n×m: of every row of A and every row of B the cosine of the angle between them, a·b / (|a| |b|); 0 where one of them
// has no length.
double cosine_of(double product, double lengths) { return lengths == 0 ? product : product / lengths; }
Tensor cosine_eval(Args a, const Attrs&, Aux&) {
  need(a.size() == 2 && a[0]->cols() > 0 && a[0]->cols() == a[1]->cols(), "cosine", a);
  Mat out(a[0]->rows(), a[1]->rows());
  for (Index r = 0; r < out.rows(); ++r)
    for (Index c = 0; c < out.cols(); ++c) {
      const double product = eigen(a[0]->mat()).row(r).cast<double>().dot(eigen(a[1]->mat()).row(c).cast<double>());
      out(r, c) =
          static_cast<Real>(cosine_of(product, std::sqrt(squares_of(*a[0], r)) * std::sqrt(squares_of(*a[1], c))));
    }
  return {std::move(out), a[0]->row_axis, a[1]->row_axis};
}
void cosine_reads(Args a, const Attrs&, Index r, Index c, Reads& to) {
  for (Index k = 0; k < a[0]->cols(); ++k) {
    to.push_back({0, r, k});
    to.push_back({1, c, k});
  }
}
void cosine_explain(Args a, const Attrs&, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  std::vector<Term> products;
  for (Index k = 0; k < a[0]->cols(); ++k) products.push_back(product_term(a, {0, r, k}, {1, c, k}));
  to.push_back(sum_line("product", std::move(products)));
  const double product = to.back().value;
  double lengths = 1;
  for (const auto& [input, row] : {std::pair(0, r), std::pair(1, c)}) {
    const Term squares = length_term(a, input, row, to);
    to.push_back({"length", Line::Combine::function, {squares}, std::sqrt(squares.value), "sqrt"});
    lengths *= to.back().value;
  }
  to.push_back({"cell",
                Line::Combine::quotient,
                {number_term(product, "product"), number_term(lengths, "lengths")},
                cosine_of(product, lengths),
                {}});
}

}  // namespace

namespace ops {
constinit const Op layer_norm{"layer_norm", "norm(A)", layer_norm_eval, layer_norm_reads, layer_norm_explain};
constinit const Op row_spread{"row_spread", "spread(A)", row_spread_eval, row_reads, row_spread_explain};
constinit const Op row_length{"row_length", "|A|", row_length_eval, row_reads, row_length_explain};
constinit const Op cosine{"cosine", "cos(A, B)", cosine_eval, cosine_reads, cosine_explain};
}  // namespace ops

static constexpr const Op* family[] = {&ops::layer_norm, &ops::row_spread, &ops::row_length, &ops::cosine};
extern constinit const OpFamily norm_ops;
const OpFamily norm_ops{family};

}  // namespace attn
