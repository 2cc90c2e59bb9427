// Beam search: the few most probable beginnings are followed side by side, each word's whole tree kept.
//
// After every word, of all continuations of all living beginnings, the 2·width most probable are looked at in order:
// one of the first `width` that closes the sentence is finished; others live on until `width` do; the rest is dropped.
// The search ends when `width` sentences are finished, or at the model's limit.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/translate.h"

namespace attn {

struct BeamOptions {
  int width = 4;
  double length_penalty = 0.6;  // α; 0: sums are compared as they are
  std::vector<ForcedWord> forced = {};
  std::stop_token stop = {};
  std::function<void(int step)> progress = {};  // called after each depth
};
inline constexpr int widest_beam = 16;

// One word after a beginning.
struct BeamNode {
  enum class Fate { alive, finished, dropped };
  int parent = -1;  // number of the node before it; -1: the first word
  int depth = 1;    // decoding step, from 1
  int id = 0;
  std::string label;
  double log_probability = 0;  // of this word after those before it, natural logarithm
  double sum = 0;              // of the whole beginning, this word included
  double score = 0;            // sum with length normalisation
  Fate fate = Fate::alive;
};

struct Hypothesis {
  int node = -1;         // its last word
  std::vector<int> ids;  // </s> included, where it was reached
  std::string text;
  double sum = 0, score = 0;
  bool complete = false;
};

struct BeamSearch {
  std::vector<BeamNode> nodes;  // by depth; at one depth the most probable first
  std::vector<Hypothesis>
      hypotheses;  // the best first, `width` at most: finished ones, or where there are none, those alive at the end
};

// sum / ((5 + length) / 6)^α, length in words with the closing one (Wu et al. 2016, equation 14).
double normalised(double sum, int length, double alpha);

// The words from the first to this one.
std::vector<int> beginning(const BeamSearch& search, int node);

// Throws std::invalid_argument: as translate(), a width that is not 1 to 16, a negative α; Cancelled.
BeamSearch beam_search(const Model& model, std::string_view text, const BeamOptions& options = {});

}  // namespace attn
