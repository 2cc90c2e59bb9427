// Typeset formulas: where their parts stand, and that every step that computes has one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/scene/math.h"
#include "app/scene/stage/formula_of.h"
#include "app/scene/text.h"
#include "engine/model/translate.h"

namespace attn::scene {
namespace {

const Measure fake = [](std::string_view text, Font, float size) {
  return static_cast<float>(display_width(text)) * size * 0.6f;
};
constexpr Color ink{1, 2, 3, 255};

Formula s(const char* text) { return math::symbol(text, ink); }

std::vector<Mark> drawn(const Formula& formula, float size = 20) {
  Scene scene;
  formula->draw(100, 200, size, fake, scene);
  return scene.marks;
}

const Mark& the(const std::vector<Mark>& marks, const std::string& text) {
  for (const Mark& m : marks)
    if (m.text == text) return m;
  throw std::invalid_argument("nothing reads " + text);
}

TEST(Math, PartsOfARowFollowEachOther) {
  const auto marks = drawn(math::row({s("ab"), s("c")}));
  EXPECT_FLOAT_EQ(the(marks, "ab").rect.x, 100);
  EXPECT_FLOAT_EQ(the(marks, "c").rect.x, 100 + 2 * 12);
  EXPECT_FLOAT_EQ(math::row({s("ab"), s("c")})->extent(20, fake).width, 36);
}

TEST(Math, IndicesAreSmallAndLowPowersSmallAndHigh) {
  const auto low = drawn(math::index(s("Q"), s("i"))), high = drawn(math::power(s("e"), s("x")));
  EXPECT_LT(the(low, "i").size, the(low, "Q").size);
  EXPECT_GT(the(low, "i").rect.y, the(low, "Q").rect.y);
  EXPECT_LT(the(high, "x").rect.y, the(high, "e").rect.y);
  EXPECT_GE(the(low, "i").rect.x, 100 + 12);
}

TEST(Math, AFractionHasALineBetweenItsParts) {
  const auto marks = drawn(math::fraction(s("a"), s("bbb"), ink));
  const auto line = std::find_if(marks.begin(), marks.end(), [](const Mark& m) { return m.kind == Mark::Kind::line; });
  ASSERT_NE(line, marks.end());
  EXPECT_LT(the(marks, "a").rect.y, line->rect.y);
  EXPECT_GT(the(marks, "bbb").rect.y, line->rect.y);
  const auto middle = [&](const char* text) {
    const Mark& m = the(marks, text);
    return m.rect.x + fake(text, m.font, m.size) / 2;
  };
  EXPECT_NEAR(middle("a"), middle("bbb"), 1e-3);
}

TEST(Math, ASumHasItsLimitsBelowAndAbove) {
  const auto marks = drawn(math::sum(s("k=1"), s("64"), ink));
  EXPECT_LT(the(marks, "64").rect.y, the(marks, "Σ").rect.y);
  EXPECT_GT(the(marks, "k=1").rect.y, the(marks, "Σ").rect.y);
}

TEST(Math, ExtentsHoldWhatIsDrawn) {
  const Formula all =
      math::row({math::sum(s("k=1"), s("64"), ink),
                 math::fraction(math::power(s("e"), s("x")), math::root(math::index(s("d"), s("k")), ink), ink)});
  const Extent e = all->extent(20, fake);
  for (const Mark& m : drawn(all)) {
    if (m.kind != Mark::Kind::text) continue;
    EXPECT_GE(m.rect.x, 100 - 0.01f) << m.text;
    EXPECT_LE(m.rect.x + fake(m.text, m.font, m.size), 100 + e.width + 0.01f) << m.text;
    EXPECT_GE(m.rect.y, 200 - e.above) << m.text;
    EXPECT_LE(m.rect.y, 200 + e.below) << m.text;
  }
}

TEST(Math, EveryStepThatComputesHasAFormula) {
  const attn::Run t = translate(load_model(std::string(default_model)), "I am a student");
  const Theme theme = dark_theme();
  for (int i = 0; i < t.trace.size(); ++i) {
    const std::string_view op = t.trace[i].op->name;
    const bool moves = op == "given" || op == "append" || op == "slice_rows";
    EXPECT_EQ(formula_of(t.trace, i, theme) == nullptr, moves) << t.trace[i].path;
  }
  std::string scores;
  for (const Mark& m : drawn(formula_of(t.trace, t.trace.find("encoder/layer1/self/head1/scores"), theme)))
    scores += m.text;
  EXPECT_EQ(scores, "Sij = Σ16m=1Qim Kjm = qi·kj");
}

}  // namespace
}  // namespace attn::scene
