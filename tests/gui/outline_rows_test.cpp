// The rows of the outline: what is unfolded, what is found, and what of it fits beside the stage.
#include "app/gui/outline_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/roles/roles.h"
#include "engine/trace.h"

namespace attn::gui {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Trace small_trace() {
  Tape tape;
  const std::pair<const char*, const Role*> steps[] = {{"model/embedding", &roles::embedding_table},
                                                       {"model/encoder/layer1/self/output", &roles::W_O},
                                                       {"encoder/embedding/lookup", &roles::lookup},
                                                       {"encoder/embedding/sum", &roles::embedding_sum},
                                                       {"encoder/layer1/self/head1/query", &roles::query},
                                                       {"encoder/layer1/self/head1/weights", &roles::weights},
                                                       {"encoder/layer1/self/head1/context", &roles::context},
                                                       {"encoder/layer1/self/head2/query", &roles::query},
                                                       {"encoder/layer1/self/output", &roles::projection},
                                                       {"encoder/layer1/add_norm1/norm", &roles::norm},
                                                       {"encoder/layer1/ffn/output", &roles::ffn_output},
                                                       {"encoder/layer1/add_norm2/sum", &roles::residual},
                                                       {"encoder/layer1/add_norm2/norm", &roles::norm},
                                                       {"encoder/layer10/self/head1/query", &roles::query},
                                                       {"decode1/mask", &roles::mask},
                                                       {"decode1/output/probabilities", &roles::probabilities},
                                                       {"decode1/output/next", &roles::next}};
  for (const auto& [path, role] : steps) tape.give(path, *role, Tensor(Mat::zeros(1, 1), {}, {}));
  return tape.finish();
}

std::vector<std::string> paths(const std::vector<OutlineRow>& rows) {
  std::vector<std::string> found;
  for (const OutlineRow& row : rows)
    found.push_back(std::string(static_cast<std::size_t>(row.depth), ' ') + row.node->path + (row.open ? " v" : ""));
  return found;
}

class Rows : public ::testing::Test {
 protected:
  const Trace trace = small_trace();
  const std::vector<OutlineNode> roots = outline(trace);
  const OutlineRow& row(const std::vector<OutlineRow>& rows, std::string_view path) const {
    for (const OutlineRow& r : rows)
      if (r.node->path == path) return r;
    throw std::invalid_argument("no row " + std::string(path));
  }
};

TEST_F(Rows, GroupsAreFoldedExceptThoseNamed) {
  EXPECT_THAT(paths(unfolded_rows(roots, {})), ElementsAre("encoder", "decode1", "model"));
  EXPECT_THAT(paths(unfolded_rows(roots, {"decode1", "encoder/embedding"})),
              ElementsAre("encoder", "decode1 v", " decode1/mask", " decode1/output", "model"))
      << "what is open in a folded group is not seen";
  EXPECT_THAT(paths(unfolded_rows(roots, {"encoder", "encoder/embedding", "decode1/mask"})),
              ElementsAre("encoder v", " encoder/embedding v", "  encoder/embedding/lookup", "  encoder/embedding/sum",
                          " encoder/layer1", " encoder/layer10", "decode1", "model"));
  EXPECT_THAT(unfolded_rows({}, {}), IsEmpty());
}

TEST_F(Rows, UnfoldingLeadsToTheStep) {
  Folds open{"decode1"};
  unfold_towards(open, "encoder/layer1/self/output");
  EXPECT_THAT(open, ElementsAre("decode1", "encoder", "encoder/layer1", "encoder/layer1/self"));
}

TEST_F(Rows, FoundStepsStandBelowTheirGroups) {
  const auto query = [](const OutlineNode& step) { return step.name == "query"; };
  EXPECT_THAT(paths(found_rows(roots, {}, query)),
              ElementsAre("encoder v", " encoder/layer1 v", "  encoder/layer1/self v", "   encoder/layer1/self/head1 v",
                          "    encoder/layer1/self/head1/query", "   encoder/layer1/self/head2 v",
                          "    encoder/layer1/self/head2/query", " encoder/layer10 v", "  encoder/layer10/self v",
                          "   encoder/layer10/self/head1 v", "    encoder/layer10/self/head1/query"));
  EXPECT_THAT(paths(found_rows(roots, {"encoder/layer1", "encoder/layer10/self/head1"}, query)),
              ElementsAre("encoder v", " encoder/layer1", " encoder/layer10 v", "  encoder/layer10/self v",
                          "   encoder/layer10/self/head1"));
  EXPECT_THAT(found_rows(roots, {}, [](const OutlineNode&) { return false; }), IsEmpty());
}

TEST_F(Rows, OnlyStepsAreHits) {
  std::vector<std::string> asked;
  found_rows(roots, {}, [&](const OutlineNode& step) {
    asked.push_back(step.path);
    return true;
  });
  EXPECT_EQ(asked.size(), static_cast<std::size_t>(trace.size()));
  for (const std::string& path : asked) EXPECT_GE(trace.find(path), 0) << path;
}

TEST_F(Rows, AGroupIsAsEarlyAsItsFirstStep) {
  const auto rows = found_rows(roots, {}, [](const OutlineNode&) { return true; });
  const auto first = [&](const char* path) { return trace[row(rows, path).first].path; };
  EXPECT_EQ(first("encoder"), "encoder/embedding/lookup");
  EXPECT_EQ(first("encoder/layer1/self"), "encoder/layer1/self/head1/query");
  EXPECT_EQ(first("encoder/layer1/self/output"), "encoder/layer1/self/output");
  EXPECT_EQ(first("model"), "model/embedding");
}

TEST_F(Rows, AGroupShowsWhatItProduces) {
  const auto rows = found_rows(roots, {}, [](const OutlineNode&) { return true; });
  const auto shown = [&](const char* path) {
    const int step = row(rows, path).shows;
    return step < 0 ? std::string() : trace[step].path;
  };
  EXPECT_EQ(shown("encoder/layer1/self/head1"), "encoder/layer1/self/head1/weights");
  EXPECT_EQ(shown("encoder/layer1/self"), "encoder/layer1/self/output");
  EXPECT_EQ(shown("encoder/layer1/ffn"), "encoder/layer1/ffn/output");
  EXPECT_EQ(shown("encoder/layer1"), "encoder/layer1/add_norm2/norm");
  EXPECT_EQ(shown("encoder/embedding"), "encoder/embedding/sum");
  EXPECT_EQ(shown("decode1/output"), "decode1/output/probabilities");
  EXPECT_EQ(shown("encoder/layer1/self/head1/query"), "encoder/layer1/self/head1/query");
  EXPECT_EQ(shown("encoder/layer1/self/head2"), "") << "this head has no weights";
  EXPECT_EQ(shown("encoder"), "");
  EXPECT_EQ(shown("model/encoder/layer1/self"), "") << "a weight of this name is nobody's product";
}

TEST_F(Rows, TheRailLeadsToTheStepAndShowsWhatIsBesideIt) {
  EXPECT_THAT(paths(rail_rows(roots, "encoder/layer1/self/head1/weights")),
              ElementsAre("encoder v", " encoder/layer1 v", "  encoder/layer1/self v", "   encoder/layer1/self/head1 v",
                          "    encoder/layer1/self/head1/query", "    encoder/layer1/self/head1/weights",
                          "    encoder/layer1/self/head1/context", "   encoder/layer1/self/head2",
                          "   encoder/layer1/self/output", "  encoder/layer1/add_norm1", "  encoder/layer1/ffn",
                          "  encoder/layer1/add_norm2"));
  EXPECT_THAT(paths(rail_rows(roots, "encoder/layer10/self/head1/query")),
              ElementsAre("encoder v", " encoder/layer10 v", "  encoder/layer10/self v",
                          "   encoder/layer10/self/head1 v", "    encoder/layer10/self/head1/query"))
      << "layer1 is another one";
  EXPECT_THAT(paths(rail_rows(roots, "decode1/mask")), ElementsAre("decode1 v", " decode1/mask"));
  EXPECT_THAT(rail_rows(roots, "nowhere/at/all"), IsEmpty());
}

}  // namespace
}  // namespace attn::gui
