// Colours: the stops of the design, mixing, ranges, contrast. Mixed colours were computed by another implementation.
#include "app/scene/theme.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "engine/roles/roles.h"

using namespace attn;
using namespace attn::scene;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Range unit{Range::Kind::unit, 1};

std::string hex(Color c) {
  char text[8];
  std::snprintf(text, sizeof text, "#%02X%02X%02X", c.r, c.g, c.b);
  return text;
}

Mat row(std::initializer_list<float> values) {
  Mat m(1, static_cast<Index>(values.size()));
  Index i = 0;
  for (const float v : values) m(0, i++) = v;
  return m;
}

TEST(Theme, AttentionStopsAreThoseOfTheDesign) {
  const Theme dark = dark_theme(), light = light_theme();
  const char* dark_stops[] = {"#191E26", "#532860", "#9E2C71", "#DF4F70", "#FE9F73", "#FDEFCF"};
  const char* light_stops[] = {"#FFFFFF", "#FCDEC7", "#FEA88D", "#EB596E", "#9C286A", "#431446"};
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(hex(cell_color(dark, i / 5.0, unit)), dark_stops[i]);
    EXPECT_EQ(hex(cell_color(light, i / 5.0, unit)), light_stops[i]);
  }
}

TEST(Theme, SignedStopsAreThoseOfTheDesign) {
  const Range five{Range::Kind::symmetric, 5};
  for (const Theme& t : {dark_theme(), light_theme()}) {
    EXPECT_EQ(hex(cell_color(t, 0, five)), t.dark ? "#191E26" : "#FFFFFF");
    EXPECT_EQ(hex(cell_color(t, 5, five)), t.dark ? "#F1C035" : "#8D4E10");
    EXPECT_EQ(hex(cell_color(t, -5, five)), t.dark ? "#8EBDFD" : "#194AAC");
    // The stop at 0.6 of the range is an entry of the table, those at 0.12 and 0.3 lie next to one.
    EXPECT_EQ(hex(cell_color(t, 3, five)), t.dark ? "#B78618" : "#C17F21");
    EXPECT_EQ(hex(cell_color(t, -3, five)), t.dark ? "#558CE0" : "#427FD8");
    EXPECT_EQ(hex(cell_color(t, 1.51, five)), t.dark ? "#825B17" : "#E6B14E");
    EXPECT_EQ(hex(cell_color(t, -1.51, five)), t.dark ? "#3660AF" : "#81B0F0");
    EXPECT_EQ(hex(cell_color(t, 0.61, five)), t.dark ? "#523B1D" : "#F6DE9D");
    EXPECT_EQ(hex(cell_color(t, -0.61, five)), t.dark ? "#283E6D" : "#C0DCFE");
  }
}

// Each stop stands out more from zero than the one before.
TEST(Theme, SmallNumbersHaveMostOfTheColours) {
  for (const Theme& t : {dark_theme(), light_theme()})
    for (const ColorTable& table : {t.neg, t.pos}) {
      double before = contrast(table[0], t.bg2);
      for (const std::size_t i : {15u, 31u, 77u, 153u, 255u}) {
        const double now = contrast(table[i], table[0]);
        EXPECT_GT(now, before) << "never paler: " << i;
        before = now;
      }
      EXPECT_GE(contrast(table[77], table[0]), 1.8) << "a third of the range is seen";
    }
}

TEST(Theme, BetweenStopsColoursAreMixedInOklab) {
  const auto at = [](int i) { return i / 255.0; };
  EXPECT_EQ(hex(cell_color(dark_theme(), at(26), unit)), "#372443");
  EXPECT_EQ(hex(cell_color(dark_theme(), at(128), unit)), "#BF3E72");
  EXPECT_EQ(hex(cell_color(light_theme(), at(26), unit)), "#FEEEE2");
  EXPECT_EQ(hex(cell_color(light_theme(), at(200), unit)), "#A22C6B");
  const Range one{Range::Kind::symmetric, 1};
  EXPECT_EQ(hex(cell_color(dark_theme(), -at(100), one)), "#3F6DBE");
  EXPECT_EQ(hex(cell_color(light_theme(), at(100), one)), "#DBA141");
  EXPECT_EQ(hex(cell_color(dark_theme(), at(15), one)), "#342C24");
  EXPECT_EQ(hex(cell_color(light_theme(), -at(200), one)), "#2E67C4");
}

