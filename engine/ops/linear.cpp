// Products and sums: the arithmetic of projections, scores and residual connections.
#include "engine/eigen.h"
#include "engine/kernels.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/ops.h"
#include "engine/products.h"

namespace attn {
namespace {

Tensor given_eval(Args, const Attrs&, Aux&) { throw std::logic_error("given: nothing computes this step"); }
void given_reads(Args, const Attrs&, Index, Index, Reads&) {}
void given_explain(Args, const Attrs&, const Tensor& out, const Aux&, Index r, Index c, Explanation& to) {
  to.push_back(sum_line("given", {number_term(static_cast<double>(out(r, c)), "given")}));
}

// A + B, same shapes.
Tensor add_eval(Args a, const Attrs&, Aux&) {
  need(a.size() == 2 && a[0]->rows() == a[1]->rows() && a[0]->cols() == a[1]->cols(), "add", a);
  return {mat_of(eigen(a[0]->mat()) + eigen(a[1]->mat())), a[0]->row_axis, a[0]->col_axis};
}
void add_reads(Args, const Attrs&, Index r, Index c, Reads& to) {
  to.push_back({0, r, c});
  to.push_back({1, r, c});
}
void add_explain(Args a, const Attrs&, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  to.push_back(sum_line("cell", {single_term(a, {0, r, c}), single_term(a, {1, r, c})}));
}

// A + b: the 1×m row b added to every row of the n×m matrix A.
Tensor add_row_eval(Args a, const Attrs&, Aux&) {
  need(a.size() == 2 && a[1]->rows() == 1 && a[0]->cols() == a[1]->cols(), "add_row", a);
  const Mat& x = a[0]->mat();
  Mat out(x.rows(), x.cols());
  for (Index r = 0; r < x.rows(); ++r) eigen(out).row(r) = eigen(x).row(r) + eigen(a[1]->mat());
  return {std::move(out), a[0]->row_axis, a[0]->col_axis};
}
void add_row_reads(Args, const Attrs&, Index r, Index c, Reads& to) {
  to.push_back({0, r, c});
  to.push_back({1, 0, c});
}
void add_row_explain(Args a, const Attrs&, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  to.push_back(sum_line("cell", {single_term(a, {0, r, c}), single_term(a, {1, 0, c}, "bias")}));
}

// n×1: what the cells of each row have together.
Tensor row_sum_eval(Args a, const Attrs&, Aux&) {
  need(a.size() == 1 && a[0]->cols() > 0, "row_sum", a);
  const Mat& x = a[0]->mat();
  Mat out(x.rows(), 1);
  for (Index r = 0; r < x.rows(); ++r) out(r, 0) = kernels::sum(&x(r, 0), x.cols());
  return {std::move(out), a[0]->row_axis, single_axis()};
}
void row_sum_reads(Args a, const Attrs&, Index r, Index, Reads& to) {
  for (Index k = 0; k < a[0]->cols(); ++k) to.push_back({0, r, k});
}
void row_sum_explain(Args a, const Attrs&, const Tensor&, const Aux&, Index r, Index, Explanation& to) {
  std::vector<Term> terms;
  for (Index k = 0; k < a[0]->cols(); ++k) terms.push_back(single_term(a, {0, r, k}));
  to.push_back(sum_line("cell", std::move(terms)));
}

// A·B: n×k times k×m.
Tensor matmul_eval(Args a, const Attrs&, Aux&) {
  need(a.size() == 2 && a[0]->cols() == a[1]->rows(), "matmul", a);
  Mat out = Mat::zeros(a[0]->rows(), a[1]->cols());
  kernels::add_product(a[0]->mat(), a[1]->mat(), out);
  return {std::move(out), a[0]->row_axis, a[1]->col_axis};
}
void matmul_reads(Args a, const Attrs&, Index r, Index c, Reads& to) {
  for (Index k = 0; k < a[0]->cols(); ++k) {
    to.push_back({0, r, k});
    to.push_back({1, k, c});
  }
}
std::vector<Term> matmul_terms(Args a, Index r, Index c) {
  std::vector<Term> terms;
  for (Index k = 0; k < a[0]->cols(); ++k) terms.push_back(product_term(a, {0, r, k}, {1, k, c}));
  return terms;
}
void matmul_explain(Args a, const Attrs&, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  to.push_back(sum_line("cell", matmul_terms(a, r, c)));
}

// A·Bᵀ: n×k times the transpose of m×k. Column j of the result belongs to row j of B.
Tensor matmul_nt_eval(Args a, const Attrs&, Aux&) {
  need(a.size() == 2 && a[0]->cols() == a[1]->cols(), "matmul_nt", a);
  Mat out(a[0]->rows(), a[1]->rows());
  kernels::product_transposed(a[0]->mat(), a[1]->mat(), a[1]->panels(), out);
  return {std::move(out), a[0]->row_axis, a[1]->row_axis};
}
void matmul_nt_reads(Args a, const Attrs&, Index r, Index c, Reads& to) {
  for (Index k = 0; k < a[0]->cols(); ++k) {
    to.push_back({0, r, k});
    to.push_back({1, c, k});
  }
}
void matmul_nt_explain(Args a, const Attrs&, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  std::vector<Term> terms;
  for (Index k = 0; k < a[0]->cols(); ++k) terms.push_back(product_term(a, {0, r, k}, {1, c, k}));
  to.push_back(sum_line("cell", std::move(terms)));
}

// A·B + b: a projection with its bias row.
Tensor linear_eval(Args a, const Attrs&, Aux&) {
  need(a.size() == 3 && a[0]->cols() == a[1]->rows() && a[2]->rows() == 1 && a[1]->cols() == a[2]->cols(), "linear", a);
  Mat out(a[0]->rows(), a[1]->cols());
  for (Index r = 0; r < out.rows(); ++r) eigen(out).row(r) = eigen(a[2]->mat());
  kernels::add_product(a[0]->mat(), a[1]->mat(), out);
  return {std::move(out), a[0]->row_axis, a[1]->col_axis};
}
void linear_reads(Args a, const Attrs& attrs, Index r, Index c, Reads& to) {
  matmul_reads(a, attrs, r, c, to);
  to.push_back({2, 0, c});
}
void linear_explain(Args a, const Attrs&, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  std::vector<Term> terms = matmul_terms(a, r, c);
  terms.push_back(single_term(a, {2, 0, c}, "bias"));
  to.push_back(sum_line("cell", std::move(terms)));
}

// A·factor.
Tensor scale_eval(Args a, const Attrs& attrs, Aux&) {
  need(a.size() == 1, "scale", a);
  return {mat_of(eigen(a[0]->mat()) * attrs.factor), a[0]->row_axis, a[0]->col_axis};
}
void scale_reads(Args, const Attrs&, Index r, Index c, Reads& to) { to.push_back({0, r, c}); }
void scale_explain(Args a, const Attrs& attrs, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  const Term x = single_term(a, {0, r, c}), f = number_term(static_cast<double>(attrs.factor), "factor");
  to.push_back({"cell", Line::Combine::product, {x, f}, x.value * f.value, {}});
}

}  // namespace

namespace ops {
constinit const Op given{"given", "·", given_eval, given_reads, given_explain};
constinit const Op add{"add", "A + B", add_eval, add_reads, add_explain};
constinit const Op add_row{"add_row", "A + b", add_row_eval, add_row_reads, add_row_explain};
constinit const Op row_sum{"row_sum", "Σ A", row_sum_eval, row_sum_reads, row_sum_explain};
constinit const Op matmul{"matmul", "A·B", matmul_eval, matmul_reads, matmul_explain};
constinit const Op matmul_nt{"matmul_nt", "A·Bᵀ", matmul_nt_eval, matmul_nt_reads, matmul_nt_explain};
constinit const Op linear{"linear", "A·B + b", linear_eval, linear_reads, linear_explain};
constinit const Op scale{"scale", "c·A", scale_eval, scale_reads, scale_explain};
}  // namespace ops

static constexpr const Op* family[] = {&ops::given,  &ops::add,       &ops::add_row, &ops::row_sum,
                                       &ops::matmul, &ops::matmul_nt, &ops::linear,  &ops::scale};
extern constinit const OpFamily linear_ops;
const OpFamily linear_ops{family};

}  // namespace attn
