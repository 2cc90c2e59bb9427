// Whose words the axes of a step are: of a real translation, worked out from ARCHITECTURE.md by hand.
#include <gtest/gtest.h>

#include "app/core/sides.h"
#include "engine/model/translate.h"

namespace attn {
namespace {

constexpr Sides source_source{Side::source, Side::source}, target_target{Side::target, Side::target},
    target_source{Side::target, Side::source}, source{Side::source, Side::none}, target{Side::target, Side::none};

TEST(Sides, OfEveryKindOfStep) {
  const Translation t = translate(load_model(std::string(default_model)), "I am a student");
  const auto sides = [&](const char* path) { return sides_of(t.trace.at(path)); };
  EXPECT_EQ(sides("encoder/layer1/self/head2/scores"), source_source);
  EXPECT_EQ(sides("encoder/layer2/self/head1/weights"), source_source);
  EXPECT_EQ(sides("encoder/layer1/self/head2/query"), source);
  EXPECT_EQ(sides("encoder/embedding/positions"), source);
  EXPECT_EQ(sides("encoder/embedding/tokens"), source);
  EXPECT_EQ(sides("decode3/embedding/tokens"), target);
  EXPECT_EQ(sides("decode3/layer1/self/head1/masked"), target_target);
  EXPECT_EQ(sides("decode3/mask"), target_target);
  EXPECT_EQ(sides("decode3/layer1/cross/head1/weights"), target_source);
  EXPECT_EQ(sides("decode3/layer1/cross/head1/context"), target);
  EXPECT_EQ(sides("decode1/layer1/cross/head1/key"), source);
  EXPECT_EQ(sides("decode1/layer1/self/head1/key"), target);
  EXPECT_EQ(sides("decode3/layer1/cross/output"), target);
  EXPECT_EQ(sides("decode3/output/state"), Sides{});
  EXPECT_EQ(sides("decode3/output/probabilities"), Sides{});
  EXPECT_EQ(sides("model/encoder/layer1/self/head1/W_Q"), Sides{});
  EXPECT_EQ(sides("model/embedding"), Sides{});
}

TEST(Sides, AWordIsWrittenWhenItIsChosen) {
  EXPECT_EQ(words_written("encoder/layer1/self/head2/scores"), 0u);
  EXPECT_EQ(words_written("decode1/mask"), 0u);
  EXPECT_EQ(words_written("decode1/output/probabilities"), 0u);
  EXPECT_EQ(words_written("decode1/output/next"), 1u);
  EXPECT_EQ(words_written("decode12/layer1/self/head1/query"), 11u);
  EXPECT_EQ(words_written("decode12/output/next"), 12u);
  EXPECT_EQ(words_written("decoder/layer1/query"), 0u);
  EXPECT_EQ(words_written("model/output/bias"), 0u);
}

}  // namespace
}  // namespace attn
