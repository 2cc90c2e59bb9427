// Beam: the tree of a beam search, a row per word as in the table, beside what greedy decoding took.
#pragma once

#include <vector>

#include "app/scene/stage/stage.h"
#include "app/scene/views/next_word.h"
#include "engine/model/beam.h"

namespace attn::scene {

struct BeamRequest {
  const BeamSearch& search;
  const Run& run;        // whose words are shown beside the tree
  int node = -1;         // the keyboard is at
  bool another = false;  // the run is not greedy: some of its words are forced or drawn
  const Theme& theme;
  float width = 0;
  float top = 0, bottom = 1e9f;  // what is in sight
  const Measure& measure;
  std::function<std::string(std::string_view key)> text;
};

struct BeamTree {
  struct Place {
    int node = -1;
    Rect box;
  };
  Scene scene;
  std::vector<Place> nodes;  // those in sight
};

float beam_height(const BeamSearch& search, const Run& run);
float beam_row(int depth);  // where the row of a depth begins
BeamTree beam_tree(const BeamRequest& request);

// The fewest words that have to be forced so that greedy decoding takes this node's beginning: those that are not the
// most probable after the words before them.
std::vector<ForcedWord> forced_for(const BeamSearch& search, int node);

}  // namespace attn::scene
