#include "app/core/provenance.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

namespace attn {
namespace {

using Node = ProvenanceNode;
using Layer = Node::Layer;

constexpr std::size_t most_references = 100'000;  // that are followed one by one

CellBox around(const std::vector<CellBox>& boxes) {
  CellBox all = boxes.front();
  for (const CellBox& b : boxes) {
    const Index row = std::min(all.row, b.row), col = std::min(all.col, b.col);
    all = {row, col, std::max(all.row + all.rows, b.row + b.rows) - row,
           std::max(all.col + all.cols, b.col + b.cols) - col};
  }
  return all;
}

// What these cells read: one box per input step. Of very many cells, whole inputs.
std::vector<std::pair<int, CellBox>> read_by(const Trace& trace, int step, const CellBox& cells) {
  std::map<int, std::vector<std::pair<Index, Index>>> found;
  std::size_t followed = 0;
  bool all = true;
  for (Index r = cells.row; r < cells.row + cells.rows && all; ++r)
    for (Index c = cells.col; c < cells.col + cells.cols && all; ++c) {
      for (const Source& from : sources(trace, step, r, c)) {
        found[from.step].emplace_back(from.row, from.col);
        ++followed;
      }
      all = followed < most_references;
    }
  std::vector<std::pair<int, CellBox>> boxes;
  std::vector<int> in;  // in the order of the inputs, each once
  for (const int i : trace[step].inputs)
    if (std::find(in.begin(), in.end(), i) == in.end()) in.push_back(i);
  for (const int i : in) {
    const Tensor& out = trace[i].out;
    if (!all)
      boxes.emplace_back(i, CellBox{0, 0, out.rows(), out.cols()});
    else if (const auto of = found.find(i); of != found.end())
      boxes.emplace_back(i, around(boxes_of(std::move(of->second))));
  }
  return boxes;
}

class Builder {
 public:
  explicit Builder(const Trace& trace) : trace_(trace) {}

  // The place of a node that is there already, or of a new one.
  int put(Node node) {
    for (std::size_t i = 0; i < made.nodes.size(); ++i) {
      const Node& n = made.nodes[i];
      if (n.layer == node.layer && n.steps == node.steps && n.cells == node.cells) return static_cast<int>(i);
    }
    made.nodes.push_back(std::move(node));
    return static_cast<int>(made.nodes.size()) - 1;
  }
  void join(int from, int to) {
    const std::pair edge(from, to);
    if (std::find(made.edges.begin(), made.edges.end(), edge) == made.edges.end()) made.edges.push_back(edge);
  }

  // What an input was computed from; weights are left out.
  void before(int of) {
    const Node node = made.nodes[static_cast<std::size_t>(of)];
    for (const auto& [step, box] : read_by(trace_, node.steps[0], node.cells))
      if (!trace_[step].role->parameter) join(put({Layer::before, {step}, box}), of);
  }

  // Too many nodes before the inputs: those beyond the first few become one.
  void fold() {
    std::vector<int> places;
    for (std::size_t i = 0; i < made.nodes.size(); ++i)
      if (made.nodes[i].layer == Layer::before) places.push_back(static_cast<int>(i));
    if (places.size() <= most_in_layer) return;
    const int rest = places[most_in_layer - 1];
    Node& group = made.nodes[static_cast<std::size_t>(rest)];
    for (std::size_t i = most_in_layer; i < places.size(); ++i) {
      const Node& n = made.nodes[static_cast<std::size_t>(places[i])];
      group.steps.insert(group.steps.end(), n.steps.begin(), n.steps.end());
    }
    const auto hidden = [&](int i) {
      return std::find(places.begin() + most_in_layer, places.end(), i) != places.end();
    };
    const auto edges = std::exchange(made.edges, {});
    for (auto [from, to] : edges) join(hidden(from) ? rest : from, to);
    made.nodes.erase(made.nodes.begin() + rest + 1, made.nodes.end());  // they are the last ones
  }

  void earlier() {
    std::set<int> shown, seen;
    for (const Node& n : made.nodes) shown.insert(n.steps.begin(), n.steps.end());
    std::vector<int> open(shown.begin(), shown.end());
    while (!open.empty()) {
      const int step = open.back();
      open.pop_back();
      for (const int input : steps_read(trace_, step))
        if (seen.insert(input).second) open.push_back(input);
    }
    for (const int step : seen) {
      if (shown.contains(step) || trace_[step].role->parameter) continue;
      ++made.earlier;
      made.latest = step;
    }
  }

  Provenance made;

 private:
  const Trace& trace_;
};

}  // namespace

Provenance provenance(const Trace& trace, int step, Index row, Index col) {
  if (step < 0 || step >= trace.size() || !trace[step].out.contains(row, col))
    throw std::invalid_argument("there is no such cell to trace back");
  Builder builder(trace);
  const int result = builder.put({Layer::result, {step}, {row, col, 1, 1}});
  std::vector<int> inputs;
  for (const auto& [input, box] : read_by(trace, step, {row, col, 1, 1})) {
    inputs.push_back(builder.put({Layer::input, {input}, box}));
    builder.join(inputs.back(), result);
  }
  for (const int input : inputs) builder.before(input);
  builder.fold();
  builder.earlier();
  return std::move(builder.made);
}

}  // namespace attn
