// How `translate` decodes, and what it prints besides the sentence.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "app/cli/options.h"
#include "engine/model/beam.h"
#include "engine/model/translate.h"
#include "engine/request.h"

namespace attn::cli {

struct Decoding {
  int beam = 0;  // 0: greedy, or drawn
  double length_penalty = 0.6;
  bool draws = false;
  SamplingOptions sampling;
  std::vector<std::string> forced;  // "2=une"

  // Options that exclude each other say so.
  void add(const Parser& parser);
  // Without --force and --seed; the option --beam.
  Option add_ways(const Parser& parser);
  // Of a sentence as this model reads it, the forced words looked up.
  Request request(const std::string& place, std::string sentence, const Model& model) const;
  BeamOptions beam_options(const Model& model) const;
};

// --force N=WORD, checked to have that form.
void add_force(const Parser& parser, const char* names, std::vector<std::string>& forced);
// "2=une" → word 2 is the piece shown as "une"; "3=#417" is the piece of that number. Throws std::invalid_argument
// if there is no such piece.
ForcedWord forced_word(const Model& model, const std::string& text);
// The same of each; a place that is there twice is refused.
std::vector<ForcedWord> forced_words(const Model& model, const std::vector<std::string>& texts);

// A word forced at a place that decoding does not reach is an error: nothing would show that it was without effect.
void check_reached(const std::vector<ForcedWord>& forced, std::size_t words);

// The sentences found, best first: normalised score, probability, text.
void print_hypotheses(const BeamSearch& search, int most);
nlohmann::json json_of(const BeamSearch& search);

// Where each word looked: the mean of all heads of the decoder's last layer.
void print_alignment(const Run& translation);

}  // namespace attn::cli
