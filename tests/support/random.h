// Random numbers that are the same on every system (std::normal_distribution is not).
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

#include "engine/tensor.h"

namespace attn::test {

// SplitMix64 (Steele, Lea, Flood 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }  // [0, 1)
  Index below(Index n) { return static_cast<Index>(bits() % static_cast<std::uint64_t>(n)); }
  // Standard normal (Box, Muller 1958).
  Real normal() {
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return static_cast<Real>(radius * std::cos(2 * std::numbers::pi * uniform()));
  }
  Mat matrix(Index rows, Index cols) {
    Mat m(rows, cols);
    for (Index i = 0; i < m.size(); ++i) m.data()[i] = normal();
    return m;
  }

 private:
  std::uint64_t state_;
};

}  // namespace attn::test
