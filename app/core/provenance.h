// Provenance: where one cell comes from, condensed to what a person can look over: what it reads in full, what that was
// computed from, and how much came before.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/core/links.h"

namespace attn {

struct ProvenanceNode {
  enum class Layer { result, input, before };
  Layer layer = Layer::result;
  std::vector<int> steps;  // the first is the one to go to; more than one: a group
  CellBox cells;           // of the first step
};

struct Provenance {
  std::vector<ProvenanceNode> nodes;       // the result first, then layer by layer
  std::vector<std::pair<int, int>> edges;  // from, to: places in nodes, from what is read to what reads it
  // Steps of the run, not weights of the model, that all this was computed from and that are not shown.
  int earlier = 0;
  int latest = -1;  // the last one of them
};

// Throws std::invalid_argument outside the step's shape. Weights stand among what is read, not behind it: they come
// from nowhere.
Provenance provenance(const Trace& trace, int step, Index row, Index col);

// What was computed before has at most so many nodes; what is left over is one group.
inline constexpr std::size_t most_in_layer = 3;

}  // namespace attn