TEST(Theme, NumbersBeyondTheRangeGetItsEndAndNotFiniteOnesNoColour) {
  const Theme t = dark_theme();
  EXPECT_EQ(cell_color(t, 7, unit), cell_color(t, 1, unit));
  EXPECT_EQ(cell_color(t, -7, unit), cell_color(t, 0, unit));
  EXPECT_EQ(cell_color(t, -1e30, {Range::Kind::symmetric, 2}), cell_color(t, -2, {Range::Kind::symmetric, 2}));
  for (const double v : {infinity, -infinity, std::nan("")}) {
    EXPECT_EQ(cell_color(t, v, unit), t.bg2);
    EXPECT_EQ(cell_color(t, v, {Range::Kind::symmetric, 1}), t.bg2);
  }
  EXPECT_EQ(cell_color(t, 1, {Range::Kind::symmetric, 0}), cell_color(t, 1, {Range::Kind::symmetric, 1}));
}

TEST(Theme, LimitsAreRoundedUpToFewNumbers) {
  EXPECT_DOUBLE_EQ(round_range(0.3), 0.3);
  EXPECT_DOUBLE_EQ(round_range(1), 1);
  EXPECT_DOUBLE_EQ(round_range(1.01), 1.5);
  EXPECT_DOUBLE_EQ(round_range(1.51), 2);
  EXPECT_DOUBLE_EQ(round_range(2.01), 3);
  EXPECT_DOUBLE_EQ(round_range(3.01), 4);
  EXPECT_DOUBLE_EQ(round_range(4.01), 5);
  EXPECT_DOUBLE_EQ(round_range(5.01), 6);
  EXPECT_DOUBLE_EQ(round_range(6.01), 8);
  EXPECT_DOUBLE_EQ(round_range(8.01), 10);
  EXPECT_DOUBLE_EQ(round_range(28.97), 30);
  EXPECT_DOUBLE_EQ(round_range(0.041), 0.05);
  EXPECT_DOUBLE_EQ(round_range(990), 1000);
  EXPECT_DOUBLE_EQ(round_range(0.0), 1);
  EXPECT_DOUBLE_EQ(round_range(static_cast<double>(0.1f)), 0.1);  // the float is a little more
  EXPECT_GE(round_range(3.4e38), 3.4e38);
  EXPECT_GT(round_range(1e-45), 0);
}

TEST(Theme, RangeFollowsTheRole) {
  const float nan = std::nanf(""), inf = std::numeric_limits<float>::infinity();
  EXPECT_EQ(choose_range(roles::weights, row({0.1f, 0.9f})), unit);
  EXPECT_EQ(choose_range(roles::probabilities, row({0, 1})), unit);
  EXPECT_EQ(choose_range(roles::scores, row({0.1f, 0.9f})), (Range{Range::Kind::symmetric, 1}));
  EXPECT_EQ(choose_range(roles::query, row({-3, 1, -inf, nan, inf})), (Range{Range::Kind::symmetric, 3}));
  EXPECT_EQ(choose_range(roles::tokens, row({512})).kind, Range::Kind::names);
  EXPECT_EQ(choose_range(roles::scores, row({nan, -inf})), (Range{Range::Kind::symmetric, 1}));
  EXPECT_EQ(choose_range(roles::scores, Mat(0, 0)), (Range{Range::Kind::symmetric, 1}));
  // An edit took a weight below 0: on 0…1 it would look like 0.
  EXPECT_EQ(choose_range(roles::weights, row({-1.7f, 0.9f})), (Range{Range::Kind::symmetric, 2}));
}

// 1, 2, … n in some order: 98 of 100 of them are at most 0.98 n, so a matrix of fewer than 50 numbers shows them all.
Mat numbers_to(Index rows, Index cols) {
  Mat m(rows, cols);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = static_cast<float>((i * 7919) % m.size() + 1);
  return m;
}

