// The tree of steps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/core/outline.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

using ::testing::ElementsAre;

// A trace of 1×1 givens with these paths.
Trace trace_of(std::initializer_list<const char*> paths) {
  Tape tape;
  for (const std::string path : paths)
    tape.give(path, path.starts_with("model/") ? roles::W_O : roles::value, Tensor(Mat::zeros(1, 1), {}, {}));
  return tape.finish();
}

Trace small_trace() {
  return trace_of({"model/embedding", "model/encoder/layer1/self/W_O", "encoder/embedding/sum",
                   "encoder/layer1/self/head1/query", "encoder/layer1/self/head1/weights",
                   "encoder/layer1/self/head2/query", "encoder/layer1/self/concat", "decode1/mask",
                   "decode1/layer1/self/head1/weights", "decode1/output/next"});
}

std::vector<std::string> names(const std::vector<OutlineNode>& nodes) {
  std::vector<std::string> found;
  for (const OutlineNode& n : nodes) found.push_back(n.name);
  return found;
}

TEST(Outline, IsTheTreeThatThePathsSpellWithTheWeightsLast) {
  const std::vector<OutlineNode> roots = outline(small_trace());
  EXPECT_THAT(names(roots), ElementsAre("encoder", "decode1", "model"));
  EXPECT_THAT(names(roots[0].children), ElementsAre("embedding", "layer1"));
  const OutlineNode& self = roots[0].children[1].children[0];
  EXPECT_THAT(names(self.children), ElementsAre("head1", "head2", "concat"));
  EXPECT_EQ(self.path, "encoder/layer1/self");
  EXPECT_EQ(self.step, -1);
  EXPECT_EQ(self.steps, 4);
  EXPECT_EQ(self.role, nullptr) << "a group is no step";
  EXPECT_EQ(self.children[2].step, 6);
  EXPECT_EQ(self.children[2].role, &roles::value);
  EXPECT_EQ(self.children[2].path, "encoder/layer1/self/concat");
  EXPECT_EQ(roots[0].steps + roots[1].steps + roots[2].steps, 10);
}

TEST(Outline, AGroupMayBeAStepItself) {
  const std::vector<OutlineNode> roots = outline(trace_of({"a", "a/b"}));
  ASSERT_EQ(roots.size(), 1u);
  EXPECT_EQ(roots[0].step, 0);
  EXPECT_EQ(roots[0].steps, 2);
  EXPECT_EQ(roots[0].children[0].step, 1);
}

TEST(Outline, OfNothingIsNothing) { EXPECT_TRUE(outline(Trace()).empty()); }

}  // namespace
}  // namespace attn
