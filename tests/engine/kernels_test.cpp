// The inner loops against the standard library in double.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/eigen.h"
#include "engine/kernels.h"
#include "tests/support/random.h"

namespace attn::test {
namespace {

constexpr Real inf = std::numeric_limits<Real>::infinity(), nan = std::numeric_limits<Real>::quiet_NaN();

// Distance in units of the last place of the exact value.
double ulps(Real found, double exact) {
  const int exponent = std::max(std::ilogb(exact), -126);
  return std::abs(static_cast<double>(found) - exact) / std::ldexp(1.0, exponent - 23);
}

TEST(Exponential, IsWithinTwoUnitsInTheLastPlace) {
  double worst = 0;
  for (double x = -103.9; x < 88.7; x += 0.00037) {
    const auto input = static_cast<Real>(x);
    worst = std::max(worst, ulps(kernels::exponential(input), std::exp(static_cast<double>(input))));
  }
  EXPECT_LE(worst, 2);
}

TEST(Exponential, EndsAndSpecialValues) {
  EXPECT_EQ(kernels::exponential(0), 1);
  EXPECT_EQ(kernels::exponential(-inf), 0);
  EXPECT_EQ(kernels::exponential(-105), 0);
  EXPECT_EQ(kernels::exponential(inf), inf);
  EXPECT_EQ(kernels::exponential(90), inf);
  EXPECT_TRUE(std::isnan(kernels::exponential(nan)));
}

// The loop gives what the function gives, in vectors and in the rest that fills none.
TEST(Exponential, LoopsAgreeWithTheFunction) {
  Random random(2);
  for (Index n = 1; n < 80; ++n) {
    Mat x = random.matrix(1, n), out(1, n);
    eigen(x) *= 20;
    if (n > 3) x(0, 3) = -inf;
    kernels::exponentials(x.data(), 1.5f, out.data(), n);
    for (Index i = 0; i < n; ++i) EXPECT_EQ(out(0, i), kernels::exponential(x(0, i) - 1.5f)) << n << ", " << i;
  }
}

TEST(Largest, IsFoundAnywhere) {
  Random random(4);
  for (Index n = 1; n < 80; ++n)
    for (Index at = 0; at < n; ++at) {
      Mat x = random.matrix(1, n);
      x(0, at) = 9;
      EXPECT_EQ(kernels::largest(x.data(), n), 9);
      x(0, at) = nan;
      EXPECT_TRUE(std::isnan(kernels::largest(x.data(), n)));
      x = Mat::filled(1, n, -inf);
      EXPECT_EQ(kernels::largest(x.data(), n), -inf);
      x(0, at) = -9;
      EXPECT_EQ(kernels::largest(x.data(), n), -9);
    }
}

TEST(Sum, OfManyNumbersStaysExact) {
  Random random(6);
  for (const Index n : {0, 1, 2, 127, 128, 129, 1000, 100000}) {
    Mat x(1, n);
    double exact = 0;
    for (Index i = 0; i < n; ++i) exact += static_cast<double>(x(0, i) = static_cast<Real>(random.uniform()));
    EXPECT_NEAR(kernels::sum(x.data(), n), exact, 4e-7 * exact) << n;
    if (n == 0) continue;
    x(0, n / 2) = nan;
    EXPECT_TRUE(std::isnan(kernels::sum(x.data(), n)));
  }
}

}  // namespace
}  // namespace attn::test
