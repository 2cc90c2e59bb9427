// Which steps a reader finds by typing.
#include "app/core/filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/core/names.h"

namespace attn {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Filter : public testing::Test {
 protected:
  static std::vector<OutlineNode> roots_of(const std::vector<std::string>& paths) {
    Tape tape;
    for (const std::string& path : paths)
      tape.give(path, role_of(path.substr(path.rfind('/') + 1)), Tensor(Mat::zeros(1, 1), {}, {}));
    return outline(tape.finish());
  }
  std::vector<int> steps(std::string_view query, Language language = Language::en) const {
    return filter(roots, Texts(language), query);
  }
  const std::vector<OutlineNode> roots =
      roots_of({"model/encoder/layer1/self/head1/W_Q", "encoder/embedding/sum", "encoder/layer1/self/head1/query",
                "encoder/layer1/self/head1/weights", "encoder/layer1/self/head2/weights", "encoder/layer1/ffn/hidden",
                "decode1/layer1/self/head1/weights", "decode1/layer1/cross/head1/scores"});
};

TEST_F(Filter, FindsTitlesGroupsAndPaths) {
  EXPECT_THAT(steps("Query projection"), ElementsAre(2));
  EXPECT_THAT(steps("softmax"), ElementsAre(3, 4, 6)) << "a title";
  EXPECT_THAT(steps("Masked self-attention"), ElementsAre(6)) << "the title of a group";
  EXPECT_THAT(steps("self/head1/weights"), ElementsAre(3, 6)) << "a path, across its parts";
  EXPECT_THAT(steps("w_q"), ElementsAre(0)) << "weights too";
  EXPECT_THAT(steps("nothing like it"), IsEmpty());
}

TEST_F(Filter, EveryWordCountsInAnyOrderAndPlace) {
  EXPECT_THAT(steps("softmax head2"), ElementsAre(4));
  EXPECT_THAT(steps("  head2\t softmax "), ElementsAre(4));
  EXPECT_THAT(steps("encoder head1 softmax"), ElementsAre(3));
  EXPECT_THAT(steps("softmax projection"), IsEmpty());
  EXPECT_THAT(steps("masked soft"), ElementsAre(6));
}

TEST_F(Filter, WithoutAWordEverythingIsFound) {
  EXPECT_THAT(steps(""), SizeIs(8));
  EXPECT_THAT(steps(" \u3000\u00a0"), SizeIs(8)) << "other spaces are spaces";
}

TEST_F(Filter, CapitalsAndAccentsMakeNoDifference) {
  EXPECT_THAT(steps("SOFTMAX"), ElementsAre(3, 4, 6));
  EXPECT_THAT(steps("requetes", Language::fr), ElementsAre(2)) << "Projection des requêtes";
  EXPECT_THAT(steps("REQUÊTES", Language::fr), ElementsAre(2));
  EXPECT_THAT(steps("elargir", Language::fr), ElementsAre(5));
  EXPECT_THAT(steps("tête 2", Language::fr), ElementsAre(4));
  EXPECT_THAT(steps("查询投影", Language::zh), ElementsAre(2));
  EXPECT_THAT(steps("w1"), ElementsAre(5)) << "W₁";
}

TEST(FilterRank, TitlesGoBeforeGroupsAndPaths) {
  Tape tape;
  const auto give = [&](const char* path, const char* role) {
    tape.give(path, role_of(role), Tensor(Mat::zeros(1, 1), {}, {}));
  };
  give("decode1/layer1/self/head1/query", "query");
  give("decode1/layer1/add_norm1/sum", "residual");
  give("decode1/layer1/add_norm1/norm", "norm");
  give("decode1/mask", "mask");
  give("decode1/layer1/self/head1/masked", "masked");
  const Trace trace = tape.finish();
  const Texts texts(Language::en);
  const auto found = [&](std::string_view query) {
    return best_first(trace, texts, query, filter(outline(trace), texts, query));
  };
  ASSERT_EQ(step_title(texts, trace[2]), "Layer norm");
  EXPECT_EQ(found("layer norm").front(), 2) << "Add is in a group of that name";
  EXPECT_EQ(found("mask").front(), 3) << "the mask, not masked self-attention";
  EXPECT_EQ(found("layer norm").size(), 2u) << "none is lost";
  EXPECT_EQ(best_first(trace, texts, "self", {4, 0}), (std::vector<int>{4, 0}));
}

TEST_F(Filter, AGroupMayBeAStepItself) {
  const std::vector<OutlineNode> both = roots_of({"a", "a/b"});
  EXPECT_THAT(filter(both, Texts(Language::en), "b"), ElementsAre(1));
  EXPECT_THAT(filter(both, Texts(Language::en), "a"), ElementsAre(0, 1));
}

TEST(Folded, KeepsWhatCannotBeRead) {
  EXPECT_EQ(folded("Été ÷ √D"), "ete ÷ √d");
  EXPECT_EQ(folded("A\xff"), "a\xff");
  EXPECT_EQ(folded(""), "");
}

}  // namespace
}  // namespace attn
