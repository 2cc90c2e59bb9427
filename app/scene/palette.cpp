#include "app/scene/palette.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace attn::scene {
namespace {

int channel(std::uint32_t color, int shift) { return static_cast<int>(color >> shift & 255); }

int distance(std::uint32_t a, std::uint32_t b) {
  int sum = 0;
  for (const int shift : {16, 8, 0}) {
    const int d = channel(a, shift) - channel(b, shift);
    sum += d * d;
  }
  return sum;
}

}  // namespace

Palette::Palette(const std::unordered_map<std::uint32_t, int>& counts) {
  std::vector<std::pair<std::uint32_t, int>> by_count(counts.begin(), counts.end());
  std::sort(by_count.begin(), by_count.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  if (by_count.size() <= most) {
    for (const auto& [color, count] : by_count) colors_.push_back(color);
    return;
  }
  // The nearest that colours may be to each other, from coarse to fine, until there are enough of them. All that was
  // taken at a coarser distance stays.
  std::vector<bool> taken(by_count.size());
  for (const int apart : {48, 32, 24, 16, 12, 8, 6, 4, 2, 1}) {
    for (std::size_t i = 0; i < by_count.size() && colors_.size() < most; ++i) {
      if (taken[i]) continue;
      const auto near = [&](std::uint32_t c) { return distance(c, by_count[i].first) < apart * apart; };
      if (std::any_of(colors_.begin(), colors_.end(), near)) continue;
      taken[i] = true;
      colors_.push_back(by_count[i].first);
    }
    if (colors_.size() == most) return;
  }
}

std::uint8_t Palette::index(std::uint32_t color) {
  const auto [at, fresh] = known_.try_emplace(color, 0);
  if (!fresh) return at->second;
  int best = std::numeric_limits<int>::max();
  for (std::size_t i = 0; i < colors_.size() && best > 0; ++i) {
    const int d = distance(colors_[i], color);
    if (d >= best) continue;
    best = d;
    at->second = static_cast<std::uint8_t>(i);
  }
  return at->second;
}

}  // namespace attn::scene
