// One cell in rows of text: the numbers that are printed add up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "app/core/arithmetic.h"
#include "engine/eigen.h"
#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Kind = ArithmeticRow::Kind;

const Texts& english() {
  static const Texts texts(Language::en);
  return texts;
}

Tensor words(Mat values) {
  std::vector<std::string> labels = {"I", "am", "a", "student", "</s>"};
  labels.resize(static_cast<std::size_t>(values.rows()), "more");
  return Tensor(std::move(values), token_axis(labels), {});
}

Mat noise(Index rows, Index cols, double size, unsigned seed) {
  Mat m(rows, cols);
  unsigned state = seed * 2654435761u + 1;
  for (Index i = 0; i < m.size(); ++i) {
    state = state * 1664525u + 1013904223u;
    m.data()[i] = static_cast<Real>((static_cast<double>(state >> 8) / (1 << 24) - 0.5) * 2 * size);
  }
  return m;
}

// scores of 5 words, queries and keys of this many numbers of about this size.
Trace scores(Index width, double size) {
  Tape tape;
  const int q = tape.give("encoder/layer1/self/head1/query", roles::query, words(noise(5, width, size, 1)));
  const int k = tape.give("encoder/layer1/self/head1/key", roles::key, words(noise(5, width, size, 2)));
  const int s = tape.apply("encoder/layer1/self/head1/scores", roles::scores, ops::matmul_nt, {q, k});
  tape.apply("encoder/layer1/self/head1/weights", roles::weights, ops::softmax, {s});
  return tape.finish();
}

// "−0.1234" as units of the last digit.
long long units(std::string text) {
  if (text.starts_with("−")) text.replace(0, std::string("−").size(), "-");
  std::erase(text, '.');
  return std::stoll(text);
}

std::size_t decimals(const std::string& text) { return text.size() - text.find('.') - 1; }

// Every group of rows between a heading and its result: what is printed adds up to what is printed, to the last digit.
void expect_sums_to_add_up(const std::vector<ArithmeticRow>& rows, const std::string& where) {
  long long sum = 0;
  int parts = 0;
  bool maximum = false;
  std::size_t width = 0;
  for (const ArithmeticRow& row : rows) {
    if (row.kind == Kind::heading) sum = 0, parts = 0, width = 0, maximum = row.names == english()("line.max");
    if (row.kind == Kind::term || row.kind == Kind::rounding || (row.kind == Kind::others && !maximum)) {
      if (width == 0) width = decimals(row.value);
      EXPECT_EQ(decimals(row.value), width) << where;
      sum += units(row.value);
      ++parts;
    }
    if (row.kind == Kind::result && row.names.empty() && !maximum) {
      EXPECT_GT(parts, 1) << where;
      EXPECT_EQ(units(row.value), sum) << where << ": " << row.value;
    }
  }
}

TEST(Arithmetic, ShowsEveryTermOfAShortSum) {
  Tape tape;
  Mat q(2, 2), k(2, 2);
  eigen(q) << 1, 0, 0.53f, -2;
  eigen(k) << 0, 0, 0.27f, 0.5f;
  const int a = tape.give("x/query", roles::query, words(q)), b = tape.give("x/key", roles::key, words(k));
  const int s = tape.apply("x/scores", roles::scores, ops::matmul_nt, {a, b});
  const Trace trace = tape.finish();
  std::vector<std::string> lines;
  for (const ArithmeticRow& row : arithmetic(english(), trace, s, 1, 1)) lines.push_back(line_text(row));
  EXPECT_THAT(lines, ElementsAre("S[am, am]", "  Q[am, 1] × K[am, 1] = 0.5300 × 0.2700 = 0.1431",
                                 "  Q[am, 2] × K[am, 2] = −2.0000 × 0.5000 = −1.0000", "  = −0.8569"));
}

TEST(Arithmetic, FactorsOfAProductAreToldWithTheirSteps) {
  Tape tape;
  Mat q(1, 2), k(1, 2);
  eigen(q) << 0.53f, -2;
  eigen(k) << 0.27f, 0.5f;
  const int a = tape.give("x/query", roles::query, words(q)), b = tape.give("x/key", roles::key, words(k));
  const int s = tape.apply("x/scores", roles::scores, ops::matmul_nt, {a, b});
  const Trace trace = tape.finish();
  const ArithmeticRow row = arithmetic(english(), trace, s, 0, 0)[2];
  ASSERT_EQ(row.factors.size(), 2u);
  EXPECT_EQ(row.factors[0], (ArithmeticRow::Factor{a, -2}));
  EXPECT_EQ(row.factors[1], (ArithmeticRow::Factor{b, 0.5}));
}

TEST(Arithmetic, CondensedTellsAllButTheLastSumInALine) {
  const Trace trace = scores(4, 1);
  const std::vector<ArithmeticRow> all = arithmetic(english(), trace, 3, 1, 2), brief = condensed(all);
  ASSERT_EQ(brief.size(), 5u) << "largest, exponential, sum, and the cell with its quotient";
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(brief[i].kind, Kind::line);
  EXPECT_EQ(brief[0].names, "largest of the row");
  EXPECT_EQ(brief[2].names, "sum of the row");
  EXPECT_EQ(brief[3].names, "A[am, a]");
  EXPECT_EQ(brief[4].value, all.back().value);
  EXPECT_THAT(brief[4].numbers, HasSubstr(brief[2].value)) << "it is divided by that sum";
}