TEST(Theme, TwoOfAHundredNumbersMayBeBeyondTheRange) {
  EXPECT_EQ(choose_range(roles::scores, numbers_to(7, 7)), (Range{Range::Kind::symmetric, 50}));  // 49 of 49
  // 196 of 200 are at most 196, which is rounded to 200: none is beyond.
  EXPECT_EQ(choose_range(roles::scores, numbers_to(10, 20)), (Range{Range::Kind::symmetric, 200}));
  // 294 of 300 are at most 3, the largest of the others is −41.
  Mat m = Mat::filled(3, 100, 3);
  for (Index c = 0; c < 6; ++c) m(1, 17 * c) = c == 4 ? -41.0f : 9.0f;
  const Range range = choose_range(roles::scores, m);
  EXPECT_EQ(range, (Range{Range::Kind::symmetric, 3, -41}));
  EXPECT_EQ(range.reach(), 41);
  EXPECT_TRUE(beyond(9, range));
  EXPECT_TRUE(beyond(-3.01, range));
  EXPECT_FALSE(beyond(3, range));
  EXPECT_FALSE(beyond(0, range));
  EXPECT_FALSE(beyond(-infinity, range));
  EXPECT_FALSE(beyond(2, unit)) << "shares keep their scale";
  m(2, 50) = 9;  // a seventh: now 98 of 100 are not all at most 3
  EXPECT_EQ(choose_range(roles::scores, m), (Range{Range::Kind::symmetric, 10, -41}));
}

TEST(Theme, WhatIsNoNumberAndManyZerosDoNotCount) {
  Mat m = Mat::filled(10, 10, -std::numeric_limits<float>::infinity());
  m(3, 3) = 4;
  EXPECT_EQ(choose_range(roles::masked, m), (Range{Range::Kind::symmetric, 4}));
  m = Mat::zeros(10, 100);
  m(3, 3) = -4;
  EXPECT_EQ(choose_range(roles::scores, m), (Range{Range::Kind::symmetric, 4})) << "the only number there is";
}

// Of half a million numbers, one in 25 of them large: 98 of 100 include some of these, whichever are looked at.
TEST(Theme, OfManyNumbersSomeStandForAll) {
  Mat m = Mat::filled(8000, 64, 0.5f);
  for (Index i = 0; i < m.size(); i += 25) m.data()[i] = 2;
  m(7999, 63) = 6.5f;
  EXPECT_EQ(choose_range(roles::scores, m), (Range{Range::Kind::symmetric, 2, 6.5}));
  m = Mat::filled(8000, 64, 0.5f);  // two columns of 64, which every eighth number would never meet
  for (Index r = 0; r < 8000; ++r) m(r, 9) = 3, m(r, 11) = 3;
  EXPECT_EQ(choose_range(roles::scores, m), (Range{Range::Kind::symmetric, 3}));
}

TEST(Theme, TextOnEveryCellCanBeRead) {
  EXPECT_NEAR(contrast({0, 0, 0, 255}, {255, 255, 255, 255}), 21, 1e-9);
  EXPECT_EQ(text_on({255, 255, 255, 255}), (Color{0, 0, 0, 255}));
  EXPECT_EQ(text_on({0, 0, 0, 255}), (Color{255, 255, 255, 255}));
  for (const Theme& t : {dark_theme(), light_theme()})
    for (const ColorTable& table : {t.seq, t.neg, t.pos})
      for (const Color& c : table) EXPECT_GE(contrast(c, text_on(c)), 4.58) << hex(c);
}

Color over(Color top, double alpha, Color ground) {
  const auto mix = [alpha](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>(std::lround(a * alpha + b * (1 - alpha)));
  };
  return {mix(top.r, ground.r), mix(top.g, ground.g), mix(top.b, ground.b), 255};
}

TEST(Theme, BarsHaveOneColourForEachSign) {
  for (const Theme& t : {dark_theme(), light_theme()}) {
    const Color plus = sign_color(t, 1), minus = sign_color(t, -1);
    EXPECT_EQ(hex(plus), t.dark ? "#F1C035" : "#8D4E10");
    EXPECT_EQ(hex(minus), t.dark ? "#558CE0" : "#427FD8");
    for (const double size : {1e-6, 0.3, 70.0}) {
      EXPECT_EQ(sign_color(t, size), plus);
      EXPECT_EQ(sign_color(t, -size), minus);
    }
    for (const Color& bar : {plus, minus}) {
      EXPECT_EQ(bar.a, 217);  // 0.85 of 255
      EXPECT_GE(contrast(over(bar, 0.85, t.bg1), t.bg1), 3) << hex(bar);
    }
  }
}

