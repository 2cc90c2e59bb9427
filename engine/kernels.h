// Inner loops where a translation spends its time, shaped so that compilers turn them into vector instructions.
//
// Every number is computed alike wherever it stands in its row: equal inputs give equal outputs, bit for bit.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

#include "engine/tensor.h"

namespace attn::kernels {

// Beyond both ends e^x is 0 or infinity all the same. NaN stays NaN.
inline Real bounded(Real x) {
  const Real low = x < -110 ? -110 : x;
  return low > 110 ? 110 : low;
}

// e^x for |x| ≤ 110, within 2 units in the last place. Method: x = k·ln 2 + r with |r| ≤ ½ ln 2, so e^x = 2^k · e^r;
// Cephes' polynomial for e^r.
inline Real bounded_exponential(Real x) {
  constexpr Real to_integer = 12582912;  // 1.5·2^23: adding it leaves no room for a fraction
  const Real shifted = x * 1.44269504f + to_integer, k = shifted - to_integer;
  const Real r =
      (x - k * 0.693359375f) - k * -2.12194440e-4f;  // ln 2 in two parts: the first has few bits, k times it is exact
  Real p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1;
  // 2^k in two factors, because 2^−149 has no exponent of its own. The low bits of `shifted` are k.
  const std::int32_t whole =
      static_cast<std::int32_t>(std::bit_cast<std::uint32_t>(shifted) - std::bit_cast<std::uint32_t>(to_integer));
  const std::int32_t half = whole >> 1;
  const auto power = [](std::int32_t e) { return std::bit_cast<Real>((static_cast<std::uint32_t>(e) + 127u) << 23); };
  return p * power(half) * power(whole - half);
}

// e^x; exactly 0 at −∞, NaN at NaN.
inline Real exponential(Real x) { return bounded_exponential(bounded(x)); }

// The largest of n > 0 numbers; NaN if one of them is.
Real largest(const Real* x, Index n);

// out[i] = e^(x[i] − top).
void exponentials(const Real* x, Real top, Real* out, Index n);

// The sum of n numbers, as exact for a vocabulary of thousands as for a sentence.
Real sum(const Real* x, Index n);

}  // namespace attn::kernels
