// Random inputs for every op, and the values worth trying in a cell: what the properties of ops are tested on.
#pragma once

#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "engine/eigen.h"
#include "engine/op.h"
#include "tests/support/random.h"

namespace attn::test {

constexpr Real minus_infinity = -std::numeric_limits<Real>::infinity();

using Inputs = std::vector<Tensor>;
using Try = std::function<std::vector<Real>(Random&, int input, Real old)>;

struct OpCase {
  std::string_view op;
  std::string_view what;
  Attrs attrs;
  std::function<Inputs(Random&)> inputs;
  Try tries;  // values to put in place of `old`; all are legal there
};

inline std::vector<const Tensor*> pointers(const Inputs& inputs) {
  std::vector<const Tensor*> found;
  for (const Tensor& t : inputs) found.push_back(&t);
  return found;
}

inline Tensor evaluate(const Op& op, const Inputs& inputs, const Attrs& attrs = {}, Aux* aux = nullptr) {
  Aux by_products;
  Tensor out = op.eval(pointers(inputs), attrs, by_products);
  if (aux) *aux = std::move(by_products);
  return out;
}

inline Tensor with_cell(const Tensor& t, Index r, Index c, Real value) {
  Mat values = t.mat();
  values(r, c) = value;
  return {std::move(values), t.row_axis, t.col_axis};
}

inline Axis named(Axis::Kind kind, const std::string& name, Index n) {
  std::vector<std::string> labels;
  for (Index i = 0; i < n; ++i) labels.push_back(name + std::to_string(i));
  return {kind, std::make_shared<const std::vector<std::string>>(std::move(labels)), 0};
}

// Labelled on both sides, so that a label that stays behind is seen.
inline Tensor labelled(Mat values, const std::string& name) {
  const Index rows = values.rows(), cols = values.cols();
  return {std::move(values), named(Axis::Kind::token, name + "_row", rows),
          named(Axis::Kind::piece, name + "_col", cols)};
}

namespace detail {

inline std::vector<Real> generic_tries(Random& random, int, Real old) {
  return {old + 1 + std::abs(random.normal()), old - 1 - std::abs(random.normal()), -old, 3 * random.normal(), 0};
}

// Random m×n matrices for a list of shapes.
inline std::function<Inputs(Random&)> normal(std::vector<std::pair<Index, Index>> shapes) {
  return [shapes](Random& random) {
    Inputs found;
    for (const auto& [rows, cols] : shapes)
      found.push_back(labelled(random.matrix(rows, cols), std::string(1, static_cast<char>('A' + found.size()))));
    return found;
  };
}

inline Mat masked_somewhere(Random& random, Index rows, Index cols) {
  Mat m = random.matrix(rows, cols);
  for (Index i = 0; i < m.size(); ++i)
    if (random.below(3) == 0) m.data()[i] = minus_infinity;
  return m;
}

inline Mat ids(Random& random, Index rows, Index vocabulary) {
  Mat m(rows, 1);
  for (Index r = 0; r < rows; ++r) m(r, 0) = static_cast<Real>(random.below(vocabulary));
  return m;
}

}  // namespace detail

// Every op has at least one case; a test says which one has not. "given" computes nothing and has none.
inline std::vector<OpCase> op_cases() {
  using namespace detail;
  std::vector<OpCase> cases = {
      {"add", "", {}, normal({{3, 4}, {3, 4}}), generic_tries},
      {"add_row", "", {}, normal({{3, 4}, {1, 4}}), generic_tries},
      {"row_sum", "", {}, normal({{3, 4}}), generic_tries},
      {"matmul", "few rows", {}, normal({{3, 5}, {5, 4}}), generic_tries},
      {"matmul", "one row", {}, normal({{1, 6}, {6, 5}}), generic_tries},
      {"matmul", "many rows", {}, normal({{11, 7}, {7, 9}}), generic_tries},
      {"matmul_nt", "few rows", {}, normal({{3, 5}, {4, 5}}), generic_tries},
      {"matmul_nt", "one row", {}, normal({{1, 6}, {9, 6}}), generic_tries},
      {"matmul_nt", "many rows", {}, normal({{11, 7}, {9, 7}}), generic_tries},
      {"linear", "few rows", {}, normal({{5, 4}, {4, 9}, {1, 9}}), generic_tries},
      {"linear", "one row", {}, normal({{1, 4}, {4, 6}, {1, 6}}), generic_tries},
      {"linear", "many rows", {}, normal({{12, 5}, {5, 8}, {1, 8}}), generic_tries},
      {"scale", "", {.factor = 0.37f}, normal({{3, 4}}), generic_tries},
      {"layer_norm", "", {.factor = 1e-5f}, normal({{3, 5}, {1, 5}, {1, 5}}), generic_tries},
      {"row_spread", "", {.factor = 1e-5f}, normal({{3, 5}}), generic_tries},
      {"row_length", "", {}, normal({{3, 4}}), generic_tries},
      {"cosine", "", {}, normal({{3, 4}, {2, 4}}), generic_tries},
      {"relu", "", {}, normal({{3, 4}}), generic_tries},
      {"gelu", "", {}, normal({{3, 4}}), generic_tries},
      {"tanh", "", {}, normal({{3, 4}}), generic_tries},
      {"sigmoid", "", {}, normal({{3, 4}}), generic_tries},
      {"silu", "", {}, normal({{3, 4}}), generic_tries},
      {"arccos", "", {}, normal({{3, 4}}), generic_tries},
      {"concat", "", {}, normal({{3, 2}, {3, 1}, {3, 4}}), generic_tries},
      {"concat", "one", {}, normal({{2, 3}}), generic_tries},
      {"slice_cols", "", {.first = 1, .count = 3}, normal({{3, 5}}), generic_tries},
      {"slice_rows", "", {.first = 2, .count = 2}, normal({{5, 3}}), generic_tries},
      {"last_row", "", {}, normal({{3, 4}}), generic_tries},
      {"stack", "", {}, normal({{1, 2}, {1, 2}, {1, 4}}), generic_tries},
      {"append", "", {}, normal({{2, 3}, {4, 3}}), generic_tries},
      {"mean", "", {}, normal({{4, 3}}), generic_tries},
  };
  for (const bool masked : {false, true})
    cases.push_back({"softmax",
                     masked ? "masked" : "",
                     {},
                     [masked](Random& random) {
                       Mat m = masked ? masked_somewhere(random, 5, 6) : random.matrix(5, 6);
                       if (masked) eigen(m).row(2).setConstant(minus_infinity);  // nothing to attend to
                       if (masked) eigen(m).row(3).setConstant(minus_infinity), m(3, 4) = random.normal();
                       return Inputs{labelled(std::move(m), "A")};
                     },
                     [](Random& random, int, Real old) {
                       const Real base = std::isinf(old) ? 0 : old;
                       return std::vector<Real>{base + 1, base - 1, random.normal(), minus_infinity, 4};
                     }});
  cases.push_back({"softmax", "one column", {}, normal({{3, 1}}), [](Random&, int, Real) {
                     return std::vector<Real>{minus_infinity, 1, 2};  // any finite number gives the weight 1
                   }});
  cases.push_back({"mask",
                   "",
                   {},
                   [](Random& random) {
                     Inputs found = {labelled(random.matrix(4, 5), "A"), labelled(Mat::zeros(4, 5), "M")};
                     return Inputs{found[0], labelled(masked_somewhere(random, 4, 5), "M")};
                   },
                   [](Random& random, int input, Real old) {
                     std::vector<Real> found = {random.normal(), random.normal(), 0};
                     if (input == 1) found.push_back(std::isinf(old) ? 1 : minus_infinity);
                     return found;
                   }});
  cases.push_back({"causal_mask", "", {.count = 4}, normal({{4, 1}}), generic_tries});
  cases.push_back({"causal_mask", "of the last rows", {.first = 2, .count = 2}, normal({{4, 1}}), generic_tries});
  cases.push_back({"positions", "from a place", {.first = 5, .count = 2, .from = 3}, normal({{2, 1}}), generic_tries});
  cases.push_back({"positions", "", {.first = 5, .count = 4}, normal({{4, 1}}), generic_tries});
  cases.push_back({"lookup",
                   "",
                   {},
                   [](Random& random) {
                     return Inputs{labelled(random.matrix(7, 3), "E"), labelled(ids(random, 5, 7), "id")};
                   },
                   [](Random& random, int input, Real old) {
                     if (input == 0) return generic_tries(random, input, old);
                     return std::vector<Real>{0, 1, 2, 3, 4, 5, 6};
                   }});
  cases.push_back({"argmax", "", {}, normal({{1, 9}}), [](Random&, int, Real) {
                     return std::vector<Real>{100, -100};  // becomes the largest; stops being it
                   }});
  return cases;
}

}  // namespace attn::test
