// At most 255 colours that stand for all of a picture's. Internal to the GIF backend.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace attn::scene {

// Frequent colours are kept as they are; one that is near to a more frequent one is replaced by it, and no nearer than
// it takes to have room for all.
class Palette {
 public:
  static constexpr std::size_t most = 255;

  // counts: of 0xRRGGBB.
  explicit Palette(const std::unordered_map<std::uint32_t, int>& counts);

  const std::vector<std::uint32_t>& colors() const { return colors_; }
  std::uint8_t index(std::uint32_t color);  // of the nearest

 private:
  std::vector<std::uint32_t> colors_;
  std::unordered_map<std::uint32_t, std::uint8_t> known_;
};

}  // namespace attn::scene
