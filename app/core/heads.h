// Heads: every head of a run with what its weights look like, and the page of them that the options ask for.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "app/core/views.h"
#include "engine/trace.h"

namespace attn {

struct Head {
  HeadName name;
  int weights = -1, scores = -1;  // steps
  FoundPattern pattern;
  double focus = 0;
};

// The mean of all heads of a layer.
struct HeadsMean {
  AttentionKind kind = AttentionKind::encoder;
  int layer = 1;
  Tensor weights;
  double focus = 0;
};

// All of them in the order of the model: encoder, decoder, cross; by layer, by head. Of the decoder those of the last
// decoding step, whose matrices hold the whole translation: rows of earlier steps do not change.
struct Heads {
  std::vector<Head> all;
  std::vector<HeadsMean> means;  // of every layer
  int decodes = 0;               // decoding steps of the run
  int layers(AttentionKind kind) const;
  int heads(AttentionKind kind) const;
  int find(const HeadName& name) const;                        // place in `all`, or −1
  const HeadsMean* mean(AttentionKind kind, int layer) const;  // or nullptr
};
// Looks at every weight: of many heads of many words that takes a while. Throws Cancelled.
Heads heads_of(const Trace& trace, const std::stop_token& stop = {});

// The head a step is in, by its group's weights; of another decoding step, the same head. None where it is in no head.
std::optional<HeadName> head_of(const Trace& trace, int step);

// Place in `all` of the head that a step is in; of a step outside any, the last head computed before it, else the
// first. −1 if there are no heads.
int current_head(const Trace& trace, const Heads& heads, int step);

// Heads of one kind in a row: of one layer, or as many as fit in the order that is asked for.
struct HeadsRow {
  int layer = 0;            // 0: of several
  std::vector<int> places;  // in `all`; −1: left out by a filter
};
struct HeadsSection {
  AttentionKind kind;
  std::vector<HeadsRow> rows;
};
// What the options leave, kind by kind; kinds and rows without a head are left out. across: heads in a row where the
// order is not the model's.
std::vector<HeadsSection> page(const Heads& heads, const HeadsOptions& options, int across);

// How many heads have each pattern, of the kinds and layers shown.
std::array<int, all_patterns.size()> pattern_counts(const Heads& heads, const HeadsOptions& options);

// Puts a word into a list in ascending order, or takes it out if it is there.
void toggle_word(std::vector<Index>& chosen, Index word);

// Sum or mean of several heads' matrices, cell by cell. Throws std::invalid_argument if their shapes differ or there
// are none.
Mat combined(const std::vector<const Mat*>& matrices, bool sum);

}  // namespace attn
