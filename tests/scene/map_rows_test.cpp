// How high the map's lanes are: all of them where there is room, of many words those that the playhead is at.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/map.h"

namespace attn {
namespace {

using namespace map_test;
using map_test::Look;

// Of so many words; the playhead is in the decoder, at this word.
MapPlan rows(std::size_t source, std::size_t written, float height, Index newest) {
  MapRun run;
  run.source.assign(source, "a");
  run.written.assign(written, "b");
  MapPlan plan;
  lay_rows(run, {}, height, {-1, newest}, plan);
  return plan;
}

TEST(MapRows, FewWordsAreEquallyHigh) {
  const MapPlan plan = rows(5, 4, 696, 2);
  EXPECT_FALSE(plan.thin);
  for (const MapRow* row : {&plan.encoder, &plan.decoder})
    for (Index i = 0; i < row->size(); ++i) {
      EXPECT_EQ(row->height(i), row->height(0));
      EXPECT_TRUE(row->boxed(i));
    }
  EXPECT_LE(plan.height, 696);
}

TEST(MapRows, ManyWordsFitWithLanesHighAtThePlayheadAlone) {
  const MapPlan plan = rows(34, 36, 696, 8);
  EXPECT_TRUE(plan.thin);
  EXPECT_LE(plan.height, 696);
  ASSERT_EQ(plan.decoder.size(), 36);
  EXPECT_EQ(plan.decoder.height(8), 28);
  EXPECT_GT(plan.decoder.height(8), plan.decoder.height(7));
  EXPECT_GT(plan.decoder.height(7), plan.decoder.height(6));
  for (const Index far : {0, 5, 9, 35}) EXPECT_LT(plan.decoder.height(far), 14) << far;
  for (Index i = 0; i < plan.encoder.size(); ++i) EXPECT_LT(plan.encoder.height(i), 14) << i;
  for (Index i = 1; i < 36; ++i)
    EXPECT_FLOAT_EQ(plan.decoder.y(i) - plan.decoder.y(i - 1),
                    (plan.decoder.height(i) + plan.decoder.height(i - 1)) / 2);
}

TEST(MapRows, WhereEvenThatDoesNotFitWordsToComeHaveOnePlace) {
  const MapPlan plan = rows(64, 68, 696, 8);
  EXPECT_EQ(plan.encoder.size(), 64);
  EXPECT_EQ(plan.decoder.size(), 9);
  EXPECT_EQ(plan.decoder.y(9), plan.decoder.y(67));
  EXPECT_GT(plan.decoder.y(9), plan.decoder.y(8) + plan.decoder.height(8) / 2);
  EXPECT_LT(plan.decoder.y(9), plan.decoder.bottom);
}

TEST(MapRows, TheFocusIsTheNewestWordOrTheEncodersRow) {
  const Subject& s = subjects().front();
  const MapFocus encoder = map_focus(s.run, s.translation.trace.find("encoder/layer1/self/head1/weights"), 3);
  EXPECT_EQ(encoder.encoder, 3);
  EXPECT_EQ(encoder.decoder, -1);
  const MapFocus decoder = map_focus(s.run, s.translation.trace.find("decode3/layer1/self/head1/weights"), 0);
  EXPECT_EQ(decoder.encoder, -1);
  EXPECT_EQ(decoder.decoder, 2);
}

// Words to come are counted once, in a bracket; the words there have names.
TEST(MapRows, WordsToComeAreOneBracket) {
  const Subject s = subject("long", "assets/models/en-fr-tiny", long_sentence, 2, 2, 4);
  Look look;
  look.height = 456;
  const int step = s.run.decodes[8].last;
  const Drawn d = drawn(s, step, look);
  ASSERT_TRUE(d.plan.thin);
  const std::string later = std::to_string(s.run.written.size() - 9) + " words later";
  int brackets = 0, newest = 0;
  for (const Mark& m : d.map.scene.marks) {
    if (m.kind != Mark::Kind::text) continue;
    brackets += m.text == later;
    newest += m.text == s.run.written[8] && m.rect.y == d.plan.decoder.y(8);
    EXPECT_FALSE(m.rect.x < d.plan.decoder.left + d.plan.decoder.chip && m.rect.x > d.plan.decoder.left &&
                 m.rect.y > d.plan.decoder.y(8) + 20 && m.rect.y < d.plan.decoder.end && m.text != later)
        << m.text;
  }
  EXPECT_EQ(brackets, 1);
  EXPECT_GE(newest, 1);
}

}  // namespace
}  // namespace attn
