// Every op on numbers worked by hand, the shapes it refuses, and the labels it keeps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "engine/eigen.h"
#include "engine/ops/ops.h"
#include "tests/support/op_cases.h"

namespace attn::test {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr Real inf = std::numeric_limits<Real>::infinity(), nan = std::numeric_limits<Real>::quiet_NaN();

using Rows = std::vector<std::vector<double>>;

Mat matrix(const Rows& rows) {
  Mat m(static_cast<Index>(rows.size()), rows.empty() ? 0 : static_cast<Index>(rows[0].size()));
  for (Index r = 0; r < m.rows(); ++r)
    for (Index c = 0; c < m.cols(); ++c)
      m(r, c) = static_cast<Real>(rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)]);
  return m;
}

void expect_numbers(const Mat& found, const Rows& expected, double tolerance = 1e-6) {
  const Mat wanted = matrix(expected);
  ASSERT_EQ(found.rows(), wanted.rows());
  ASSERT_EQ(found.cols(), wanted.cols());
  for (Index r = 0; r < found.rows(); ++r)
    for (Index c = 0; c < found.cols(); ++c) {
      const Real a = found(r, c), b = wanted(r, c);
      if (std::isfinite(b))
        EXPECT_NEAR(a, b, tolerance * std::max(1.0, std::abs(static_cast<double>(b)))) << "(" << r << ", " << c << ")";
      else
        EXPECT_TRUE(a == b || (std::isnan(a) && std::isnan(b))) << "(" << r << ", " << c << ") is " << a;
    }
}

struct HandWorked {
  std::string_view op;
  std::vector<Rows> inputs;
  Attrs attrs;
  Rows out;
  std::vector<std::pair<std::string_view, Rows>> aux = {};
};

const double ln2 = 0.6931471805599453, ln3 = 1.0986122886681098, ln5 = 1.6094379124341003;

