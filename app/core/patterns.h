// Patterns: what a head's weights look like, by rules that anyone can check.
//
// A matrix of weights has a row per word that asks and a column per word that is asked. In the decoder's self-attention
// a word sees itself and those before it; elsewhere every word sees all. Rows that see only one word are left out:
// they have no choice.
//
// For each pattern the strength is the mean, over the rows that have such a word, of the weight on it:
//   itself     the word at the row's own place             (self-attention)
//   previous   the word just before it                     (self-attention)
//   next       the word just after it                      (encoder)
//   first      the first word of all                       (everywhere)
//   last       the last one of all, the end mark included  (where every word sees all)
//   alignment  the word the row weighs most                (cross-attention; only if going down the rows these words do
//              not go back in three of four rows, and at least two and half as many different words are weighed most as
//              there are rows, or columns where they are fewer)
// A pattern holds if its strength is at least a fifth of the way from what evenly spread weights would give it to 1 (of
// four words 0.40, of fifty 0.22), and if more than half of the rows weigh its word most. The strongest one that holds
// is the head's, the earlier in this list where two are equal. Otherwise the head is
//   mixed      if the largest weights of its rows are so strong: sharp, but matching none of the patterns above
//   broad      else. Numbers that are not finite make a head broad.
#pragma once

#include <array>
#include <vector>

#include "engine/tensor.h"

namespace attn {

enum class AttentionKind { encoder, decoder, cross };
inline constexpr std::array attention_kinds = {AttentionKind::encoder, AttentionKind::decoder, AttentionKind::cross};

enum class Pattern { itself, previous, next, first, last, alignment, mixed, broad };
inline constexpr std::array all_patterns = {Pattern::itself, Pattern::previous,  Pattern::next,  Pattern::first,
                                            Pattern::last,   Pattern::alignment, Pattern::mixed, Pattern::broad};

inline constexpr double least_part = 0.2;  // of that way

struct FoundPattern {
  Pattern pattern = Pattern::broad;
  double strength = 0;  // of that pattern; where none holds, of the strongest
};
FoundPattern find_pattern(const Mat& weights, AttentionKind kind);

// The column a pattern means in a row, −1 if there is none. Of mixed and broad: the one with the largest weight.
Index target(const Mat& weights, AttentionKind kind, Pattern pattern, Index row);

// How many words a row sees.
Index seen(const Mat& weights, AttentionKind kind, Index row);

// The rows that show a pattern best, the best first: those with a choice, by the weight on the pattern's word.
struct Example {
  Index row = 0, col = 0;
  bool operator==(const Example&) const = default;
};
std::vector<Example> examples(const Mat& weights, AttentionKind kind, Pattern pattern, std::size_t most = 2);

// −Σ w·log₂ w of every row, in bits: 0 where one word gets all, log₂ n where n words get the same (Shannon 1948).
std::vector<double> entropies(const Mat& weights);

// What every word is given by all rows together: the sums of the columns.
std::vector<double> received(const Mat& weights);

// 1 − entropy / its largest possible value, the mean over rows that see more than one word; 1 if there are none.
double focus(const Mat& weights, AttentionKind kind);

}  // namespace attn
