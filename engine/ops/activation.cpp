// Functions of one number, cell by cell: activations, and the angle of a cosine.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/kernels.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/ops.h"

namespace attn {
namespace {

// `at` on double is the definition, for explanations; on Real it is what the tensor holds.
struct Relu {
  static constexpr std::string_view name = "relu";
  static double at(double x) { return x < 0 ? 0 : x; }  // NaN stays NaN
  static Real at(Real x) { return x < 0 ? 0 : x; }
};
// The exact form, x·Φ(x) (Hendrycks, Gimpel 2016), not the tanh approximation.
struct Gelu {
  static constexpr std::string_view name = "gelu";
  static double at(double x) { return 0.5 * x * (1 + std::erf(x / std::numbers::sqrt2)); }
  static Real at(Real x) { return static_cast<Real>(at(static_cast<double>(x))); }
};
struct Tanh {
  static constexpr std::string_view name = "tanh";
  static double at(double x) { return std::tanh(x); }
  static Real at(Real x) { return static_cast<Real>(at(static_cast<double>(x))); }
};
struct Sigmoid {
  static constexpr std::string_view name = "sigmoid";
  static double at(double x) { return 1 / (1 + std::exp(-x)); }
  static Real at(Real x) { return 1 / (1 + kernels::exponential(-x)); }
};
// x·σ(x), also called swish.
struct Silu {
  static constexpr std::string_view name = "silu";
  static double at(double x) { return x / (1 + std::exp(-x)); }
  static Real at(Real x) { return x / (1 + kernels::exponential(-x)); }
};
// The angle, 0 … π, that has this cosine; rounding beyond −1 and 1 does no harm.
struct Arccos {
  static constexpr std::string_view name = "arccos";
  static double at(double x) { return std::acos(std::clamp(x, -1.0, 1.0)); }
  static Real at(Real x) { return static_cast<Real>(at(static_cast<double>(x))); }
};

template <class F>
Tensor eval(Args a, const Attrs&, Aux&) {
  need(a.size() == 1, F::name, a);
  const Mat& x = a[0]->mat();
  Mat out(x.rows(), x.cols());
  std::transform(x.data(), x.data() + x.size(), out.data(), [](Real v) { return F::at(v); });
  return {std::move(out), a[0]->row_axis, a[0]->col_axis};
}
void reads(Args, const Attrs&, Index r, Index c, Reads& to) { to.push_back({0, r, c}); }
template <class F>
void explain(Args a, const Attrs&, const Tensor&, const Aux&, Index r, Index c, Explanation& to) {
  const Term x = single_term(a, {0, r, c});
  to.push_back({"cell", Line::Combine::function, {x}, F::at(x.value), std::string(F::name)});
}

}  // namespace

namespace ops {
constinit const Op relu{"relu", "max(0, A)", eval<Relu>, reads, explain<Relu>};
constinit const Op gelu{"gelu", "gelu(A)", eval<Gelu>, reads, explain<Gelu>};
constinit const Op tanh{"tanh", "tanh(A)", eval<Tanh>, reads, explain<Tanh>};
constinit const Op sigmoid{"sigmoid", "σ(A)", eval<Sigmoid>, reads, explain<Sigmoid>};
constinit const Op silu{"silu", "A·σ(A)", eval<Silu>, reads, explain<Silu>};
constinit const Op arccos{"arccos", "arccos(A)", eval<Arccos>, reads, explain<Arccos>};
}  // namespace ops

static constexpr const Op* family[] = {&ops::relu, &ops::gelu, &ops::tanh, &ops::sigmoid, &ops::silu, &ops::arccos};
extern constinit const OpFamily activation_ops;
const OpFamily activation_ops{family};

}  // namespace attn