// Numbers by hand or from tables of the functions; never from the code under test.
std::vector<HandWorked> hand_worked() {
  return {
      {"add", {{{1, 2}, {3, 4}}, {{10, 20}, {30, -40}}}, {}, {{11, 22}, {33, -36}}},
      {"add_row", {{{1, 2}, {3, 4}}, {{10, -20}}}, {}, {{11, -18}, {13, -16}}},
      {"row_sum", {{{1, 2, 0.5}, {3, -4, 1}}}, {}, {{3.5}, {0}}},
      {"matmul", {{{1, 2, 3}, {4, 5, 6}}, {{7, 8}, {9, 10}, {11, 12}}}, {}, {{58, 64}, {139, 154}}},
      {"matmul_nt", {{{1, 2, 3}, {4, 5, 6}}, {{7, 9, 11}, {8, 10, 12}}}, {}, {{58, 64}, {139, 154}}},
      {"linear", {{{1, 2, 3}, {4, 5, 6}}, {{7, 8}, {9, 10}, {11, 12}}, {{0.5, -100}}}, {}, {{58.5, -36}, {139.5, 54}}},
      {"scale", {{{2, -3}}}, {.factor = 0.25f}, {{0.5, -0.75}}},
      {"mask", {{{1, 2}, {inf, nan}}, {{0.5, -inf}, {-inf, -inf}}}, {}, {{1.5, -inf}, {-inf, -inf}}},
      {"causal_mask", {{{5}, {6}, {7}}}, {.count = 3}, {{0, -inf, -inf}, {0, 0, -inf}, {0, 0, 0}}},
      // e^0, e^ln2, e^ln5 are 1, 2, 5, together 8; over the largest, 0.2, 0.4, 1 with sum 1.6.
      {"softmax",
       {{{0, ln2, ln5}, {-inf, 3, -inf}, {-inf, -inf, -inf}, {1e30, 1e30, -1e30}}},
       {},
       {{0.125, 0.25, 0.625}, {0, 1, 0}, {0, 0, 0}, {0.5, 0.5, 0}},
       {{"max", {{ln5}, {3}, {-inf}, {1e30}}},
        {"exponentials", {{0.2, 0.4, 1}, {0, 1, 0}, {0, 0, 0}, {1, 1, 0}}},
        {"sum", {{1.6}, {1}, {0}, {2}}}}},
      // Mean 5, variance 5; ε = 1.25 makes the root 2.5.
      {"layer_norm",
       {{{2, 4, 6, 8}, {1, 1, 1, 1}}, {{1, 2, 1, 0.5}}, {{0, 0, 1, 10}}},
       {.factor = 1.25f},
       {{-1.2, -0.8, 1.4, 10.6}, {0, 0, 1, 10}},
       {{"mean", {{5}, {1}}}, {"variance", {{5}, {0}}}}},
      {"row_spread",
       {{{2, 4, 6, 8}, {1, 1, 1, 1}}},
       {.factor = 1.25f},
       {{2.5}, {1.118033988749895}},
       {{"mean", {{5}, {1}}}}},
      {"row_length", {{{3, -4}, {0, 0}, {-1, 0}}}, {}, {{5}, {0}, {1}}},
      {"cosine", {{{3, 4}, {0, 0}}, {{4, 3}, {-6, -8}, {1, 0}}}, {}, {{0.96, -1, 0.6}, {0, 0, 0}}},
      {"relu", {{{-2, 0, 3, -inf, inf}}}, {}, {{0, 0, 3, 0, inf}}},
      {"gelu", {{{-1, 0, 1, 2}}}, {}, {{-0.15865525393145707, 0, 0.8413447460685429, 1.9544997361036416}}},
      {"tanh", {{{-1, 0, 0.5}}}, {}, {{-0.7615941559557649, 0, 0.46211715726000975}}},
      {"sigmoid", {{{0, ln3, -ln3, 200, -200}}}, {}, {{0.5, 0.75, 0.25, 1, 0}}},
      {"silu", {{{0, ln3, -ln3, 200, -200}}}, {}, {{0, 0.75 * ln3, -0.25 * ln3, 200, 0}}},
      {"arccos", {{{1, 0.5, 0, -1, 1.5}}}, {}, {{0, 1.0471975511965976, 1.5707963267948966, 3.141592653589793, 0}}},
      {"concat", {{{1}, {2}}, {{3, 4}, {5, 6}}, {{7}, {8}}}, {}, {{1, 3, 4, 7}, {2, 5, 6, 8}}},
      {"slice_cols", {{{1, 2, 3}, {4, 5, 6}}}, {.first = 1, .count = 2}, {{2, 3}, {5, 6}}},
      {"slice_rows", {{{1, 2}, {3, 4}, {5, 6}}}, {.first = 2, .count = 1}, {{5, 6}}},
      {"append", {{{1, 2}}, {{3, 4}, {5, 6}}}, {}, {{1, 2}, {3, 4}, {5, 6}}},
      {"last_row", {{{1, 2}, {3, 4}, {5, 6}}}, {}, {{5, 6}}},
      {"stack",
       {{{1}}, {{2, 3}}, {{4, 5, 6}}},
       {},
       {{1, minus_infinity, minus_infinity}, {2, 3, minus_infinity}, {4, 5, 6}}},
      {"mean", {{{1, 2}, {3, -4}, {8, 5}}}, {}, {{4, 1}}},
      {"lookup", {{{1, 2}, {3, 4}, {5, 6}}, {{2}, {0}, {2}}}, {}, {{5, 6}, {1, 2}, {5, 6}}},
      // d = 4: speeds 1 and 10000^(−2/4) = 0.01; two sines, then two cosines.
      {"positions",
       {{{0}, {0}, {0}}},
       {.first = 4, .count = 3},
       {{0, 0, 1, 1},
        {0.8414709848078965, 0.009999833334166664, 0.5403023058681398, 0.9999500004166653},
        {0.9092974268256817, 0.01999866669333308, -0.4161468365471424, 0.9998000066665778}}},
      {"positions",
       {{{0}}},
       {.first = 4, .count = 1, .from = 2},
       {{0.9092974268256817, 0.01999866669333308, -0.4161468365471424, 0.9998000066665778}}},
      {"causal_mask", {{{0}, {0}, {0}}}, {.first = 1, .count = 2}, {{0, 0, minus_infinity}, {0, 0, 0}}},
      {"argmax", {{{-1, 7, 3, 7}}}, {}, {{1}}},
  };
}

