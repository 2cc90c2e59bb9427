// A row of the decoder bears the word it has read, and works for the next one.
#include "app/core/row_words.h"

#include <gtest/gtest.h>

#include "engine/model/translate.h"

namespace attn {
namespace {

TEST(RowWords, SayWhichWordARowWorksFor) {
  const attn::Run run = translate(load_model(ATTN_SOURCE_DIR "/assets/models/en-fr-tiny"), "I am a student");
  const Axis& rows = run.trace.at("decode3/layer2/cross/head1/weights").out.row_axis;
  const auto words = row_and_next(run, rows, 2);
  ASSERT_TRUE(words);
  EXPECT_EQ(words->values, (std::vector<std::string>{"suis", "étudiant"}));
  EXPECT_EQ(row_and_next(run, rows, 0)->values, (std::vector<std::string>{"<s>", "Je"}));
  EXPECT_FALSE(row_and_next(run, run.trace.at("encoder/layer1/self/head1/weights").out.row_axis, 2));
}

}  // namespace
}  // namespace attn
