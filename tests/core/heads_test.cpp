// The heads of a run, and the page of them that filters and order leave.
#include "app/core/heads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/eigen.h"
#include "engine/model/translate.h"

namespace attn {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

const attn::Run& run() {
  static const attn::Run made = translate(load_model(std::string(default_model)), "I am a student");
  return made;
}

TEST(Heads, AreAllThereInTheOrderOfTheModel) {
  const Heads heads = heads_of(run().trace);
  ASSERT_THAT(heads.all, SizeIs(24));
  EXPECT_EQ(heads.decodes, static_cast<int>(run().written.size()));
  EXPECT_EQ(heads.layers(AttentionKind::decoder), 2);
  EXPECT_EQ(heads.heads(AttentionKind::cross), 4);
  EXPECT_EQ(run().trace[heads.all[0].weights].path, "encoder/layer1/self/head1/weights");
  EXPECT_EQ(run().trace[heads.all[5].scores].path, "encoder/layer2/self/head2/scores");
  EXPECT_EQ(run().trace[heads.all[8].weights].path, "decode4/layer1/self/head1/weights") << "of the last decoding step";
  EXPECT_EQ(run().trace[heads.all[23].scores].path, "decode4/layer2/cross/head4/scores");
}

TEST(Heads, EveryLayerHasAMean) {
  const Trace& trace = run().trace;
  const Heads heads = heads_of(trace);
  EXPECT_THAT(heads.means, SizeIs(6));
  const HeadsMean* mean = heads.mean(AttentionKind::cross, 2);
  ASSERT_TRUE(mean);
  ASSERT_EQ(mean->weights.cols(), 5);
  for (Index r = 0; r < mean->weights.rows(); ++r)
    for (Index c = 0; c < mean->weights.cols(); ++c) {
      double sum = 0;
      for (int h = 1; h <= 4; ++h)
        sum += static_cast<double>(trace.at("decode4/layer2/cross/head" + std::to_string(h) + "/weights").out(r, c));
      EXPECT_NEAR(static_cast<double>(mean->weights(r, c)), sum / 4, 1e-6);
    }
  EXPECT_FALSE(heads.mean(AttentionKind::cross, 3));
}

TEST(Heads, EarlierDecodingStepsHaveTheSameRows) {
  const Heads heads = heads_of(run().trace);
  for (const Head& head : heads.all) {
    if (head.name.kind == AttentionKind::encoder) continue;
    std::string path = run().trace[head.weights].path;
    path.replace(0, std::string("decode4").size(), "decode2");
    const Mat &whole = run().trace[head.weights].out.mat(), &early = run().trace.at(path).out.mat();
    const Index cols = std::min(whole.cols(), early.cols());
    EXPECT_LT((eigen(whole).topLeftCorner(2, cols) - eigen(early).topLeftCorner(2, cols)).cwiseAbs().maxCoeff(), 1e-5f)
        << path;
  }
}

TEST(Heads, ThePlayheadIsInOneOrAfterOne) {
  const Trace& trace = run().trace;
  const Heads heads = heads_of(trace);
  const auto name = [&](const char* path) {
    return heads.all[static_cast<std::size_t>(current_head(trace, heads, trace.find(path)))].name;
  };
  EXPECT_EQ(name("encoder/layer1/self/head3/value"), (HeadName{AttentionKind::encoder, 1, 3}));
  EXPECT_EQ(name("encoder/layer1/ffn/hidden"), (HeadName{AttentionKind::encoder, 1, 4})) << "the last before";
  EXPECT_EQ(name("decode2/layer2/self/head1/masked"), (HeadName{AttentionKind::decoder, 2, 1}));
  EXPECT_EQ(name("encoder/embedding/tokens"), (HeadName{AttentionKind::encoder, 1, 1})) << "none before: the first";
  const auto own = [&](const char* path) { return head_of(trace, trace.find(path)); };
  EXPECT_EQ(own("decode2/layer1/cross/head3/context"), (HeadName{AttentionKind::cross, 1, 3}));
  EXPECT_FALSE(own("model/encoder/layer1/self/head1/W_Q"));
  EXPECT_FALSE(own("encoder/layer1/self/concat"));
}

// Six heads: layers 1 and 2 of the encoder with two each, two of cross-attention.
Heads six() {
  const auto head = [](AttentionKind kind, int layer, int number, Pattern pattern, double focus) {
    return Head{{kind, layer, number}, 0, 0, {pattern, 0.5}, focus};
  };
  Heads heads;
  heads.all = {
      head(AttentionKind::encoder, 1, 1, Pattern::broad, .1),   head(AttentionKind::encoder, 1, 2, Pattern::last, .5),
      head(AttentionKind::encoder, 2, 1, Pattern::itself, .3),  head(AttentionKind::encoder, 2, 2, Pattern::last, .9),
      head(AttentionKind::cross, 1, 1, Pattern::alignment, .2), head(AttentionKind::cross, 1, 2, Pattern::broad, .4)};
  return heads;
}

std::vector<std::vector<int>> places(const std::vector<HeadsSection>& sections) {
  std::vector<std::vector<int>> all;
  for (const HeadsSection& section : sections)
    for (const HeadsRow& row : section.rows) all.push_back(row.places);
  return all;
}

TEST(HeadsPage, IsByLayerUnlessSorted) {
  HeadsOptions options;
  EXPECT_THAT(places(page(six(), options, 9)), ElementsAre(ElementsAre(0, 1), ElementsAre(2, 3), ElementsAre(4, 5)));
  options.order = HeadOrder::focus;
  EXPECT_THAT(places(page(six(), options, 9)), ElementsAre(ElementsAre(3, 1, 2, 0), ElementsAre(5, 4)));
  EXPECT_THAT(places(page(six(), options, 3)), ElementsAre(ElementsAre(3, 1, 2), ElementsAre(0), ElementsAre(5, 4)));
  options.order = HeadOrder::pattern;
  EXPECT_THAT(places(page(six(), options, 9)), ElementsAre(ElementsAre(2, 3, 1, 0), ElementsAre(4, 5)));
}

TEST(HeadsPage, FiltersLeaveHolesInLayersAndDropEmptyOnes) {
  HeadsOptions options;
  options.patterns[static_cast<std::size_t>(Pattern::broad)] = false;
  EXPECT_THAT(places(page(six(), options, 9)), ElementsAre(ElementsAre(-1, 1), ElementsAre(2, 3), ElementsAre(4, -1)));
  options.patterns[static_cast<std::size_t>(Pattern::alignment)] = false;
  EXPECT_THAT(page(six(), options, 9), SizeIs(1)) << "no cross-attention is left";
  options = {};
  options.layer = 2;
  EXPECT_THAT(places(page(six(), options, 9)), ElementsAre(ElementsAre(2, 3)));
  options = {};
  options.kinds[0] = false;
  EXPECT_THAT(places(page(six(), options, 9)), ElementsAre(ElementsAre(4, 5)));
}

TEST(HeadsPage, CountsPatternsOfWhatIsShown) {
  HeadsOptions options;
  options.patterns.fill(false);  // does not change the counts
  EXPECT_THAT(pattern_counts(six(), options), ElementsAre(1, 0, 0, 0, 2, 1, 0, 2));
  options.layer = 1;
  EXPECT_THAT(pattern_counts(six(), options), ElementsAre(0, 0, 0, 0, 1, 1, 0, 2));
}

TEST(Combined, IsSumOrMeanCellByCell) {
  Mat a(1, 2), b(1, 2);
  eigen(a) << 1, 2;
  eigen(b) << 3, 6;
  const Mat sum = combined({&a, &b}, true), mean = combined({&a, &b}, false);
  ASSERT_EQ(sum.size(), 2);
  ASSERT_EQ(mean.size(), 2);
  EXPECT_THAT(sum.row(0), ElementsAre(4, 8));
  EXPECT_THAT(mean.row(0), ElementsAre(2, 4));
  const Mat other(2, 1);
  EXPECT_THROW(combined({&a, &other}, false), std::invalid_argument);
  EXPECT_THROW(combined({}, false), std::invalid_argument);
}

}  // namespace
}  // namespace attn