TEST(Ops, HandWorkedNumbers) {
  for (const HandWorked& h : hand_worked()) {
    SCOPED_TRACE(h.op);
    const Op* op = find_op(h.op);
    ASSERT_NE(op, nullptr);
    Inputs inputs;
    for (const Rows& rows : h.inputs) inputs.push_back(labelled(matrix(rows), "x"));
    Aux aux;
    expect_numbers(evaluate(*op, inputs, h.attrs, &aux).mat(), h.out);
    ASSERT_EQ(aux.size(), h.aux.size());
    for (std::size_t i = 0; i < aux.size(); ++i) {
      SCOPED_TRACE(h.aux[i].first);
      EXPECT_EQ(aux[i].name, h.aux[i].first);
      expect_numbers(aux[i].values, h.aux[i].second);
    }
  }
}

// Odd widths: one sine more than cosines, of speeds 1 and 10000^(−2/3).
TEST(Ops, PositionsOfOddWidth) {
  const Tensor out = evaluate(ops::positions, {labelled(Mat::zeros(2, 1), "x")}, {.first = 3, .count = 2});
  expect_numbers(out.mat(), {{0, 0, 1}, {0.8414709848078965, 0.002154433023656, 0.5403023058681398}});
}

TEST(Ops, EveryOpIsWorkedByHand) {
  std::set<std::string_view> covered = {"given"};
  for (const HandWorked& h : hand_worked()) covered.insert(h.op);
  for (const OpFamily& family : op_families())
    for (const Op* op : family) EXPECT_TRUE(covered.contains(op->name)) << op->name << " has no hand-worked numbers";
}

TEST(Ops, NamesAreUniqueAndFound) {
  std::set<std::string_view> names;
  for (const OpFamily& family : op_families())
    for (const Op* op : family) {
      EXPECT_TRUE(names.insert(op->name).second) << op->name;
      EXPECT_EQ(find_op(op->name), op);
      EXPECT_FALSE(op->symbol.empty());
    }
  EXPECT_GE(names.size(), 29u);
  EXPECT_EQ(find_op("convolution"), nullptr);
}

struct BadShapes {
  std::string_view op;
  std::vector<std::pair<Index, Index>> shapes;
  Attrs attrs = {};
};

TEST(Ops, BadShapesAreNamed) {
  const std::vector<BadShapes> bad = {
      {"add", {{2, 3}, {3, 2}}},
      {"add", {{2, 3}}},
      {"add_row", {{2, 3}, {1, 4}}},
      {"add_row", {{2, 3}, {2, 3}}},
      {"row_sum", {{2, 0}}},
      {"row_sum", {{2, 3}, {2, 3}}},
      {"matmul", {{2, 3}, {2, 3}}},
      {"matmul", {{2, 3}, {3, 2}, {1, 1}}},
      {"matmul_nt", {{2, 3}, {3, 2}}},
      {"linear", {{2, 3}, {3, 4}, {1, 3}}},
      {"linear", {{2, 3}, {4, 3}, {1, 3}}},
      {"linear", {{2, 3}, {3, 4}, {2, 4}}},
      {"scale", {{2, 3}, {2, 3}}},
      {"mask", {{2, 3}, {3, 3}}},
      {"causal_mask", {{2, 1}}, {.count = 3}},
      {"softmax", {{2, 0}}},
      {"softmax", {}},
      {"layer_norm", {{2, 3}, {1, 3}, {1, 2}}},
      {"layer_norm", {{2, 3}, {2, 3}, {1, 3}}},
      {"layer_norm", {{2, 0}, {1, 0}, {1, 0}}},
      {"row_spread", {{2, 0}}},
      {"row_spread", {{2, 3}, {1, 3}}},
      {"row_length", {}},
      {"cosine", {{2, 3}, {2, 4}}},
      {"cosine", {{2, 3}}},
      {"relu", {{1, 1}, {1, 1}}},
      {"gelu", {}},
      {"tanh", {}},
      {"sigmoid", {}},
      {"silu", {}},
      {"arccos", {}},
      {"concat", {{2, 3}, {3, 3}}},
      {"concat", {}},
      {"slice_cols", {{2, 3}}, {.first = 2, .count = 2}},
      {"slice_cols", {{2, 3}}, {.first = -1, .count = 2}},
      {"slice_rows", {{2, 3}}, {.first = 1, .count = 2}},
      {"slice_rows", {{2, 3}}, {.first = 0, .count = -1}},
      {"append", {{2, 3}, {2, 4}}},
      {"last_row", {{0, 4}}},
      {"stack", {{1, 3}, {1, 2}}},
      {"causal_mask", {{3, 1}}, {.first = 1, .count = 3}},
      {"mean", {{0, 3}}},
      {"lookup", {{2, 3}, {1, 2}}},
      {"positions", {{2, 1}}, {.first = 4, .count = 3}},
      {"positions", {{2, 1}}, {.first = 0, .count = 2}},
      {"argmax", {{2, 3}}},
      {"argmax", {{1, 0}}},
  };
  std::set<std::string_view> covered = {"given"};
  for (const BadShapes& b : bad) {
    covered.insert(b.op);
    Inputs inputs;
    std::string shapes = std::string(b.op) + ": shapes do not fit:";
    for (const auto& [rows, cols] : b.shapes) {
      inputs.push_back(labelled(Mat::zeros(rows, cols), "x"));
      shapes += " " + std::to_string(rows) + "×" + std::to_string(cols);
    }
    EXPECT_THAT([&] { evaluate(*find_op(b.op), inputs, b.attrs); },
                ThrowsMessage<std::invalid_argument>(HasSubstr(shapes)));
  }
  for (const OpFamily& family : op_families())
    for (const Op* op : family) EXPECT_TRUE(covered.contains(op->name)) << op->name << " refuses no shape here";
}

