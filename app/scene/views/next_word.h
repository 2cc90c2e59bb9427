// Next word: one decoding step's choice in numbers, read from the trace.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/run.h"

namespace attn::scene {

struct NextWord {
  struct Row {
    Index id = 0;
    std::string label;
    double logit = 0, exponential = 0, probability = 0;  // exponential: e^(logit − largest), as softmax computed it
  };
  int logits = -1, probabilities = -1, next = -1;  // steps; logits: what softmax reads
  std::vector<Row> best;                           // the most probable words, best first; of equals the smaller id
  Row chosen;                                      // the word that was taken
  Index vocabulary = 0;
  double largest = 0, sum = 0;                            // logit; of all exponentials
  double others_exponential = 0, others_probability = 0;  // of all words but the best
  double together = 0;                                    // of all words: 1, unless a probability was edited
  Index others() const { return vocabulary - static_cast<Index>(best.size()); }
};

// Of word t, from 1, with the `most` best words. Throws std::invalid_argument if the run wrote no such word.
NextWord next_word(const Run& run, int t, std::size_t most = 5);

// The best of the words whose probability is among the first `known` of the vocabulary, best first.
std::vector<NextWord::Row> best_so_far(const Trace& trace, int probabilities, Index known, std::size_t most = 5);

// One word of it.
NextWord::Row word_of(const Trace& trace, const NextWord& of, Index id);

}  // namespace attn::scene
