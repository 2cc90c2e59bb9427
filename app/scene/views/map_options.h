// What a person chooses in the map.
#pragma once

namespace attn::scene {

struct MapOptions {
  int head = 0;        // whose attention the ribbons show, from 1; 0: the mean of all heads
  int hide_below = 5;  // hundredths: ribbons of less attention are left out
  bool thumbnails = true, barcodes = true, loop = true;

  bool operator==(const MapOptions&) const = default;
};
inline constexpr int most_hidden = 50;  // hundredths

}  // namespace attn::scene