TEST(Ops, IdsMustBeRowsOfTheTable) {
  for (const double id : {-1.0, 3.0, 1.5, 1e30, static_cast<double>(inf), static_cast<double>(nan)})
    EXPECT_THAT(
        [&] {
          evaluate(ops::lookup, {labelled(Mat::zeros(3, 2), "E"), labelled(matrix({{0}, {id}}), "id")});
        },
        ThrowsMessage<std::invalid_argument>(testing::AllOf(HasSubstr("token 2"), HasSubstr("rows 0 to 2"))));
}

TEST(Ops, ArgmaxTakesTheFirstOfEquals) {
  const auto best = [](const Rows& row) { return evaluate(ops::argmax, {labelled(matrix(row), "x")})(0, 0); };
  EXPECT_EQ(best({{-inf, -inf}}), 0);
  EXPECT_EQ(best({{0, -0.0, 0}}), 0);
  EXPECT_EQ(best({{1, inf, inf}}), 1);
  EXPECT_THAT([&] { best({{1, nan, 2}}); }, ThrowsMessage<std::invalid_argument>(HasSubstr("column 2")));
}

// A weight is exactly 0 where the score is −∞, and equal scores get equal weights wherever they stand.
TEST(Ops, SoftmaxIsExactWhereItMustBe) {
  for (Index n = 1; n <= 100; ++n) {
    const Tensor equal = evaluate(ops::softmax, {labelled(Mat::filled(1, n, 0.3f), "x")});
    Mat scores = Mat::filled(1, n, -2.7f);
    scores(0, n / 2) = 1;
    const Tensor two = evaluate(ops::softmax, {labelled(scores, "x")});
    eigen(scores).setConstant(minus_infinity);
    scores(0, n / 2) = -80;
    const Tensor one = evaluate(ops::softmax, {labelled(scores, "x")});
    for (Index c = 0; c < n; ++c) {
      EXPECT_EQ(equal(0, c), equal(0, 0)) << n;
      const Index other = n / 2 == 0 ? n - 1 : 0;  // some column that is not n / 2
      EXPECT_EQ(two(0, c), two(0, c == n / 2 ? c : other)) << n;
      EXPECT_EQ(one(0, c), c == n / 2 ? 1 : 0) << n;
    }
  }
}

TEST(Ops, NaNInAMaskedRowIsNotHidden) {
  const Tensor out = evaluate(ops::softmax, {labelled(matrix({{-inf, nan, -inf}, {1, 1, 1}}), "x")});
  EXPECT_TRUE(std::isnan(out(0, 1)));
  EXPECT_FALSE(std::isnan(out(1, 1)));
}

