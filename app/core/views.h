// Views: what is chosen in each way of looking at the run.
#pragma once

#include <optional>

#include "engine/model/sampling.h"

namespace attn {

enum class Decoding { greedy, beam, sampling };

struct TranslationOptions {
  Decoding decoding = Decoding::greedy;
  int layer = 0, head = 0;  // whose cross-attention is shown; layer 0: the decoder's last one, head 0: the mean of all
  int beam_width = 4;
  double length_penalty = 0.6;
  SamplingOptions sampling{1.3, 0, 0.95, 1};
  bool drawn = false;  // the run's words are drawn, not only what could be drawn is shown
  bool panel = true;   // the arithmetic beside the table; where there is little room, over it

  // What words are drawn with, if they are.
  std::optional<SamplingOptions> draws() const {
    return decoding == Decoding::sampling && drawn ? std::optional(sampling) : std::nullopt;
  }
  bool operator==(const TranslationOptions&) const = default;
};

inline constexpr int narrowest_beam = 2, widest_shown_beam = 5;
inline constexpr double largest_penalty = 2, largest_temperature = 2;

}  // namespace attn
