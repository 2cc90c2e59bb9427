// Numbers and words as text: rounding, signs, exactness, cutting, wrapping.
#include "app/scene/format.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

#include "app/scene/text.h"

using namespace attn;
using namespace attn::scene;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Every character half as wide as it is high, combining ones included.
float half(std::string_view text, Font, float size) {
  return static_cast<float>(character_ends(text).size()) * size / 2;
}

TEST(Format, CellsHaveTwoDecimalsAndATrueMinus) {
  EXPECT_EQ(cell_text(0.634), "0.63");
  EXPECT_EQ(cell_text(-0.634), "−0.63");
  EXPECT_EQ(cell_text(0), "0.00");
  EXPECT_EQ(cell_text(-0.0), "0.00");
  EXPECT_EQ(cell_text(-12.3456), "−12.35");
  EXPECT_EQ(probability_text(0.12345), "0.123");
  EXPECT_EQ(inspector_text(-1.23456), "−1.2346");
}

TEST(Format, NarrowCellsDropTheLeadingZero) {
  EXPECT_EQ(cell_text(0.63, true), ".63");
  EXPECT_EQ(cell_text(-0.63, true), "−.63");
  EXPECT_EQ(cell_text(-1.63, true), "−1.63");
  EXPECT_EQ(cell_text(10.5, true), "10.50");
}

TEST(Format, FromAHundredOnThreeDigits) {
  EXPECT_EQ(cell_text(123.456), "123");
  EXPECT_EQ(cell_text(-999.4), "−999");
  EXPECT_EQ(cell_text(99.994), "99.99");
  EXPECT_EQ(cell_text(99.996), "100");
  EXPECT_EQ(cell_text(999.6), "1.00e3");
  EXPECT_EQ(cell_text(12345), "1.23e4");
  EXPECT_EQ(cell_text(-3e38), "−3.00e38");
  EXPECT_EQ(inspector_text(123.45678), "123.46");
}

TEST(Format, NearlyNothingIsNotPrintedAsZero) {
  EXPECT_EQ(cell_text(0.004), "≈0");
  EXPECT_EQ(cell_text(-1e-40), "≈0");
  EXPECT_EQ(cell_text(0.006), "0.01");
  EXPECT_EQ(inspector_text(0.0004), "0.0004");
  EXPECT_EQ(inspector_text(0.00004), "≈0");
}

TEST(Format, NotFinite) {
  EXPECT_EQ(cell_text(infinity), "∞");
  EXPECT_EQ(cell_text(-infinity), "−∞");
  EXPECT_EQ(cell_text(std::nan("")), "NaN");
  EXPECT_EQ(whole_text(-infinity), "−∞");
  EXPECT_EQ(whole_text(3207), "3207");
  EXPECT_EQ(whole_text(-0.0), "0");
  EXPECT_EQ(range_text(-1.4), "−1.4");
  EXPECT_EQ(range_text(500), "+500");
  EXPECT_EQ(range_text(0), "0");
}

TEST(Format, ExactTextReadsBackBitForBit) {
  EXPECT_EQ(exact_text(0.1f), "0.1");
  EXPECT_EQ(exact_text(-0.0f), "-0");
  EXPECT_EQ(exact_text(-std::numeric_limits<float>::infinity()), "-inf");
  EXPECT_EQ(exact_text(-std::nanf("")), "nan");
  EXPECT_EQ(exact_text_for_people(-0.1f), "−0.1");
  std::mt19937 random(1);
  for (int i = 0; i < 20000; ++i) {
    const auto value = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
    if (std::isnan(value)) continue;
    EXPECT_EQ(std::bit_cast<std::uint32_t>(std::strtof(exact_text(value).c_str(), nullptr)),
              std::bit_cast<std::uint32_t>(value));
  }
}

TEST(Text, WidthsOfATerminal) {
  EXPECT_EQ(display_width("student"), 7);
  EXPECT_EQ(display_width("étudiant"), 8);
  EXPECT_EQ(display_width("学生"), 4);
  EXPECT_EQ(display_width("e\u0301"), 1);
}

TEST(Text, MalformedBytesAreReplaced) {
  EXPECT_EQ(clean_utf8("a\xFF"
                       "b"),
            "a\uFFFDb");
  EXPECT_EQ(clean_utf8("\xE5\xAD"), "\uFFFD\uFFFD");
  EXPECT_EQ(clean_utf8("学"), "学");
}

TEST(Text, ElidedTextFits) {
  EXPECT_EQ(elide("student", 35, Font::ui, 10, half), "student");
  EXPECT_EQ(elide("student", 34, Font::ui, 10, half), "stude…");
  EXPECT_EQ(elide("student", 10, Font::ui, 10, half), "s…");
  EXPECT_EQ(elide("student", 5, Font::ui, 10, half), "…");
  EXPECT_EQ(elide("student", 4, Font::ui, 10, half), "");
  EXPECT_EQ(elide("student", -1, Font::ui, 10, half), "");
  EXPECT_EQ(elide("ab e\u0301cd", 25, Font::ui, 10, half), "ab e\u0301…");  // an accent stays with its letter
}

TEST(Text, WrappedLinesFit) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrap("one two three", 40, Font::ui, 10, half), (Lines{"one two", "three"}));
  EXPECT_EQ(wrap("one\ntwo", 400, Font::ui, 10, half), (Lines{"one", "two"}));
  EXPECT_EQ(wrap("unbreakable", 20, Font::ui, 10, half), (Lines{"unbr", "eaka", "ble"}));
  EXPECT_EQ(wrap("看每一个数字", 15, Font::ui, 10, half), (Lines{"看每一", "个数字"}));
  EXPECT_EQ(wrap("看每 10。", 20, Font::ui, 10, half), (Lines{"看每", "10。"})) << "a mark stays with its number";
  EXPECT_EQ(wrap("ab", 1, Font::ui, 10, half), (Lines{"a", "b"}));
  EXPECT_TRUE(wrap("", 100, Font::ui, 10, half).empty());
}

TEST(Text, ChineseLinesBeginAndEndAsTheyMay) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrap("看每“学生”", 15, Font::ui, 10, half), (Lines{"看每", "“学", "生”"})) << "no opening mark ends a line";
  EXPECT_EQ(wrap("看每一。个", 15, Font::ui, 10, half), (Lines{"看每", "一。个"})) << "no closing mark begins one";
  EXPECT_EQ(wrap("看（一）。个", 15, Font::ui, 10, half), (Lines{"看", "（一）", "。个"}))
      << "what no line has room for is broken anywhere";
  EXPECT_EQ(wrap("看每一(a)", 20, Font::ui, 10, half), (Lines{"看每一", "(a)"}));
}

TEST(Text, FormulasAreNotBrokenAtTheirSigns) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrap("by √16 = 4 now", 45, Font::ui, 10, half), (Lines{"by", "√16 = 4", "now"}));
  EXPECT_EQ(wrap("abc = def × ghi", 45, Font::ui, 10, half), (Lines{"abc =", "def × ghi"})) << "too long for a line";
}

}  // namespace
