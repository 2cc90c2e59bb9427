// What the Heads view says of a head is worked out again, row by row, over 20 sentences and all their heads.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/core/heads.h"
#include "engine/model/translate.h"
#include "engine/runs/marian_params.h"
#include "tests/support/twenty_sentences.h"

namespace attn::test {
namespace {

using testing::IsEmpty;

// The column that the sentence about a pattern means: "itself", "the previous word", … −1: none.
Index meant(Pattern pattern, Index row, Index cols) {
  switch (pattern) {
    case Pattern::itself:
      return row;
    case Pattern::previous:
      return row - 1;
    case Pattern::next:
      return row + 1 < cols ? row + 1 : -1;
    case Pattern::first:
      return 0;
    case Pattern::last:
      return cols - 1;
    default:
      return -1;
  }
}

TEST(Statements, OfHeadsAreTrueOfTheRun) {
  const Model model = load_model(std::string(default_model));
  std::set<std::string> wrong;
  std::map<Pattern, int> found;
  for (const char* sentence : sentences) {
    const attn::Run run = translate(model, sentence);
    for (const Head& head : heads_of(run.trace).all) {
      const Step& step = run.trace[head.weights];
      const Tensor& a = step.out;
      const Pattern pattern = head.pattern.pattern;
      ++found[pattern];
      const auto fail = [&](const std::string& why) {
        wrong.insert(std::string(sentence) + ": " + step.path + ": " + why);
      };
      // "mostly look at …": of most rows that have such a word and a choice, it is the largest.
      Index rows = 0, agree = 0, back = 0, before = -1;
      double most = 0;
      for (Index r = 0; r < a.rows(); ++r) {
        Index sees = 0, best = 0;
        for (Index c = 0; c < a.cols(); ++c) {
          sees += head.name.kind != AttentionKind::decoder || c <= r;
          if (a(r, c) > a(r, best)) best = c;
        }
        if (sees < 2) continue;
        most = std::max(most, static_cast<double>(a(r, best)));
        if (const Index word = meant(pattern, r, a.cols()); word >= 0) ++rows, agree += word == best;
        back += before > best;
        before = best;
      }
      const bool named = meant(pattern, 1, 3) >= 0;
      if (named && 2 * agree <= rows) fail("not of most rows");
      if (pattern == Pattern::alignment && 4 * back > a.rows()) fail("goes back");
      // "word puts … of its attention on …": a row with a choice, and the word that the pattern means.
      for (const Example& e : examples(a.mat(), head.name.kind, pattern)) {
        if (!a.contains(e.row, e.col)) fail("an example outside the matrix");
        if (named && e.col != meant(pattern, e.row, a.cols())) fail("an example of another pattern");
      }
      // "the largest weight is …, from … to …"
      if (const auto shown = examples(a.mat(), head.name.kind, pattern); pattern == Pattern::broad && !shown.empty())
        if (static_cast<double>(a(shown[0].row, shown[0].col)) != most) fail("not the largest weight");
    }
  }
  EXPECT_THAT(wrong, IsEmpty());
  for (const Pattern pattern : {Pattern::itself, Pattern::previous, Pattern::next, Pattern::first, Pattern::last,
                                Pattern::alignment, Pattern::broad})
    EXPECT_GT(found[pattern], 0) << "no head shows pattern " << static_cast<int>(pattern);
}

}  // namespace
}  // namespace attn::test
