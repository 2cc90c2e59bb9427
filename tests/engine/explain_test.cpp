// explain: lines of arithmetic that can be checked with a pocket calculator, and that end in the cell.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "engine/ops/ops.h"
#include "tests/support/op_cases.h"

namespace attn::test {
namespace {

double apply(const std::string& symbol, double x) {
  static const std::map<std::string, double (*)(double)> functions = {
      {"exp", [](double v) { return std::exp(v); }},
      {"sqrt", [](double v) { return std::sqrt(v); }},
      {"sin", [](double v) { return std::sin(v); }},
      {"cos", [](double v) { return std::cos(v); }},
      {"relu", [](double v) { return std::max(v, 0.0); }},
      {"gelu", [](double v) { return v * 0.5 * std::erfc(-v / std::sqrt(2.0)); }},
      {"tanh", [](double v) { return (std::exp(v) - std::exp(-v)) / (std::exp(v) + std::exp(-v)); }},
      {"sigmoid", [](double v) { return std::exp(v) / (1 + std::exp(v)); }},
      {"arccos", [](double v) { return std::atan2(std::sqrt(std::max(0.0, 1 - v * v)), std::clamp(v, -1.0, 1.0)); }},
      {"silu", [](double v) { return v * std::exp(v) / (1 + std::exp(v)); }},
  };
  const auto it = functions.find(symbol);
  if (it == functions.end()) throw std::runtime_error("the test does not know the function '" + symbol + "'");
  return it->second(x);
}

// The value of a line from its terms alone.
double value_of(const Line& line, const Line* before) {
  const auto term = [&](std::size_t i) { return line.terms.at(i).value; };
  double value = 0;
  switch (line.combine) {
    case Line::Combine::sum:
      for (const Term& t : line.terms) value += t.value;
      return value;
    case Line::Combine::product:
      value = 1;
      for (const Term& t : line.terms) value *= t.value;
      return value;
    case Line::Combine::quotient:
      EXPECT_EQ(line.terms.size(), 2u);
      return term(1) == 0 ? 0 : term(0) / term(1);  // 0 / 0: nothing to attend to
    case Line::Combine::maximum:
      value = term(0);
      for (const Term& t : line.terms) value = std::max(value, t.value);
      return value;
    case Line::Combine::function:
      EXPECT_EQ(line.terms.size(), 1u);
      if (line.symbol != "argmax") return apply(line.symbol, term(0));
      for (std::size_t i = 0; before && i < before->terms.size(); ++i)  // the place of the maximum in the line before
        if (before->terms[i].value == term(0)) return static_cast<double>(i);
      return -1;
  }
  return NAN;
}

double magnitude(const Line& line) {
  double sum = std::abs(line.value);
  for (const Term& t : line.terms) sum = std::max(sum, std::isfinite(t.value) ? std::abs(t.value) : 0);
  return sum;
}

void expect_near(double found, double expected, double size, const std::string& what) {
  if (std::isfinite(expected))
    EXPECT_NEAR(found, expected, 1e-5 * size + 1e-30) << what;
  else
    EXPECT_EQ(found, expected) << what;
}

double line_value(const Explanation& lines, std::string_view name) {
  for (const Line& l : lines)
    if (l.name == name) return l.value;
  ADD_FAILURE() << "no line is called " << name;
  return NAN;
}

// A term's value from its factors; the note says how they make it.
void check_term(const Term& t, const Explanation& lines, const Inputs& inputs) {
  if (t.factors.empty()) return;
  double product = 1;
  for (std::size_t i = 0; i < t.factors.size(); ++i) {
    const auto& [at, value] = t.factors[i];
    ASSERT_LT(static_cast<std::size_t>(at.input), inputs.size());
    const Tensor& input = inputs[static_cast<std::size_t>(at.input)];
    ASSERT_TRUE(input.contains(at.row, at.col));
    const bool derived = t.note == "normalised" && i == 0;  // the cell after normalisation, not as it stands
    if (derived)
      EXPECT_EQ(value, line_value(lines, "normalised"));
    else
      EXPECT_EQ(value, static_cast<double>(input(at.row, at.col)));
    product *= value;
  }
  const double x = t.factors[0].second;
  const Tensor& first = inputs[0];
  if (t.note == "share") {
    EXPECT_TRUE(t.value * static_cast<double>(first.cols()) == x ||
                std::abs(x / t.value - double(first.cols())) < 1e-9 ||
                std::abs(x / t.value - double(first.rows())) < 1e-9);
  } else if (t.note == "squared share") {
    const double d = x - line_value(lines, "mean");
    expect_near(t.value, d * d / static_cast<double>(first.cols()), d * d, "squared share");
  } else if (t.note == "exponential") {
    expect_near(t.value, std::isinf(x) ? 0 : std::exp(x - line_value(lines, "max")), 1, "exponential");
  } else {
    EXPECT_EQ(t.value, product);
  }
}

TEST(Explain, EveryLineAddsUpAndTheLastIsTheCell) {
  for (const OpCase& c : op_cases())
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      const Op& op = *find_op(c.op);
      Random random(seed);
      const Inputs inputs = c.inputs(random);
      Aux aux;
      const Tensor out = evaluate(op, inputs, c.attrs, &aux);
      for (Index r = 0; r < out.rows(); ++r)
        for (Index k = 0; k < out.cols(); ++k) {
          SCOPED_TRACE(std::string(c.op) + " " + std::string(c.what) + ", seed " + std::to_string(seed) + ", cell (" +
                       std::to_string(r) + ", " + std::to_string(k) + ")");
          Explanation lines;
          op.explain(pointers(inputs), c.attrs, out, aux, r, k, lines);
          ASSERT_FALSE(lines.empty());
          for (std::size_t i = 0; i < lines.size(); ++i) {
            const Line& line = lines[i];
            EXPECT_FALSE(line.name.empty());
            ASSERT_FALSE(line.terms.empty()) << line.name;
            for (const Term& t : line.terms) check_term(t, lines, inputs);
            expect_near(line.value, value_of(line, i > 0 ? &lines[i - 1] : nullptr), 1e-4 * magnitude(line),
                        std::string(line.name));
          }
          expect_near(lines.back().value, static_cast<double>(out(r, k)), magnitude(lines.back()), "the cell");
          if (HasFailure()) return;
        }
    }
}

// The cells that an explanation shows are the ones the output depends on, and none is left out.
TEST(Explain, ShowsTheCellsThatAreRead) {
  for (const OpCase& c : op_cases()) {
    const Op& op = *find_op(c.op);
    Random random(9);
    const Inputs inputs = c.inputs(random);
    Aux aux;
    const Tensor out = evaluate(op, inputs, c.attrs, &aux);
    for (Index r = 0; r < out.rows(); ++r)
      for (Index k = 0; k < out.cols(); ++k) {
        Explanation lines;
        op.explain(pointers(inputs), c.attrs, out, aux, r, k, lines);
        Reads reads, shown;
        op.reads(pointers(inputs), c.attrs, r, k, reads);
        for (const Line& line : lines)
          for (const Term& t : line.terms)
            for (const auto& factor : t.factors) shown.push_back(factor.first);
        const auto holds = [](const Reads& list, const CellRef& cell) {
          return std::find(list.begin(), list.end(), cell) != list.end();
        };
        for (const CellRef& cell : reads) {
          const bool chooses = c.op == "lookup" && cell.input == 1;  // the id chooses the row, it is no number of a sum
          EXPECT_TRUE(chooses || holds(shown, cell)) << c.op << " does not show a cell that it reads";
        }
        for (const CellRef& cell : shown) {
          const bool context = c.op == "softmax";  // a masked weight shows the whole row to say why it is 0
          EXPECT_TRUE(context || holds(reads, cell)) << c.op << " shows a cell that it does not read";
        }
      }
  }
}

}  // namespace
}  // namespace attn::test
