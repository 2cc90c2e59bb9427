// Provenance: where one cell comes from, back to weights, tables of vectors and tokens, condensed to what a person can
// look over: what it reads in full, what that was computed from, and the origins of all the rest.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/core/links.h"

namespace attn {

struct ProvenanceNode {
  enum class Layer { result, input, before, origin };
  // Of origins: what they have in common. table: learned vectors of pieces; rule: computed from nothing.
  enum class Kind { step, weights, table, tokens, rule };
  Layer layer = Layer::result;
  Kind kind = Kind::step;
  std::vector<int> steps;  // the first is the one to go to; more than one: a group
  CellBox cells;           // of the first step
};

struct Provenance {
  std::vector<ProvenanceNode> nodes;       // the result first, then layer by layer
  std::vector<std::pair<int, int>> edges;  // from, to: places in nodes, from what is read to what reads it
  int between = 0;                         // steps on the way that are not shown
};

// Throws std::invalid_argument outside the step's shape. Edges between the cell, what it reads and what that reads
// follow `reads`; origins are told by steps.
Provenance provenance(const Trace& trace, int step, Index row, Index col);

// Layers have at most so many nodes; what is left over is one group.
inline constexpr std::size_t most_in_layer = 4;

}  // namespace attn
