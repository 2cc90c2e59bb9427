// reads: an op lists exactly the input cells that can move an output cell. Nothing is missed, nothing invented.
#include <gtest/gtest.h>

#include <set>

#include "engine/ops/ops.h"
#include "tests/support/op_cases.h"

namespace attn::test {
namespace {

constexpr int seeds = 6;

using Cell = std::pair<Index, Index>;

std::string text(const CellRef& c) {
  return "input " + std::to_string(c.input) + " (" + std::to_string(c.row) + ", " + std::to_string(c.col) + ")";
}

std::string name(const OpCase& c) { return std::string(c.op) + (c.what.empty() ? "" : ", ") + std::string(c.what); }

bool same(Real a, Real b) { return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b); }

// Output cells that some tried value of one input cell moves.
std::set<Cell> moved_by(const Op& op, const OpCase& c, const Inputs& inputs, const Tensor& out, const CellRef& at,
                        Random& random) {
  std::set<Cell> moved;
  Inputs changed = inputs;
  Tensor& input = changed[static_cast<std::size_t>(at.input)];
  const Tensor before = input;
  for (const Real value : c.tries(random, at.input, before(at.row, at.col))) {
    input = with_cell(before, at.row, at.col, value);
    const Tensor now = evaluate(op, changed, c.attrs);
    for (Index r = 0; r < out.rows(); ++r)
      for (Index k = 0; k < out.cols(); ++k)
        if (!same(now(r, k), out(r, k))) moved.insert({r, k});
  }
  return moved;
}

// Output cells that list one input cell.
std::set<Cell> listing(const std::vector<std::vector<Reads>>& reads, const CellRef& at) {
  std::set<Cell> found;
  for (std::size_t r = 0; r < reads.size(); ++r)
    for (std::size_t k = 0; k < reads[r].size(); ++k)
      if (std::find(reads[r][k].begin(), reads[r][k].end(), at) != reads[r][k].end())
        found.insert({static_cast<Index>(r), static_cast<Index>(k)});
  return found;
}

void check(const OpCase& c, std::uint64_t seed) {
  const Op& op = *find_op(c.op);
  Random random(seed);
  const Inputs inputs = c.inputs(random);
  const Tensor out = evaluate(op, inputs, c.attrs);
  std::vector<std::vector<Reads>> reads(static_cast<std::size_t>(out.rows()));
  for (Index r = 0; r < out.rows(); ++r)
    for (Index k = 0; k < out.cols(); ++k) {
      Reads& cells = reads[static_cast<std::size_t>(r)].emplace_back();
      op.reads(pointers(inputs), c.attrs, r, k, cells);
      for (const CellRef& cell : cells) {
        ASSERT_GE(cell.input, 0);
        ASSERT_LT(cell.input, static_cast<int>(inputs.size()));
        ASSERT_TRUE(inputs[static_cast<std::size_t>(cell.input)].contains(cell.row, cell.col)) << text(cell);
        EXPECT_EQ(std::count(cells.begin(), cells.end(), cell), 1) << text(cell) << " is listed twice";
      }
    }
  for (int i = 0; i < static_cast<int>(inputs.size()); ++i) {
    const Tensor& input = inputs[static_cast<std::size_t>(i)];
    for (Index r = 0; r < input.rows(); ++r)
      for (Index k = 0; k < input.cols(); ++k) {
        const CellRef at{i, r, k};
        const std::set<Cell> moved = moved_by(op, c, inputs, out, at, random), listed = listing(reads, at);
        for (const Cell& cell : moved)
          EXPECT_TRUE(listed.contains(cell))
              << text(at) << " moves the cell (" << cell.first << ", " << cell.second << "), which does not list it";
        for (const Cell& cell : listed)
          EXPECT_TRUE(moved.contains(cell)) << text(at) << " is listed by the cell (" << cell.first << ", "
                                            << cell.second << "), but does not move it";
      }
  }
}

TEST(Reads, EveryOpHasACase) {
  std::set<std::string_view> covered = {"given"};
  for (const OpCase& c : op_cases()) {
    ASSERT_NE(find_op(c.op), nullptr) << c.op;
    covered.insert(c.op);
  }
  for (const OpFamily& family : op_families())
    for (const Op* op : family)
      EXPECT_TRUE(covered.contains(op->name)) << op->name << " has no case in tests/support/op_cases.h";
}

TEST(Reads, ListsExactlyTheCellsThatMoveTheOutput) {
  for (const OpCase& c : op_cases())
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      SCOPED_TRACE(name(c) + ", seed " + std::to_string(seed));
      check(c, seed);
      if (HasFailure()) return;
    }
}

TEST(Reads, GivensReadNothing) {
  Reads reads;
  ops::given.reads({}, {}, 0, 0, reads);
  EXPECT_TRUE(reads.empty());
}

// NaN in a cell reaches every output cell that lists it, or the op refuses it: it never turns into a number.
TEST(Reads, NaNReachesEveryCellThatListsIt) {
  const Real nan = std::numeric_limits<Real>::quiet_NaN();
  for (const OpCase& c : op_cases()) {
    SCOPED_TRACE(name(c));
    const Op& op = *find_op(c.op);
    Random random(17);
    Inputs inputs = c.inputs(random);
    for (int i = 0; i < static_cast<int>(inputs.size()); ++i) {
      Tensor& input = inputs[static_cast<std::size_t>(i)];
      const Tensor before = input;
      for (Index r = 0; r < before.rows(); ++r)
        for (Index k = 0; k < before.cols(); ++k) {
          input = before;
          const Tensor out = evaluate(op, inputs, c.attrs);
          std::vector<Cell> listed;
          for (Index y = 0; y < out.rows(); ++y)
            for (Index x = 0; x < out.cols(); ++x) {
              Reads reads;
              op.reads(pointers(inputs), c.attrs, y, x, reads);
              if (std::find(reads.begin(), reads.end(), CellRef{i, r, k}) != reads.end()) listed.push_back({y, x});
            }
          input = with_cell(before, r, k, nan);
          try {
            const Tensor now = evaluate(op, inputs, c.attrs);
            for (const Cell& cell : listed)
              EXPECT_TRUE(std::isnan(now(cell.first, cell.second)))
                  << text({i, r, k}) << " is NaN, but (" << cell.first << ", " << cell.second << ") is "
                  << now(cell.first, cell.second);
          } catch (const std::invalid_argument& e) {
            EXPECT_TRUE(c.op == "argmax" || c.op == "lookup") << e.what();
          }
        }
      input = before;
    }
  }
}

}  // namespace
}  // namespace attn::test
