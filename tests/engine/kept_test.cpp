// Keys and values that are kept: one row per written word, and the same numbers as with all rows.
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/model/translate.h"
#include "engine/path.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

constexpr std::string_view sentence = "My father is a doctor and my mother is a teacher.";

const Model& model() {
  static const Model loaded = load_model(std::string(default_model));
  return loaded;
}

attn::Run run_with(DecoderRows rows, TranslateOptions options = {}) {
  options.rows = rows;
  return translate(model(), sentence, options);
}

// How far numbers may be apart, in units of the largest of a row or 1: sums of another number of rows are rounded
// elsewhere, and layers gather that. Seen with up to 39 words and two models: weights and probabilities 1.1e-6, others
// 2.3e-6; other processors and compilers may round yet another way.
double most(const Step& step) { return step.role->range == Role::Range::unit ? 2e-6 : 4e-6; }

// The largest difference of a row, over the largest of its numbers or 1, if that is more.
double apart(std::span<const Real> a, std::span<const Real> b) {
  double difference = 0, size = 1;
  for (std::size_t i = 0; i < b.size(); ++i) {
    if (std::isinf(b[i])) {
      EXPECT_EQ(a[i], b[i]);
      continue;
    }
    difference = std::max(difference, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    size = std::max(size, std::abs(static_cast<double>(b[i])));
  }
  return difference / size;
}

TEST(Kept, EveryRowIsThatOfTheRunWithAllRows) {
  const attn::Run whole = run_with(DecoderRows::all), kept = run_with(DecoderRows::newest);
  EXPECT_FALSE(whole.keeps);
  EXPECT_TRUE(kept.keeps);
  EXPECT_EQ(kept.output, whole.output);
  ASSERT_EQ(kept.written.size(), whole.written.size());
  ASSERT_GT(kept.written.size(), 8u);
  for (std::size_t i = 0; i < kept.written.size(); ++i) {
    EXPECT_EQ(kept.written[i].id, whole.written[i].id);
    EXPECT_NEAR(kept.written[i].log_sum, whole.written[i].log_sum, 1e-5);
  }
  int compared = 0;
  for (const Step& step : kept.trace.steps()) {
    const Path path(step.path);
    if (path.root().name != "decode") continue;
    const int other = whole.trace.find(step.path);
    if (other < 0) {
      EXPECT_TRUE(step.role == &roles::newest || step.role == &roles::new_key || step.role == &roles::new_value)
          << step.path;
      continue;
    }
    const Tensor &ours = step.out, &theirs = whole.trace[other].out;
    ASSERT_EQ(ours.cols(), theirs.cols()) << step.path;
    ASSERT_LE(ours.rows(), theirs.rows()) << step.path;
    for (Index r = 0; r < ours.rows(); ++r) {
      EXPECT_LE(apart(ours.mat().row(r), theirs.mat().row(theirs.rows() - ours.rows() + r)), most(step))
          << step.path << ", row " << r + 1;
      ++compared;
    }
  }
  EXPECT_GT(compared, 1000);
}

TEST(Kept, AWordHasOneRowAtItsPlace) {
  const attn::Run kept = run_with(DecoderRows::newest);
  for (const char* name : {"layer1/self/head1/query", "layer2/self/head4/weights", "layer1/cross/head2/weights",
                           "layer2/ffn/output", "embedding/positions", "mask"}) {
    const Tensor& out = kept.trace.at("decode5/" + std::string(name)).out;
    EXPECT_EQ(out.rows(), 1) << name;
    EXPECT_EQ(out.row_axis.first, 4) << name;
    EXPECT_EQ(out.row_axis.sequence, kept.target_sequence) << name;
    EXPECT_EQ(out.row_axis.label(0), kept.written[3].label) << name;
  }
  const Tensor& keys = kept.trace.at("decode5/layer1/self/head1/key").out;
  EXPECT_EQ(keys.rows(), 5);
  EXPECT_EQ(keys.row_axis.label(4), kept.written[3].label);
  EXPECT_EQ(kept.trace.find("decode5/layer1/cross/head1/key"), -1) << "those of the source are computed once";
}

TEST(Kept, StepsReplayAndExplainThemselves) {
  const attn::Run kept = run_with(DecoderRows::newest);
  for (int i = 0; i < kept.trace.size(); ++i) {
    const Step& step = kept.trace[i];
    if (step.role->parameter) continue;
    EXPECT_TRUE(same_bits(replay(kept.trace, i), step.out)) << step.path;
    for (const Index row : {Index{0}, step.out.rows() - 1}) {
      const Index col = (7 * row + i) % step.out.cols();
      const double told = explain(kept.trace, i, row, col).back().value, value = step.out(row, col);
      if (std::isfinite(value))
        EXPECT_NEAR(told, value, 1e-4 * std::max(1.0, std::abs(value))) << step.path;
      else
        EXPECT_EQ(told, value) << step.path;
    }
  }
}

TEST(Kept, WeightsOfAllWordsAreOneMatrix) {
  const attn::Run whole = run_with(DecoderRows::all), kept = run_with(DecoderRows::newest);
  const std::string last = "decode" + std::to_string(whole.written.size());
  for (const char* name : {"/layer1/self/head1/weights", "/layer2/self/head3/masked", "/layer1/cross/head2/scaled",
                           "/layer2/cross/head4/weights"}) {
    const Tensor &ours = kept.trace.at("written" + std::string(name)).out, &theirs = whole.trace.at(last + name).out;
    ASSERT_EQ(ours.rows(), theirs.rows()) << name;
    ASSERT_EQ(ours.cols(), theirs.cols()) << name;
    for (Index r = 0; r < ours.rows(); ++r) EXPECT_LE(apart(ours.mat().row(r), theirs.mat().row(r)), 4e-6) << name;
    EXPECT_EQ(ours.row_axis.sequence, theirs.row_axis.sequence);
    EXPECT_EQ(ours.col_axis.sequence, theirs.col_axis.sequence);
    for (Index r = 0; r < ours.rows(); ++r) EXPECT_EQ(ours.row_axis.label(r), theirs.row_axis.label(r));
  }
  EXPECT_EQ(word_at(kept, kept.trace.find("written/layer1/self/head1/weights")), 0);
}

TEST(Kept, ForcedAndDrawnWordsAreTheSame) {
  TranslateOptions options;
  options.forced = {{2, 100}};
  options.sampling = SamplingOptions{1.5, 0, 0.95, 7};
  EXPECT_EQ(written_ids(run_with(DecoderRows::newest, options)), written_ids(run_with(DecoderRows::all, options)));
}

// A number of an early word acts on the words after it in both.
TEST(Kept, AChangedValueIsReadByLaterWords) {
  const std::string value = "decode1/layer1/self/head1/value";
  TranslateOptions options;
  options.edits = {{value, 0, 0, 5}};
  const attn::Run kept = run_with(DecoderRows::newest, options);
  EXPECT_EQ(kept.trace.at("decode4/layer1/self/head1/value").out(0, 0), 5);
}

TEST(Kept, TheLengthDecidesWhereNobodySays) {
  TranslateOptions options;
  options.rows = std::nullopt;
  std::string longer = "I";
  while (read_sentence(model(), longer).size() <= longest_with_all_rows) {
    EXPECT_FALSE(translate(model(), longer, options).keeps);
    longer += " am";
  }
  EXPECT_TRUE(translate(model(), longer, options).keeps);
}

}  // namespace
}  // namespace attn
