// Words that are forced: decoding goes on from them, and everything before them stays as it was.
#include <gtest/gtest.h>

#include <stdexcept>

#include "engine/model/translate.h"

namespace attn {
namespace {

const Model& tiny() {
  static const Model model = load_model(std::string(default_model));
  return model;
}

attn::Run forced(std::vector<ForcedWord> words) {
  return translate(tiny(), "I am a student", {.forced = std::move(words)});
}

int id_of(const std::string& label) {
  const attn::Run free = forced({});
  for (const Candidate& c : top_candidates(free, 1, static_cast<int>(tiny().config.vocab)))
    if (c.label == label) return c.id;
  throw std::runtime_error("no piece " + label);
}

TEST(Forced, TheWordStandsAndDecodingGoesOnFromIt) {
  const attn::Run free = forced({}), other = forced({{1, id_of("Tu")}});
  EXPECT_EQ(free.written.at(0).label, "Je");
  EXPECT_EQ(other.written.at(0).label, "Tu");
  EXPECT_EQ(other.output.substr(0, 3), "Tu ");
  EXPECT_NE(other.trace.at("decode2/output/probabilities").out.mat(),
            free.trace.at("decode2/output/probabilities").out.mat());
  EXPECT_TRUE(other.trace.at("decode1/output/next").edited());
  EXPECT_EQ(other.trace.at("decode2/embedding/tokens").out.row_axis.label(1), "Tu");
  EXPECT_EQ(other.trace.at("decode1/output/probabilities").out.mat(),
            free.trace.at("decode1/output/probabilities").out.mat())
      << "what was computed before the word was put there";
}

TEST(Forced, TheClosingTokenEndsTheTranslation) {
  const attn::Run t = forced({{2, tiny().config.eos}});
  EXPECT_EQ(t.written.size(), 2u);
  EXPECT_TRUE(t.complete);
  EXPECT_EQ(t.output, "Je");
}

TEST(Forced, WhatIsNeverReachedIsWithoutEffect) {
  EXPECT_EQ(written_ids(forced({{40, id_of("Tu")}})), written_ids(forced({})));
}

TEST(Forced, AWordThatIsNoneIsRefused) {
  EXPECT_THROW(forced({{1, -1}}), std::invalid_argument);
  EXPECT_THROW(forced({{1, 1 << 20}}), std::invalid_argument);
}

}  // namespace
}  // namespace attn
