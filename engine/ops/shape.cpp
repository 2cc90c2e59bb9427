// Ops that move numbers without changing them, and the mean over rows.
#include <algorithm>
#include <limits>

#include "engine/eigen.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/ops.h"

namespace attn {
namespace {

Line copy_line(Args a, CellRef at) { return sum_line("cell", {single_term(a, at)}); }

// Which input holds column c of the concatenation, and where.
CellRef concat_source(Args a, Index r, Index c) {
  int input = 0;
  while (c >= a[static_cast<std::size_t>(input)]->cols()) c -= a[static_cast<std::size_t>(input++)]->cols();
  return {input, r, c};
}

// [A₁ … A_h] side by side; all have the same rows.
Tensor concat_eval(Args a, const Attrs&, Aux&) {
  need(!a.empty(), "concat", a);
  Index cols = 0;
  for (const Tensor* t : a) {
    need(t->rows() == a[0]->rows(), "concat", a);
    cols += t->cols();
  }
  Mat out(a[0]->rows(), cols);
  Index at = 0;
  for (const Tensor* t : a) {
    eigen(out).middleCols(at, t->cols()) = eigen(t->mat());
    at += t->cols();
  }
  return {std::move(out), a[0]->row_axis, {}};
}
void concat_reads(Args a, const Attrs&, Index r, Index c, Reads& to) { to.push_back(concat_source(a, r, c)); }
void concat_explain(Args a, const Attrs&, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  to.push_back(copy_line(a, concat_source(a, r, c)));
}

// Columns first … first+count−1.
Tensor slice_cols_eval(Args a, const Attrs& at, Aux&) {
  need(a.size() == 1 && at.first >= 0 && at.count >= 0 && at.first + at.count <= a[0]->cols(), "slice_cols", a);
  Axis cols = a[0]->col_axis.from(at.first, at.count);
  return {mat_of(eigen(a[0]->mat()).middleCols(at.first, at.count)), a[0]->row_axis, cols};
}
void slice_cols_reads(Args, const Attrs& at, Index r, Index c, Reads& to) { to.push_back({0, r, at.first + c}); }
void slice_cols_explain(Args a, const Attrs& at, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  to.push_back(copy_line(a, {0, r, at.first + c}));
}

// Rows first … first+count−1. They are no places of a sequence any more: row 1 may be its last word.
Tensor slice_rows_eval(Args a, const Attrs& at, Aux&) {
  need(a.size() == 1 && at.first >= 0 && at.count >= 0 && at.first + at.count <= a[0]->rows(), "slice_rows", a);
  Axis rows = a[0]->row_axis.from(at.first, at.count);
  rows.sequence = 0;
  rows.first = 0;
  return {mat_of(eigen(a[0]->mat()).middleRows(at.first, at.count)), rows, a[0]->col_axis};
}
void slice_rows_reads(Args, const Attrs& at, Index r, Index c, Reads& to) { to.push_back({0, at.first + r, c}); }
void slice_rows_explain(Args a, const Attrs& at, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  to.push_back(copy_line(a, {0, at.first + r, c}));
}

// The last row, at its own place of the sequence.
Tensor last_row_eval(Args a, const Attrs&, Aux&) {
  need(a.size() == 1 && a[0]->rows() > 0, "last_row", a);
  const Index last = a[0]->rows() - 1;
  return {mat_of(eigen(a[0]->mat()).middleRows(last, 1)), a[0]->row_axis.from(last, 1), a[0]->col_axis};
}
void last_row_reads(Args a, const Attrs&, Index, Index c, Reads& to) { to.push_back({0, a[0]->rows() - 1, c}); }
void last_row_explain(Args a, const Attrs&, const Tensor&, const Aux&, Index, Index c, Explanation& to) {
  to.push_back(copy_line(a, {0, a[0]->rows() - 1, c}));
}

// A above B.
Tensor append_eval(Args a, const Attrs&, Aux&) {
  need(a.size() == 2 && a[0]->cols() == a[1]->cols(), "append", a);
  Mat out(a[0]->rows() + a[1]->rows(), a[0]->cols());
  eigen(out) << eigen(a[0]->mat()), eigen(a[1]->mat());
  std::vector<std::string> labels;
  for (const Tensor* t : a)
    for (Index i = 0; i < t->rows(); ++i) labels.push_back(t->row_axis.label(i));
  return {std::move(out), token_axis(std::move(labels), a[0]->row_axis.sequence), a[0]->col_axis};
}
CellRef append_source(Args a, Index r, Index c) {
  return r < a[0]->rows() ? CellRef{0, r, c} : CellRef{1, r - a[0]->rows(), c};
}
void append_reads(Args a, const Attrs&, Index r, Index c, Reads& to) { to.push_back(append_source(a, r, c)); }
void append_explain(Args a, const Attrs&, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  to.push_back(copy_line(a, append_source(a, r, c)));
}

// A₁ above A₂ above … A_h, where the earlier ones may have fewer columns: −∞ where one has none, as of words that it
// could not ask.
Tensor stack_eval(Args a, const Attrs&, Aux&) {
  need(!a.empty(), "stack", a);
  Index rows = 0;
  for (const Tensor* t : a) {
    need(t->cols() <= a.back()->cols() && t->cols() > 0, "stack", a);
    rows += t->rows();
  }
  Mat out = Mat::filled(rows, a.back()->cols(), -std::numeric_limits<Real>::infinity());
  std::vector<std::string> labels;
  for (const Tensor* t : a)
    for (Index r = 0; r < t->rows(); ++r) {
      std::ranges::copy(t->mat().row(r), out.row(std::ssize(labels)).begin());
      labels.push_back(t->row_axis.label(r));
    }
  return {std::move(out), token_axis(std::move(labels), a[0]->row_axis.sequence), a.back()->col_axis};
}
// Which input holds row r, and where; the column may be beyond it.
CellRef stack_source(Args a, Index r, Index c) {
  int input = 0;
  while (r >= a[static_cast<std::size_t>(input)]->rows()) r -= a[static_cast<std::size_t>(input++)]->rows();
  return {input, r, c};
}
bool is_there(Args a, CellRef at) { return at.col < a[static_cast<std::size_t>(at.input)]->cols(); }
void stack_reads(Args a, const Attrs&, Index r, Index c, Reads& to) {
  if (const CellRef from = stack_source(a, r, c); is_there(a, from)) to.push_back(from);
}
void stack_explain(Args a, const Attrs&, const Tensor& out, const Aux&, Index r, Index c, Explanation& to) {
  const CellRef from = stack_source(a, r, c);
  to.push_back(is_there(a, from) ? copy_line(a, from)
                                 : sum_line("cell", {number_term(static_cast<double>(out(r, c)), "later")}));
}

// 1×m: the mean of every column over all rows.
Tensor mean_eval(Args a, const Attrs&, Aux&) {
  need(a.size() == 1 && a[0]->rows() > 0, "mean", a);
  return {mat_of(eigen(a[0]->mat()).colwise().mean()), single_axis(), a[0]->col_axis};
}
void mean_reads(Args a, const Attrs&, Index, Index c, Reads& to) {
  for (Index k = 0; k < a[0]->rows(); ++k) to.push_back({0, k, c});
}
void mean_explain(Args a, const Attrs&, const Tensor&, const Aux&, Index, Index c, Explanation& to) {
  const double n = static_cast<double>(a[0]->rows());
  std::vector<Term> terms;
  for (Index k = 0; k < a[0]->rows(); ++k) {
    const double x = cell(a, {0, k, c});
    terms.push_back({x / n, {{{0, k, c}, x}}, "share"});
  }
  to.push_back(sum_line("cell", std::move(terms)));
}

}  // namespace

namespace ops {
constinit const Op concat{"concat", "[A₁ … Aₕ]", concat_eval, concat_reads, concat_explain};
constinit const Op slice_cols{"slice_cols", "A[:, i…j]", slice_cols_eval, slice_cols_reads, slice_cols_explain};
constinit const Op slice_rows{"slice_rows", "A[i…j, :]", slice_rows_eval, slice_rows_reads, slice_rows_explain};
constinit const Op last_row{"last_row", "A[n, :]", last_row_eval, last_row_reads, last_row_explain};
constinit const Op append{"append", "[A; B]", append_eval, append_reads, append_explain};
constinit const Op stack{"stack", "[A₁; …; Aₕ]", stack_eval, stack_reads, stack_explain};
constinit const Op mean{"mean", "mean(A)", mean_eval, mean_reads, mean_explain};
}  // namespace ops

static constexpr const Op* family[] = {&ops::concat, &ops::slice_cols, &ops::slice_rows, &ops::last_row,
                                       &ops::append, &ops::stack,      &ops::mean};
extern constinit const OpFamily shape_ops;
const OpFamily shape_ops{family};

}  // namespace attn
