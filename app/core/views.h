// What a person has chosen in the views beside the step's.
#pragma once

#include <array>
#include <vector>

#include "app/core/patterns.h"
#include "app/scene/views/map_options.h"

namespace attn {

// The map's layout itself reads these, so they are the scene's.
using scene::MapOptions;

enum class HeadOrder { model, focus, pattern };

// A head of the model; layer and head count from 1.
struct HeadName {
  AttentionKind kind = AttentionKind::encoder;
  int layer = 1, head = 1;
  bool operator==(const HeadName&) const = default;
};

struct HeadsOptions {
  std::array<bool, attention_kinds.size()> kinds{true, true, true};
  int layer = 0;           // only this one; 0: all
  bool own_scale = false;  // every head's colours end at its own largest value
  bool scores = false;     // Q·Kᵀ instead of the weights
  HeadOrder order = HeadOrder::model;
  std::array<bool, all_patterns.size()> patterns{true, true, true, true, true, true, true, true};
  bool sum = false;               // of several heads or words: their sum instead of their mean
  std::vector<HeadName> others;   // selected beside the head that the playhead is in
  std::vector<Index> rows, cols;  // words selected in the enlarged head, ascending
  bool operator==(const HeadsOptions&) const = default;
};

enum class Decoding { greedy, beam, sampling };

struct TranslationOptions {
  Decoding decoding = Decoding::greedy;
  int layer = 0, head = 0;  // whose cross-attention is shown; layer 0: the decoder's last one, head 0: the mean of all
  int beam_width = 4;
  double length_penalty = 0.6;
  bool panel = true;  // the arithmetic beside the table; where there is little room, over it
  bool operator==(const TranslationOptions&) const = default;
};

inline constexpr int narrowest_beam = 2, widest_shown_beam = 5;
inline constexpr double largest_penalty = 2, largest_temperature = 2;

}  // namespace attn
