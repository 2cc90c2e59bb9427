// Provenance graph: a few named boxes in columns, from the earlier at the left to one number at the right, joined by
// what reads what. A pure picture; which boxes there are is decided elsewhere.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/scene/theme.h"

namespace attn::scene {

struct GraphNode {
  int column = 0;
  std::string letter, low, words;  // "W" with a small "Q" below it; whose numbers they are, in a smaller type
  Color hue;
  std::vector<double> values;  // more than one: a strip of colours instead of the note
  Range range;
  std::string note;     // its number as text, "×26" of a group
  bool result = false;  // the cell itself
  CellTag cell;         // that its number is of
};

struct GraphRequest {
  const Theme& theme;
  const Measure& measure;
  float width = 0;
  std::vector<GraphNode> nodes;
  std::vector<std::pair<int, int>> edges;  // from, to
};

struct Graph {
  Scene scene;
  std::vector<Rect> boxes;  // of the nodes
};

inline constexpr float graph_node_height = 32;

Graph provenance_graph(const GraphRequest& request);

}  // namespace attn::scene