// The lowest ratios that the design states, rounded down to one digit.
TEST(Theme, ContrastsAreThoseOfTheDesign) {
  struct Least {
    Theme theme;
    double t1, t2, t3, t3_on_bg3, roles, ink, fields, labels;
  };
  for (const Least& least : {Least{dark_theme(), 14.9, 8.6, 5.3, 4.6, 6.4, 19.2, 3.7, 5.0},
                             Least{light_theme(), 16.3, 7.8, 4.8, 4.7, 4.7, 19.2, 3.3, 4.6}}) {
    const Theme& t = least.theme;
    const std::string which = t.dark ? "dark" : "light";
    const auto lowest = [](Color ink, std::initializer_list<Color> grounds) {
      double low = 21;
      for (const Color& ground : grounds) low = std::min(low, contrast(ink, ground));
      return low + 0.05;  // the design rounds
    };
    EXPECT_GE(lowest(t.t1, {t.bg0, t.bg1, t.bg2}), least.t1) << which;
    EXPECT_GE(lowest(t.t2, {t.bg0, t.bg1, t.bg2}), least.t2) << which;
    EXPECT_GE(lowest(t.t3, {t.bg0, t.bg1, t.bg2}), least.t3) << which;
    EXPECT_GE(lowest(t.t3, {t.bg3}), least.t3_on_bg3) << which;
    EXPECT_GE(lowest(t.ink, {t.ink_on}), least.ink) << which;
    EXPECT_GE(lowest(t.line3, {t.bg1, t.bg2}), least.fields) << which;
    for (const Color& role : {t.q, t.k, t.v, t.o, t.e, t.a}) {
      EXPECT_GE(lowest(role, {t.bg0, t.bg1, t.bg2}), least.roles) << which;
      EXPECT_GE(lowest(role, {over(role, t.dark ? 0.20 : 0.10, t.bg1)}), least.labels) << which;
      EXPECT_GE(lowest(t.t1, {over(role, 0.42, t.bg1)}), least.labels) << which << ", the current bar";
    }
  }
}

TEST(Theme, RolesHaveTheirHues) {
  const Theme t = dark_theme();
  EXPECT_EQ(role_color(t, roles::query), t.q);
  EXPECT_EQ(role_color(t, roles::cross_key), t.k);
  EXPECT_EQ(role_color(t, roles::W_V), t.v);
  EXPECT_EQ(role_color(t, roles::projection), t.o);
  EXPECT_EQ(role_color(t, roles::ffn_output), t.t2);
  EXPECT_EQ(role_color(t, roles::embedding_scaled), t.e);
  EXPECT_EQ(role_color(t, roles::scaled), t.t2);
  EXPECT_EQ(role_color(t, roles::weights), t.a);
  const auto hues = [&](const Role& role) { return std::pair(label_hues(t, role).row, label_hues(t, role).col); };
  for (const Role* role : {&roles::scores, &roles::cross_scores, &roles::scaled, &roles::masked, &roles::weights,
                           &roles::cross_weights, &roles::mask})
    EXPECT_EQ(hues(*role), std::pair(t.q, t.k)) << role->id;
  for (const Role* role : {&roles::embedding_table, &roles::embedding_sum, &roles::state, &roles::residual})
    EXPECT_EQ(hues(*role), std::pair(t.e, t.e)) << role->id;
  EXPECT_EQ(hues(roles::concat), std::pair(t.o, t.o));
  EXPECT_EQ(hues(roles::cross_value), std::pair(t.v, t.v));
  EXPECT_EQ(hues(roles::hidden), std::pair(t.t1, t.t1));
  EXPECT_EQ(roles::key.letter, "K");
  EXPECT_EQ(roles::hidden.letter, "");
}

}  // namespace
