// Patterns by hand: matrices whose tag, entropy and sums are known without a program.
#include "app/core/patterns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "engine/eigen.h"

namespace attn {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

Mat mat(std::initializer_list<std::initializer_list<float>> rows) {
  Mat m(static_cast<Index>(rows.size()), static_cast<Index>(rows.begin()->size()));
  Index r = 0;
  for (const auto& row : rows) {
    Index c = 0;
    for (const float v : row) m(r, c++) = v;
    ++r;
  }
  return m;
}

const Mat diagonal = mat({{.7f, .1f, .1f, .1f}, {.1f, .7f, .1f, .1f}, {.1f, .1f, .7f, .1f}, {.1f, .1f, .1f, .7f}});
const Mat before = mat({{.4f, .2f, .2f, .2f}, {.7f, .1f, .1f, .1f}, {.1f, .7f, .1f, .1f}, {.1f, .1f, .7f, .1f}});
const Mat after = mat({{.1f, .7f, .1f, .1f}, {.1f, .1f, .7f, .1f}, {.1f, .1f, .1f, .7f}, {.4f, .2f, .2f, .2f}});
const Mat to_first = mat({{.7f, .1f, .1f, .1f}, {.7f, .1f, .1f, .1f}, {.7f, .1f, .1f, .1f}, {.7f, .1f, .1f, .1f}});
const Mat to_last = mat({{.1f, .1f, .1f, .7f}, {.1f, .1f, .1f, .7f}, {.1f, .1f, .1f, .7f}, {.1f, .1f, .1f, .7f}});
const Mat even = mat({{.25f, .25f, .25f, .25f}, {.25f, .25f, .25f, .25f}, {.25f, .25f, .25f, .25f}});

TEST(Patterns, AreNamedInTheEncoder) {
  const auto tag = [](const Mat& m) { return find_pattern(m, AttentionKind::encoder).pattern; };
  EXPECT_EQ(tag(diagonal), Pattern::itself);
  EXPECT_EQ(tag(before), Pattern::previous);
  EXPECT_EQ(tag(after), Pattern::next);
  EXPECT_EQ(tag(to_first), Pattern::first);
  EXPECT_EQ(tag(to_last), Pattern::last);
  EXPECT_EQ(tag(even), Pattern::broad);
  EXPECT_FLOAT_EQ(static_cast<float>(find_pattern(diagonal, AttentionKind::encoder).strength), 0.7f);
}

TEST(Patterns, CrossAttentionAlignsOrIsDrawnToAnEnd) {
  const auto tag = [](const Mat& m) { return find_pattern(m, AttentionKind::cross).pattern; };
  EXPECT_EQ(tag(diagonal), Pattern::alignment);
  EXPECT_EQ(tag(mat_of(eigen(after).topRows(3))), Pattern::alignment) << "it need not begin at the first word";
  EXPECT_EQ(tag(to_first), Pattern::first) << "one word only is no alignment";
  EXPECT_EQ(tag(to_last), Pattern::last);
  EXPECT_EQ(tag(mat_of(eigen(diagonal).colwise().reverse())), Pattern::mixed) << "backwards";
  EXPECT_EQ(tag(mat({{.1f, .9f}, {.1f, .9f}})), Pattern::last) << "one word only, of two";
}

TEST(Patterns, TheDecoderSeesNoLaterWord) {
  const Mat itself = mat({{1, 0, 0}, {.2f, .8f, 0}, {.1f, .1f, .8f}});
  EXPECT_EQ(find_pattern(itself, AttentionKind::decoder).pattern, Pattern::itself);
  EXPECT_NEAR(find_pattern(itself, AttentionKind::decoder).strength, 0.8, 1e-6) << "row 1 has no choice";
  const Mat first = mat({{1, 0, 0}, {.8f, .2f, 0}, {.8f, .1f, .1f}});
  EXPECT_EQ(find_pattern(first, AttentionKind::decoder).pattern, Pattern::first);
  // Two words share 0.5 each however little the head cares: that is no pattern.
  EXPECT_EQ(find_pattern(mat({{1, 0}, {.5f, .5f}}), AttentionKind::decoder).pattern, Pattern::broad);
  EXPECT_EQ(find_pattern(mat({{1}}), AttentionKind::decoder).pattern, Pattern::broad) << "nothing to choose";
}

TEST(Patterns, NeedAFifthOfTheWayToAllOfIt) {
  const auto head = [](float w) {  // of four words, w on the last
    Mat m = Mat::filled(4, 4, (1 - w) / 3);
    eigen(m).col(3).setConstant(w);
    return find_pattern(m, AttentionKind::encoder).pattern;
  };
  EXPECT_EQ(head(0.41f), Pattern::last) << "0.25 + 0.75 / 5 is 0.40";
  EXPECT_EQ(head(0.39f), Pattern::broad);
  const auto pair = [](float w) {  // of two words
    return find_pattern(mat({{w, 1 - w}, {1 - w, w}}), AttentionKind::encoder).pattern;
  };
  EXPECT_EQ(pair(0.61f), Pattern::itself) << "0.5 + 0.5 / 5 is 0.60";
  EXPECT_EQ(pair(0.59f), Pattern::broad);
}

// Each word looks at one other, in no order.
TEST(Patterns, SharpWithoutARuleIsMixed) {
  const auto scattered = [](float w) {
    Mat m = Mat::filled(4, 4, (1 - w) / 3);
    m(0, 2) = m(1, 0) = m(2, 3) = m(3, 1) = w;
    return find_pattern(m, AttentionKind::encoder).pattern;
  };
  EXPECT_EQ(scattered(1), Pattern::mixed);
  EXPECT_EQ(scattered(0.41f), Pattern::mixed) << "0.25 + 0.75 / 5 is 0.40";
  EXPECT_EQ(scattered(0.39f), Pattern::broad);
}

TEST(Patterns, NothingIsReadIntoBrokenNumbers) {
  Mat broken = to_last;
  broken(1, 1) = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(find_pattern(broken, AttentionKind::encoder).pattern, Pattern::broad);
  EXPECT_EQ(find_pattern(Mat(0, 0), AttentionKind::encoder).pattern, Pattern::broad);
}

TEST(Patterns, ExamplesAreTheBestRows) {
  Mat m = to_last;
  m(2, 3) = 0.9f;
  m(0, 3) = 0.8f;
  EXPECT_THAT(examples(m, AttentionKind::encoder, Pattern::last), ElementsAre(Example{2, 3}, Example{0, 3}));
  EXPECT_THAT(examples(mat({{1, 0}, {.3f, .7f}}), AttentionKind::decoder, Pattern::itself), ElementsAre(Example{1, 1}))
      << "the first row has no choice";
  EXPECT_THAT(examples(before, AttentionKind::encoder, Pattern::previous, 9).size(), 3u) << "the first has none before";
}

TEST(Entropy, InBits) {
  const Mat m = mat({{1, 0, 0, 0}, {.5f, .5f, 0, 0}, {.25f, .25f, .25f, .25f}, {.5f, .25f, .125f, .125f}});
  EXPECT_THAT(entropies(m),
              ElementsAre(DoubleNear(0, 1e-5), DoubleNear(1, 1e-5), DoubleNear(2, 1e-5), DoubleNear(1.75, 1e-5)));
}

TEST(Entropy, FocusIsWhatIsMissingToAnEvenSpread) {
  EXPECT_NEAR(focus(even, AttentionKind::encoder), 0, 1e-5);
  EXPECT_NEAR(focus(mat({{1, 0}, {0, 1}}), AttentionKind::encoder), 1, 1e-5);
  // Rows of 1, 2 and 4 words: the first does not count, the others are even.
  EXPECT_NEAR(focus(mat({{1, 0}, {.5f, .5f}}), AttentionKind::decoder), 0, 1e-5);
  EXPECT_NEAR(focus(mat({{.5f, .5f, 0, 0}}), AttentionKind::cross), 0.5, 1e-5) << "1 bit of 2";
}

TEST(Received, IsTheSumOfAColumn) {
  EXPECT_THAT(received(mat({{.9f, .1f}, {.6f, .4f}, {0, 1}})),
              ElementsAre(DoubleNear(1.5, 1e-6), DoubleNear(1.5, 1e-6)));
}

}  // namespace
}  // namespace attn
