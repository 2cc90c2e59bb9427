// Pieces of a vocabulary that begin as typed, with the probability they have at a place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "app/core/completion.h"

namespace attn {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Real never = -std::numeric_limits<Real>::infinity();

Tensor row(std::initializer_list<Real> values) {
  Mat m(1, static_cast<Index>(values.size()));
  Index c = 0;
  for (const Real v : values) m(0, c++) = v;
  Axis pieces = token_axis({"un", "une", "Union", "·une", "chat", "union"});
  pieces.kind = Axis::Kind::piece;
  return {std::move(m), single_axis(), std::move(pieces)};
}

const Tensor p = row({0.1f, 0.3f, 0.05f, 0.2f, 0.3f, 0.05f});
const Tensor logits = row({0, 0, 0, 0, 0, 0});

TEST(Completion, TheMostProbableFirst) {
  EXPECT_THAT(completions(p, logits, "", 3), ElementsAre(1, 4, 3)) << "of equals the first";
  EXPECT_THAT(completions(p, logits, "uni", 9), ElementsAre(2, 5)) << "A–Z in either case";
}

TEST(Completion, TheExactPieceComesBeforeMoreProbableOnes) {
  EXPECT_THAT(completions(p, logits, "un", 9), ElementsAre(0, 1, 3, 2, 5)) << "with a piece inside a word";
  EXPECT_THAT(completions(p, logits, "·u", 9), ElementsAre(3));
}

TEST(Completion, WhatIsNotAllowedIsLeftOut) {
  EXPECT_THAT(completions(p, row({0, never, 0, 0, 0, 0}), "une", 9), ElementsAre(3));
  EXPECT_THAT(completions(p, logits, "xyz", 9), IsEmpty());
}

}  // namespace
}  // namespace attn