TEST(Arithmetic, LongSumsShowTheLargestTermsAndTheRest) {
  const Trace trace = scores(16, 1);
  const std::vector<ArithmeticRow> rows = arithmetic(english(), trace, 2, 1, 3, 8);
  EXPECT_EQ(std::count_if(rows.begin(), rows.end(), [](const auto& r) { return r.kind == Kind::term; }), 8);
  const auto others = std::find_if(rows.begin(), rows.end(), [](const auto& r) { return r.kind == Kind::others; });
  ASSERT_NE(others, rows.end());
  EXPECT_EQ(others->names, "and 8 more");
}

TEST(Arithmetic, WhatIsPrintedAddsUp) {
  for (const Index width : {1, 2, 7, 16, 64})
    for (const double size : {1e-4, 0.01, 1.0, 30.0}) {
      const Trace trace = scores(width, size);
      for (const int step : {2, 3})
        for (Index r = 0; r < 5; ++r)
          for (Index c = 0; c < 5; ++c)
            for (const int most : {1, 3, 8, 100}) {
              const std::string where = trace[step].path + " of " + std::to_string(width) + ", " + std::to_string(size);
              expect_sums_to_add_up(arithmetic(english(), trace, step, r, c, most), where);
            }
    }
}

TEST(Arithmetic, LayerNormGoesByMeanVarianceAndSpread) {
  Tape tape;
  const int x = tape.give("x/sum", roles::residual, words(noise(2, 64, 1, 3)));
  const int g = tape.give("model/gamma", roles::gamma, Tensor(noise(1, 64, 1, 4), single_axis(), {}));
  const int b = tape.give("model/beta", roles::beta, Tensor(noise(1, 64, 1, 5), single_axis(), {}));
  const int n = tape.apply("x/norm", roles::norm, ops::layer_norm, {x, g, b}, {.factor = 1e-5f});
  const Trace trace = tape.finish();
  const std::vector<ArithmeticRow> rows = arithmetic(english(), trace, n, 1, 2);
  std::vector<std::string> headings, results;
  for (const ArithmeticRow& row : rows) {
    if (row.kind == Kind::heading) headings.push_back(row.names);
    if (row.kind == Kind::result) results.push_back(row.names);
    EXPECT_EQ(row.names.find("term."), std::string::npos) << row.names;
  }
  EXPECT_THAT(headings, ElementsAre("mean", "variance", "spread", "normalised", "X[am, 3]"));
  EXPECT_THAT(results, ElementsAre("", "", "√(variance + ε)", "(x − mean) / spread", ""));
  EXPECT_THAT(line_text(rows[1]), HasSubstr("] / 64 = "));
  EXPECT_THAT(line_text(rows[rows.size() - 2]), HasSubstr("β[3] = "));
  expect_sums_to_add_up(rows, "layer norm");
}

TEST(Arithmetic, InputsOfOneNameAreToldApart) {
  Tape tape;
  const int a = tape.give("self/head1/context", roles::context, words(noise(2, 3, 1, 6)));
  const int b = tape.give("self/head2/context", roles::context, words(noise(2, 3, 1, 7)));
  const int c = tape.apply("self/concat", roles::concat, ops::concat, {a, b});
  const Trace trace = tape.finish();
  EXPECT_EQ(arithmetic(english(), trace, c, 1, 4)[1].names, "O₂[am, 2]");
}

TEST(Arithmetic, MasksIdsAndWinnersAreWholeNumbersAndSigns) {
  Tape tape;
  const int tokens = tape.give("decode1/embedding/tokens", roles::tokens,
                               Tensor(Mat::filled(2, 1, 512), token_axis({"<s>", "Je"}), single_axis()));
  const int mask = tape.apply("decode1/mask", roles::mask, ops::causal_mask, {tokens}, {.count = 2});
  Mat shares(1, 2);
  eigen(shares) << 0.25f, 0.75f;
  const int p = tape.give("decode1/output/probabilities", roles::probabilities,
                          Tensor(shares, single_axis(), token_axis({"Je", "suis"})));
  const int next = tape.apply("decode1/output/next", roles::next, ops::argmax, {p});
  const Trace trace = tape.finish();
  EXPECT_EQ(arithmetic(english(), trace, tokens, 1, 0)[1].value, "512");
  EXPECT_EQ(arithmetic(english(), trace, mask, 0, 1)[1].value, "−∞");
  EXPECT_EQ(arithmetic(english(), trace, next, 0, 0).back().value, "1");
}

TEST(Arithmetic, AnEditIsSaid) {
  Tape tape({{"x/scores", 0, 1, 9}});
  const int q = tape.give("x/query", roles::query, words(noise(2, 4, 1, 8)));
  const int s = tape.apply("x/scores", roles::scores, ops::matmul_nt, {q, q});
  const Trace trace = tape.finish();
  EXPECT_EQ(arithmetic(english(), trace, s, 0, 1).back().kind, Kind::recorded);
  EXPECT_EQ(arithmetic(english(), trace, s, 0, 1).back().value, "9.0000");
  EXPECT_NE(arithmetic(english(), trace, s, 1, 1).back().kind, Kind::recorded);
  EXPECT_THROW(arithmetic(english(), trace, s, 2, 0), std::invalid_argument);
}

TEST(Arithmetic, NumbersHaveATrueMinusAndPowersOfTen) {
  EXPECT_EQ(number_text(0), "0.0000");
  EXPECT_EQ(number_text(-0.0), "0.0000");
  EXPECT_EQ(number_text(-0.5), "−0.5000");
  EXPECT_EQ(number_text(0.001), "0.0010");
  EXPECT_EQ(number_text(1.234e-7), "1.23×10⁻⁷");
  EXPECT_EQ(number_text(-9.999e-10), "−1.00×10⁻⁹");
  EXPECT_EQ(number_text(std::numeric_limits<double>::quiet_NaN()), "NaN");
}

}  // namespace
}  // namespace attn
