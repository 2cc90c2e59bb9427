#include "engine/generator.h"

#include <string>

namespace attn {

std::uint64_t bits53(std::uint64_t seed, std::uint64_t t) {
  std::uint64_t z = seed + t * 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return (z ^ (z >> 31)) >> 11;
}

std::uint64_t seed_of(std::string_view name, std::uint64_t seed) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : std::string(name) + "#" + std::to_string(seed))
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return hash;
}

Mat grid(std::string_view name, Index rows, Index cols, int reach, int per, std::uint64_t seed) {
  const std::uint64_t start = seed_of(name, seed), count = 2 * static_cast<std::uint64_t>(reach) + 1;
  Mat m(rows, cols);
  for (Index i = 0; i < m.size(); ++i) {
    const auto k = static_cast<int>((bits53(start, static_cast<std::uint64_t>(i)) * count) >> 53);
    m.data()[i] = static_cast<Real>(static_cast<double>(k - reach) / per);
  }
  return m;
}

}  // namespace attn
