// Run: a computation of any kind, every step of it recorded. What it read and wrote is there where it reads and writes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/text/tokenizer.h"
#include "engine/trace.h"

namespace attn {

// A word that a run wrote: the steps that gave its distribution and chose it, and what was chosen.
struct Written {
  int probabilities = -1, chosen = -1;  // step numbers
  int id = 0;
  std::string label;
  double log_sum = 0;  // natural log-probability of all words up to this one
};

struct Run {
  Trace trace;
  std::string input, output;                              // as text: the normalised sentence, what was made of it
  std::vector<Token> read;                                // the input, token by token
  std::uint8_t source_sequence = 0, target_sequence = 0;  // of the trace: what is read, what is written
  int prompt = -1;                                        // step of the tokens that writing begins with: <s>
  std::vector<Written> written;                           // word by word, </s> included if it was reached
  bool keeps =
      false;  // keys and values of written words: a step of word t has one row, its own, not one for each so far
  bool complete = false;  // false: the limit of words came before </s>
};

std::vector<int> written_ids(const Run& run);

// The written word that a step was computed for, from 1; 0: for none, as what is read once.
int word_at(const Run& run, int step);

// Most probable words at the place of word t (from 1), best first, read from the trace. Throws std::invalid_argument if
// there is no such word.
struct Candidate {
  int id;
  std::string label;
  Real probability;
};
std::vector<Candidate> top_candidates(const Run& run, int t, int k);

}  // namespace attn
