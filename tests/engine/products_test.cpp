// Products of few rows against sums in double, and bit for bit against themselves in other places and arrangements.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/eigen.h"
#include "engine/ops/ops.h"
#include "engine/products.h"
#include "engine/roles/roles.h"
#include "engine/tensor.h"
#include "engine/trace.h"
#include "tests/support/random.h"

namespace attn::test {
namespace {

// Largest difference from a·b + before, in units of what the terms of the cell are large.
double error(const Mat& a, const Mat& b, const Mat& before, const Mat& out) {
  double worst = 0;
  for (Index r = 0; r < a.rows(); ++r)
    for (Index c = 0; c < b.cols(); ++c) {
      double exact = static_cast<double>(before(r, c)), size = std::abs(exact);
      for (Index k = 0; k < a.cols(); ++k) {
        const double term = static_cast<double>(a(r, k)) * static_cast<double>(b(k, c));
        exact += term;
        size += std::abs(term);
      }
      worst = std::max(worst, std::abs(static_cast<double>(out(r, c)) - exact) / std::max(size, 1e-30));
    }
  return worst;
}

constexpr Index depths[] = {0, 1, 16, 63, 64, 65, 130};
constexpr Index columns[] = {1, 3, 4, 8, 15, 16, 17, 31, 33, 64, 70, 129, 200};

TEST(AddProduct, IsExactForEveryShape) {
  Random random(3);
  for (Index rows = 0; rows <= 9; ++rows)
    for (const Index depth : depths)
      for (const Index cols : columns) {
        const Mat a = random.matrix(rows, depth), b = random.matrix(depth, cols), before = random.matrix(rows, cols);
        Mat out = before;
        kernels::add_product(a, b, out);
        ASSERT_LE(error(a, b, before, out), 1e-6) << rows << "×" << depth << "×" << cols;
      }
}

TEST(ProductTransposed, IsExactForEveryShape) {
  Random random(4);
  for (Index rows = 0; rows <= 9; ++rows)
    for (const Index depth : depths)
      for (const Index cols : columns) {
        const Mat a = random.matrix(rows, depth), b = random.matrix(cols, depth);
        Mat out = Mat::filled(rows, cols, 7);
        kernels::product_transposed(a, b, nullptr, out);
        ASSERT_LE(error(a, mat_of(eigen(b).transpose()), Mat::zeros(rows, cols), out), 1e-6)
            << rows << "×" << depth << "×" << cols;
      }
}

// A row alone, a column alone: the same bits as in the whole, so what is far from a change does not move.
TEST(ProductTransposed, CellsDoNotDependOnTheirPlace) {
  Random random(5);
  const Mat a = random.matrix(7, 70), b = random.matrix(83, 70);
  Mat whole(7, 83), sum = Mat::zeros(7, 83);
  kernels::product_transposed(a, b, nullptr, whole);
  kernels::add_product(a, mat_of(eigen(b).transpose()), sum);
  EXPECT_TRUE(same_bits(whole, sum));
  for (Index r = 0; r < 7; ++r)
    for (Index c = 0; c < 83; ++c) {
      Mat one(1, 1);
      kernels::product_transposed(mat_of(eigen(a).row(r)), mat_of(eigen(b).row(c)), nullptr, one);
      ASSERT_EQ(one(0, 0), whole(r, c)) << r << ", " << c;
    }
}

TEST(Panels, GiveTheSameBits) {
  Random random(6);
  for (const bool halves : {true, false})
    for (const Index depth : depths)
      for (const Index cols : columns) {
        const Mat a = random.matrix(2, depth);
        Mat b = random.matrix(cols, depth);
        if (halves) eigen(b) = (eigen(b) * 256).array().round() / 256;
        const kernels::Panels panels(b);
        EXPECT_FALSE(panels.halves() && !halves);
        Mat with = Mat::filled(2, cols, 7), without = with;
        kernels::product_transposed(a, b, &panels, with);
        kernels::product_transposed(a, b, nullptr, without);
        ASSERT_TRUE(same_bits(with, without)) << halves << " " << depth << "×" << cols;
      }
}

// Subnormal halves, the largest half, −0 and infinity are kept as they are; what is no half makes the table keep reals.
TEST(Panels, KeepEveryHalfExactly) {
  Mat b = Mat::zeros(65, 3);
  eigen(b).row(0) << 65504, std::ldexp(1.0f, -24), -0.0f;
  eigen(b).row(64) << std::ldexp(1.0f, -14), 3 * std::ldexp(1.0f, -20), 1.0009765625f;
  const Mat x = mat_of(EigenMat::Identity(3, 3));
  for (const Real stray : {0.0f, 65520.0f, std::ldexp(1.0f, -25), 1.0001f}) {
    b(1, 1) = stray;
    const kernels::Panels panels(b);
    EXPECT_FALSE(panels.halves() && stray != 0) << stray;
    Mat out(3, 65);
    kernels::product_transposed(x, b, &panels, out);
    EXPECT_TRUE(mat_of(eigen(out).transpose()) == b) << stray;
  }
}

// The panels belong to the numbers they were made of: an edited table has other numbers and none.
TEST(Panels, DoNotOutliveAnEdit) {
  Random random(7);
  const Tensor table = Tensor(random.matrix(100, 16), {}, {}).with_panels();
  const Tensor state(random.matrix(1, 16), {}, {});
  const auto logits = [&](std::vector<Edit> edits) {
    Tape tape(std::move(edits));
    const int t = tape.give("table", roles::embedding_table, table), s = tape.give("state", roles::state, state);
    tape.apply("similarity", roles::similarity, ops::matmul_nt, {s, t});
    return tape.finish();
  };
  const Trace plain = logits({}), edited = logits({{"table", 40, 3, 5}});
  EXPECT_NE(plain.at("table").out.panels(), nullptr);
  EXPECT_EQ(edited.at("table").out.panels(), nullptr);
  for (Index c = 0; c < 100; ++c) {
    const Real was = plain.at("similarity").out(0, c), is = edited.at("similarity").out(0, c);
    EXPECT_EQ(was == is, c != 40) << c;
  }
  EXPECT_NEAR(edited.at("similarity").out(0, 40) - plain.at("similarity").out(0, 40), state(0, 3) * (5 - table(40, 3)),
              1e-5);
}

}  // namespace
}  // namespace attn::test
