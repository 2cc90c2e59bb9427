// From words to numbers and back: rows of a table, positions, the most probable word.
#include <algorithm>
#include <cmath>

#include "engine/kernels.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/ops.h"

namespace attn {
namespace {

Index id_at(Args a, Index r) {
  const Real id = (*a[1])(r, 0);
  if (!(id >= 0) || id >= static_cast<Real>(a[0]->rows()) || id != std::floor(id))
    throw std::invalid_argument("lookup: token " + std::to_string(r + 1) + " has the id " + std::to_string(id) +
                                ", but the table has rows 0 to " + std::to_string(a[0]->rows() - 1));
  return static_cast<Index>(id);
}

// Row id of the V×d table for every id of the n×1 tokens.
Tensor lookup_eval(Args a, const Attrs&, Aux&) {
  need(a.size() == 2 && a[1]->cols() == 1, "lookup", a);
  Mat out(a[1]->rows(), a[0]->cols());
  for (Index r = 0; r < out.rows(); ++r) std::ranges::copy(a[0]->mat().row(id_at(a, r)), out.row(r).begin());
  return {std::move(out), a[1]->row_axis, a[0]->col_axis};
}
void lookup_reads(Args a, const Attrs&, Index r, Index c, Reads& to) {
  to.push_back({0, id_at(a, r), c});
  to.push_back({1, r, 0});
}
void lookup_explain(Args a, const Attrs&, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  const CellRef from{0, id_at(a, r), c};
  to.push_back(sum_line("cell", {single_term(a, from, "table")}));
}

// Column c of d turns by `speed` from place to place, 10000^(−2i/d); sines in the first half, cosines in the second.
struct Wave {
  double speed;
  bool sine;
  double operator()(Index place) const {
    const double angle = static_cast<double>(place) * speed;
    return sine ? std::sin(angle) : std::cos(angle);
  }
};
Wave wave(Index c, Index d) {
  const Index half = (d + 1) / 2;
  const Index i = c < half ? c : c - half;
  return {std::pow(10000.0, -2.0 * static_cast<double>(i) / static_cast<double>(d)), c < half};
}

// n×d sinusoids (section 3.5), in Marian's layout: all sines, then all cosines. Argument: n×1 tokens, for their labels;
// attrs.first is d, attrs.from the place of the first token. Places count from 0.
Tensor positions_eval(Args a, const Attrs& attrs, Aux&) {
  need(a.size() == 1 && attrs.first > 0 && attrs.from >= 0 && attrs.count == a[0]->rows(), "positions", a);
  thread_local Mat known;  // rows computed before: the same for every sentence
  if (known.cols() != attrs.first || known.rows() < attrs.from + attrs.count) {
    known = Mat(std::max<Index>(attrs.from + attrs.count, 64), attrs.first);
    for (Index c = 0; c < known.cols(); ++c) {
      const Wave w = wave(c, attrs.first);
      for (Index r = 0; r < known.rows(); ++r) known(r, c) = static_cast<Real>(w(r));
    }
  }
  Mat out(attrs.count, attrs.first);
  std::copy_n(known.data() + attrs.from * attrs.first, out.size(), out.data());
  return {std::move(out), a[0]->row_axis, {}};
}
void positions_reads(Args, const Attrs&, Index, Index, Reads&) {}
void positions_explain(Args, const Attrs& attrs, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  const Wave w = wave(c, attrs.first);
  to.push_back({"cell",
                Line::Combine::function,
                {number_term(static_cast<double>(attrs.from + r) * w.speed, "angle")},
                w(attrs.from + r),
                w.sine ? "sin" : "cos"});
}

// 1×1: the column of the largest cell of a 1×m row; of equals the first. Its label is that column's.
Tensor argmax_eval(Args a, const Attrs&, Aux&) {
  need(a.size() == 1 && a[0]->rows() == 1 && a[0]->cols() > 0, "argmax", a);
  const Real *first = a[0]->mat().data(), *last = first + a[0]->cols();
  const Real top = kernels::largest(first, a[0]->cols());
  const Index best =
      std::find_if(first, last, [top](Real x) { return std::isnan(top) ? std::isnan(x) : x == top; }) - first;
  if (std::isnan(top)) throw std::invalid_argument("argmax: column " + std::to_string(best + 1) + " is not a number");
  return {Mat::filled(1, 1, static_cast<Real>(best)), token_axis({a[0]->col_axis.label(best)}), single_axis()};
}
void argmax_reads(Args a, const Attrs&, Index, Index, Reads& to) {
  for (Index c = 0; c < a[0]->cols(); ++c) to.push_back({0, 0, c});
}
// The largest is that of the row, whatever an edit has put in place of its id.
void argmax_explain(Args a, const Attrs&, const Tensor&, const Aux&, Index, Index, Explanation& to) {
  std::vector<Term> row;
  double top = -INFINITY;
  Index best = 0;
  for (Index c = 0; c < a[0]->cols(); ++c) {
    row.push_back(single_term(a, {0, 0, c}));
    if (row.back().value > top) top = row.back().value, best = c;
  }
  to.push_back({"max", Line::Combine::maximum, std::move(row), top, {}});
  to.push_back({"cell", Line::Combine::function, {number_term(top, "max")}, static_cast<double>(best), "argmax"});
}

}  // namespace

namespace ops {
constinit const Op lookup{"lookup", "E[id]", lookup_eval, lookup_reads, lookup_explain};
constinit const Op positions{"positions", "P", positions_eval, positions_reads, positions_explain};
constinit const Op argmax{"argmax", "argmax(A)", argmax_eval, argmax_reads, argmax_explain};
}  // namespace ops

static constexpr const Op* family[] = {&ops::lookup, &ops::positions, &ops::argmax};
extern constinit const OpFamily lookup_ops;
const OpFamily lookup_ops{family};

}  // namespace attn
