// Where a cell comes from: a graph that holds what is read, and how much came before.
#include "app/core/provenance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "engine/model/translate.h"

namespace attn {
namespace {

using Layer = ProvenanceNode::Layer;
using testing::UnorderedElementsAre;

const Trace& trace() {
  static const attn::Run translation = translate(load_model(std::string(default_model)), "I am a student");
  return translation.trace;
}

Provenance of(const char* path, Index row, Index col) { return provenance(trace(), trace().find(path), row, col); }

// "query 1,0 1×16"
std::vector<std::string> told(const Provenance& p, Layer layer) {
  std::vector<std::string> found;
  for (const ProvenanceNode& n : p.nodes) {
    if (n.layer != layer) continue;
    std::string words;
    for (const int step : n.steps) {
      const std::string& path = trace()[step].path;
      words += (words.empty() ? "" : " + ") + path.substr(path.rfind('/') + 1);
    }
    const CellBox& b = n.cells;
    found.push_back(words + " " + std::to_string(b.row) + "," + std::to_string(b.col) + " " + std::to_string(b.rows) +
                    "×" + std::to_string(b.cols));
  }
  return found;
}

TEST(Provenance, OfAScoreIsTheMockUps) {
  const Provenance p = of("encoder/layer1/self/head2/scores", 1, 3);
  EXPECT_THAT(told(p, Layer::input), UnorderedElementsAre("query 1,0 1×16", "key 3,0 1×16"));
  EXPECT_THAT(told(p, Layer::before), UnorderedElementsAre("sum 1,0 1×64", "sum 3,0 1×64"));
  EXPECT_EQ(p.earlier, 4) << "tokens, lookup, scaled and positions";
  EXPECT_EQ(p.latest, trace().find("encoder/embedding/positions"));
}

TEST(Provenance, WeightsStandAmongWhatIsRead) {
  const Provenance p = of("encoder/layer1/self/output", 2, 7);
  EXPECT_THAT(told(p, Layer::input), UnorderedElementsAre("concat 2,0 1×64", "W_O 0,7 64×1", "b_O 0,7 1×1"));
  const std::vector<std::string> before = told(p, Layer::before);
  ASSERT_EQ(before.size(), most_in_layer);
  EXPECT_EQ(before[0], "context 2,0 1×16");
  EXPECT_EQ(before[2], "context + context 2,0 1×16") << "two of four heads are folded";
}

// Each node's cells are just those that are read; what is shown and what is said to be left out is all there is.
TEST(Provenance, HoldsWhatIsReadAndLeavesNoStepOut) {
  for (const char* path :
       {"encoder/embedding/lookup", "encoder/embedding/sum", "encoder/layer1/self/head1/weights",
        "encoder/layer2/self/head3/context", "encoder/layer1/self/concat", "encoder/layer1/add_norm1/norm",
        "encoder/layer2/ffn/output", "decode2/embedding/tokens", "decode3/layer1/self/head2/masked",
        "decode3/layer2/cross/head4/scores", "decode2/output/state", "decode2/output/logits"}) {
    const int step = trace().find(path);
    const Tensor& out = trace()[step].out;
    const Index row = out.rows() - 1, col = out.cols() / 3;
    const Provenance p = provenance(trace(), step, row, col);
    ASSERT_EQ(p.nodes[0].layer, Layer::result);
    std::set<std::tuple<int, Index, Index>> read, shown;
    for (const Source& s : sources(trace(), step, row, col)) read.insert({s.step, s.row, s.col});
    for (const ProvenanceNode& n : p.nodes) {
      if (n.layer != Layer::input) continue;
      for (Index r = 0; r < n.cells.rows; ++r)
        for (Index c = 0; c < n.cells.cols; ++c) shown.insert({n.steps[0], n.cells.row + r, n.cells.col + c});
    }
    EXPECT_EQ(shown, read) << path;
    // All ancestors, by what cells read.
    std::set<int> ancestors;
    std::vector<int> open = {step};
    while (!open.empty()) {
      const Step& at = trace()[open.back()];
      const int number = open.back();
      open.pop_back();
      const Index stride = at.out.size() > 2000 ? 50 : 1;
      for (Index i = 0; i < at.out.size(); i += stride)
        for (const Source& s : sources(trace(), number, i / at.out.cols(), i % at.out.cols()))
          if (ancestors.insert(s.step).second) open.push_back(s.step);
    }
    std::set<int> told;
    for (const ProvenanceNode& n : p.nodes)
      if (n.layer != Layer::result) told.insert(n.steps.begin(), n.steps.end());
    for (const int t : told) EXPECT_TRUE(ancestors.contains(t)) << path << " does not come from " << trace()[t].path;
    const auto learned = [](int i) { return trace()[i].role->parameter; };
    const auto computed = [&](const std::set<int>& all) {
      return all.size() - static_cast<std::size_t>(std::count_if(all.begin(), all.end(), learned));
    };
    // One cell may come from less than its step does: another head's answer is not in this number.
    EXPECT_LE(computed(told) + static_cast<std::size_t>(p.earlier), computed(ancestors)) << path;
    if (std::string_view(path).find("concat") == std::string_view::npos) {
      EXPECT_EQ(computed(told) + static_cast<std::size_t>(p.earlier), computed(ancestors)) << path;
    }
    if (p.earlier > 0) {
      EXPECT_TRUE(ancestors.contains(p.latest) && !told.contains(p.latest)) << path;
    }
    for (const auto& [from, to] : p.edges) {
      const auto &a = p.nodes[static_cast<std::size_t>(from)], &b = p.nodes[static_cast<std::size_t>(to)];
      EXPECT_GT(static_cast<int>(a.layer), static_cast<int>(b.layer)) << path << ": edges lead to the result";
    }
    for (std::size_t i = 1; i < p.nodes.size(); ++i)
      EXPECT_TRUE(std::any_of(p.edges.begin(), p.edges.end(), [&](auto e) { return e.first == static_cast<int>(i); }))
          << path << ": nothing hangs in the air";
  }
}

TEST(Provenance, OfManyHeadsIsFolded) {
  static const attn::Run translation = translate(load_model("en-fr-small"), "I am");
  const Trace& large = translation.trace;
  const Provenance p = provenance(large, large.find("encoder/layer1/self/output"), 0, 0);
  std::size_t before = 0, last = 0;
  for (const ProvenanceNode& n : p.nodes)
    if (n.layer == Layer::before) ++before, last = n.steps.size();
  EXPECT_EQ(before, most_in_layer);
  EXPECT_EQ(last, 8 - most_in_layer + 1) << "eight heads";
}

TEST(Provenance, OfWhatIsGivenIsNothing) {
  const Provenance p = of("model/embedding", 3, 3);
  EXPECT_EQ(p.nodes.size(), 1u);
  EXPECT_TRUE(p.edges.empty());
  EXPECT_THROW(provenance(trace(), 0, -1, 0), std::invalid_argument);
  EXPECT_THROW(provenance(trace(), 5000, 0, 0), std::invalid_argument);
}

}  // namespace
}  // namespace attn