// Products of every size agree with sums in double: the engine has one way for few rows and one for many.
TEST(Ops, ProductsOfEverySize) {
  Random random(5);
  for (const Index n : {1, 2, 3, 4, 5, 7, 8, 9, 17, 40})
    for (const Index depth : {1, 3, 16, 65})
      for (const Index m : {1, 2, 7, 8, 9, 31, 32, 33, 47, 100}) {
        const Mat a = random.matrix(n, depth), b = random.matrix(depth, m), bias = random.matrix(1, m);
        const Mat bt = mat_of(eigen(b).transpose());
        const Inputs three = {labelled(a, "a"), labelled(b, "b"), labelled(bias, "c")};
        const Tensor product = evaluate(ops::matmul, {three[0], three[1]}), with_bias = evaluate(ops::linear, three),
                     nt = evaluate(ops::matmul_nt, {three[0], labelled(bt, "b")});
        for (Index r = 0; r < n; ++r)
          for (Index c = 0; c < m; ++c) {
            double sum = 0;
            for (Index k = 0; k < depth; ++k) sum += static_cast<double>(a(r, k)) * static_cast<double>(b(k, c));
            ASSERT_NEAR(product(r, c), sum, 2e-5) << n << "×" << depth << "×" << m;
            ASSERT_NEAR(nt(r, c), sum, 2e-5) << n << "×" << depth << "×" << m;
            ASSERT_NEAR(with_bias(r, c), sum + static_cast<double>(bias(0, c)), 2e-5) << n << "×" << depth << "×" << m;
          }
      }
}

TEST(Ops, GivensComputeNothing) {
  EXPECT_THROW(evaluate(ops::given, {}), std::logic_error);
  Explanation lines;
  ops::given.explain({}, {}, labelled(matrix({{1, 2.5}}), "x"), {}, 0, 1, lines);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].value, 2.5);
}

void expect_axis(const Axis& axis, Index n) { EXPECT_EQ(axis.labels ? static_cast<Index>(axis.labels->size()) : n, n); }

TEST(Labels, AreAsManyAsRowsAndColumns) {
  Random random(3);
  for (const OpCase& c : op_cases()) {
    SCOPED_TRACE(c.op);
    const Tensor out = evaluate(*find_op(c.op), c.inputs(random), c.attrs);
    expect_axis(out.row_axis, out.rows());
    expect_axis(out.col_axis, out.cols());
  }
}

TEST(Labels, FollowTheirNumbers) {
  const Tensor a = labelled(Mat::filled(2, 3, 1), "a"), b = labelled(Mat::filled(4, 3, 1), "b"),
               c = labelled(Mat::filled(3, 5, 1), "c");
  const auto label = [](const Axis& axis, Index i) { return axis.label(i); };
  const Tensor scores = evaluate(ops::matmul_nt, {a, b});
  EXPECT_EQ(label(scores.row_axis, 1), "a_row1");
  EXPECT_EQ(label(scores.col_axis, 3), "b_row3");
  const Tensor product = evaluate(ops::matmul, {a, c});
  EXPECT_EQ(label(product.row_axis, 0), "a_row0");
  EXPECT_EQ(label(product.col_axis, 4), "c_col4");
  const Tensor both = evaluate(ops::append, {a, b});
  EXPECT_EQ(label(both.row_axis, 1), "a_row1");
  EXPECT_EQ(label(both.row_axis, 5), "b_row3");
  EXPECT_EQ(label(evaluate(ops::slice_rows, {b}, {.first = 2, .count = 1}).row_axis, 0), "b_row2");
  EXPECT_EQ(label(evaluate(ops::slice_cols, {c}, {.first = 3, .count = 2}).col_axis, 1), "c_col4");
  const Tensor mask = evaluate(ops::causal_mask, {a}, {.count = 2});
  EXPECT_EQ(label(mask.row_axis, 1), "a_row1");
  EXPECT_EQ(label(mask.col_axis, 1), "a_row1");
  Mat row = Mat::zeros(1, 4);
  row(0, 2) = 1;
  EXPECT_EQ(label(evaluate(ops::argmax, {labelled(row, "p")}).row_axis, 0), "p_col2");
  EXPECT_EQ(label(Axis{}, 6), "7");  // without labels: numbers from 1
}

}  // namespace
}  // namespace attn::test
