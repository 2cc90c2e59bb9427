// What a cell reads and what reads it, on a computation that can be followed by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/core/links.h"
#include "engine/ops/ops.h"

namespace attn {
namespace {

using scene::CellTag;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Mat counting(Index rows, Index cols) {
  Mat m(rows, cols);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = static_cast<Real>(i);
  return m;
}

// a 2×2, b 2×2; product = a·b; sum = product + a.
Trace small() {
  Tape tape;
  const int a = tape.give("a", "a", Tensor(counting(2, 2), {}, {})),
            b = tape.give("b", "b", Tensor(counting(2, 2), {}, {}));
  const int product = tape.apply("product", "product", ops::matmul, {a, b});
  tape.apply("sum", "sum", ops::add, {product, a});
  return tape.finish();
}

TEST(Links, ACellReadsARowAndAColumn) {
  EXPECT_THAT(cells_read(small(), {2, 0, 1}),
              UnorderedElementsAre(CellTag{0, 0, 0}, CellTag{0, 0, 1}, CellTag{1, 0, 1}, CellTag{1, 1, 1}));
  EXPECT_THAT(cells_read(small(), {0, 0, 0}), IsEmpty()) << "a given is computed from nothing";
}

TEST(Links, ACellIsReadByWhatSaysSo) {
  const std::vector<int> all = {0, 1, 2, 3};
  EXPECT_THAT(cells_reading(small(), {0, 1, 0}, all),
              UnorderedElementsAre(CellTag{2, 1, 0}, CellTag{2, 1, 1}, CellTag{3, 1, 0}));
  EXPECT_THAT(cells_reading(small(), {1, 0, 1}, all), UnorderedElementsAre(CellTag{2, 0, 1}, CellTag{2, 1, 1}));
  EXPECT_THAT(cells_reading(small(), {0, 1, 0}, std::vector<int>{3}), ElementsAre(CellTag{3, 1, 0}));
  EXPECT_THAT(cells_reading(small(), {3, 0, 0}, all), IsEmpty());
}

TEST(Links, StepsThatReadAStep) {
  EXPECT_THAT(readers(small(), 0), ElementsAre(2, 3));
  EXPECT_THAT(readers(small(), 2), ElementsAre(3));
  EXPECT_THAT(readers(small(), 3), IsEmpty());
}

}  // namespace
}  // namespace attn
