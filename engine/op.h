// Op: a pure function of matrices that can account for every cell it makes.
#pragma once

#include <initializer_list>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/tensor.h"

namespace attn {

using Args = std::span<const Tensor* const>;

// Fixed numbers of one step; what each means is said at the op. Part of what makes a step replay.
struct Attrs {
  Real factor = 0;             // scale: the factor; layer_norm: ε
  Index first = 0, count = 0;  // slices: the range; positions: columns and rows; causal_mask: the rows
  Index from = 0;              // positions: the place of the first row
  bool operator==(const Attrs&) const = default;
};

// By-products an op keeps because they explain it: softmax (max, exponentials, sum), layer norm (mean, variance).
struct AuxTensor {
  std::string_view name;
  Mat values;
};
using Aux = std::vector<AuxTensor>;

struct CellRef {
  int input;  // which argument
  Index row, col;
  bool operator==(const CellRef&) const = default;
};
using Reads = std::vector<CellRef>;

// One line of arithmetic: terms combined into a value. The last line of an explanation is the cell itself.
struct Term {
  double value = 0;                                 // the term's own value
  std::vector<std::pair<CellRef, double>> factors;  // the cells it is made of, in printing order
  std::string_view note;                            // "bias", or empty
};
struct Line {
  enum class Combine { sum, product, quotient, maximum, function };
  std::string_view name;  // key of the text table: "cell", "max", "exponential", "mean" …
  Combine combine = Combine::sum;
  std::vector<Term> terms;
  double value = 0;
  std::string symbol;  // for functions: what is applied, "exp", "relu" …
};
using Explanation = std::vector<Line>;

struct Op {
  std::string_view name, symbol;
  Tensor (*eval)(Args, const Attrs&, Aux&);
  void (*reads)(Args, const Attrs&, Index r, Index c, Reads&);
  void (*explain)(Args, const Attrs&, const Tensor& out, const Aux&, Index r, Index c, Explanation&);
};

using OpFamily = std::span<const Op* const>;

// What an op makes of these tensors, beside any trace: for pictures that say "what if". Throws as the op does.
Tensor evaluated(const Op& op, std::initializer_list<const Tensor*> inputs, const Attrs& attrs = {},
                 Aux* aux = nullptr);

std::span<const OpFamily> op_families();   // every file of engine/ops, from the manifest
const Op* find_op(std::string_view name);  // null if there is none

// Throws std::invalid_argument naming the op and every shape.
[[noreturn]] void bad_shapes(std::string_view op, Args args);
void need(bool ok, std::string_view op, Args args);

}  // namespace attn
