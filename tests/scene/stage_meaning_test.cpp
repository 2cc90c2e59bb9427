// What stages of row-wise steps say beyond their cells: shares, leaks, the best so far, sums of terms; by the
// definition.
#include <algorithm>
#include <cmath>
#include <map>

#include "app/core/moment.h"
#include "app/scene/texels.h"
#include "tests/support/stage_rows.h"

namespace attn::test {
namespace {

// The texts of a scene, in order.
std::vector<std::string> texts_of(const Scene& scene) {
  std::vector<std::string> found;
  for (const Mark& mark : scene.marks)
    if (mark.kind == Mark::Kind::text) found.push_back(mark.text);
  return found;
}

bool has_text(const Scene& scene, const std::string& text) {
  const std::vector<std::string> all = texts_of(scene);
  return std::find(all.begin(), all.end(), text) != all.end();
}

// Of a row of numbers, by the definition.
std::vector<double> softmax(const Tensor& of, Index row, double factor) {
  double sum = 0;
  std::vector<double> shares;
  for (Index c = 0; c < of.cols(); ++c) shares.push_back(std::exp(static_cast<double>(of(row, c)) * factor));
  for (const double share : shares) sum += share;
  for (double& share : shares) share /= sum;
  return shares;
}

std::string two_digits(double value) {
  std::ostringstream words;
  words.setf(std::ios::fixed);
  words.precision(2);
  words << value;
  return words.str();
}

// What is not divided yet stands in its place as it was: every cell of the matrix is there once.
TEST_F(StageRows, TheScaleDividesOneMatrixInPlace) {
  const char* path = "encoder/layer1/self/head2/scaled";
  for (const attn::Run* run : {short_.get(), long_.get()})
    for (const double phase : {0.0, 0.3, 0.6, 1.0}) {
      const int step = run->trace.find(path), before = run->trace.find("encoder/layer1/self/head2/scores");
      const Tensor& out = run->trace[step].out;
      const Index done = cells_done(run->trace[step], phase);
      const Scene drawn = draw(run->trace, path, {phase, {}}, sizes[0]);
      std::map<std::pair<Index, Index>, int> owner;
      for (const Mark& mark : drawn.marks) {
        if (mark.cell.step != step && mark.cell.step != before) continue;
        if (mark.kind == Mark::Kind::fill && mark.rect.w > 12) {
          EXPECT_TRUE(owner.emplace(std::pair(mark.cell.row, mark.cell.col), mark.cell.step).second) << phase;
        }
        if (mark.kind != Mark::Kind::texels) continue;
        for (Index r = 0; r < mark.texels->height(); ++r)
          for (Index c = 0; c < mark.texels->width(); ++c) {
            const Index at = cell_of(*mark.texels, r, c);
            EXPECT_TRUE(owner.emplace(std::pair(at / out.cols(), at % out.cols()), mark.cell.step).second) << phase;
          }
      }
      ASSERT_EQ(static_cast<Index>(owner.size()), out.size()) << phase;
      for (const auto& [cell, of] : owner)
        EXPECT_EQ(of, cell.first * out.cols() + cell.second < done ? step : before)
            << cell.first << ", " << cell.second << " at " << phase;
    }
}

TEST_F(StageRows, TheScaleSaysWhatTheSoftmaxWouldDoWithoutIt) {
  const char* path = "encoder/layer1/self/head2/scaled";
  const Tensor& scores = short_->trace.at("encoder/layer1/self/head2/scores").out;
  for (const Index row : {0, 2}) {
    const Scene drawn = draw(short_->trace, path, {1, std::pair<Index, Index>(row, 1)}, sizes[0]);
    const std::vector<double> plain = softmax(scores, row, 1), divided = softmax(scores, row, 0.25);
    EXPECT_TRUE(has_text(drawn, two_digits(*std::max_element(plain.begin(), plain.end())))) << row;
    EXPECT_TRUE(has_text(drawn, two_digits(*std::max_element(divided.begin(), divided.end())))) << row;
    double slope = 0;
    for (const double p : divided) slope += p * (1 - p);
    EXPECT_TRUE(has_text(drawn, two_digits(slope))) << row;
  }
  // Before the row is divided, what dividing makes of it is not told.
  const Scene begun = draw(short_->trace, path, {0, {}}, sizes[0]);
  EXPECT_TRUE(has_text(begun, "…"));
}

TEST_F(StageRows, TheMaskSaysWhatWouldHaveLeaked) {
  const char* path = "decode3/layer1/self/head2/masked";
  const Tensor& scaled = short_->trace.at("decode3/layer1/self/head2/scaled").out;
  const Scene drawn = draw(short_->trace, path, {1, {}}, sizes[0]);
  for (const Index row : {0, 1}) {
    const std::vector<double> free = softmax(scaled, row, 1);
    double leak = 0;
    for (Index c = row + 1; c < scaled.cols(); ++c) leak += free[static_cast<std::size_t>(c)];
    EXPECT_TRUE(has_text(drawn, two_digits(leak).substr(1))) << row << ": " << leak;  // ".49"
  }
}

TEST_F(StageRows, TheBestAreThoseComputedSoFar) {
  const char* path = "decode3/output/logits";
  const Tensor& out = short_->trace.at(path).out;
  for (const double phase : {0.0, 0.25, 0.5, 1.0}) {
    const Scene drawn = draw(short_->trace, path, {phase, {}}, sizes[0]);
    const Index done = cells_done(short_->trace.at(path), phase);
    EXPECT_EQ(done, static_cast<Index>(phase * static_cast<double>(out.cols())));
    Index best = -1;
    for (Index c = 0; c < done; ++c)
      if (best < 0 || out(0, c) > out(0, best)) best = c;
    for (const Mark& mark : drawn.marks)
      EXPECT_TRUE(mark.cell.step != short_->trace.find(path) || mark.cell.col < done) << phase;
    EXPECT_TRUE(best < 0 || has_text(drawn, out.col_axis.label(best))) << phase;
  }
}

// Of many words the one that gives the most has its name.
TEST_F(StageRows, TheStrongestWordIsNeverWithoutItsLabel) {
  const char* path = "encoder/layer1/self/head2/context";
  const Step& step = long_->trace.at(path);
  const Tensor& shares = long_->trace[step.inputs[0]].out;
  for (Index row = 0; row < shares.rows(); row += 5) {
    Index best = 0;
    for (Index c = 1; c < shares.cols(); ++c)
      if (shares(row, c) > shares(row, best)) best = c;
    const Scene drawn = draw(long_->trace, path, {1, std::pair<Index, Index>(row, 0)}, sizes[0]);
    const CellTag named{step.inputs[1], best, -1};
    EXPECT_TRUE(std::any_of(drawn.marks.begin(), drawn.marks.end(), [&](const Mark& m) { return m.names == named; }))
        << row << ": " << shares.col_axis.label(best);
  }
}

// While the first number is made of five words, half of the way two of them are there; what it will be is said before.
TEST_F(StageRows, AMixtureSaysHowManyWordsAreInIt) {
  const char* path = "encoder/layer1/self/head2/context";
  const Tensor& out = short_->trace.at(path).out;
  const double half = 0.5 / static_cast<double>(out.size());
  const Scene begun = draw(short_->trace, path, {half, {}}, sizes[0]);
  std::string value = two_digits(static_cast<double>(out(0, 0)));
  if (value.starts_with("-")) value.replace(0, 1, "−");
  EXPECT_TRUE(has_text(begun, "after 2 of 5 words"));
  EXPECT_TRUE(has_text(begun, "will land on " + value)) << value;
  const Scene whole = draw(short_->trace, path, {1, std::pair<Index, Index>(0, 0)}, sizes[0]);
  EXPECT_TRUE(has_text(whole, "after 5 of 5 words"));
  EXPECT_FALSE(has_text(whole, "will land on " + value));
}

// Terms, others and bias of a narrow layer's number stand on each other and end at the number.
TEST_F(StageRows, WhatTheUnitsBringAddsUp) {
  const char* path = "encoder/layer1/ffn/output";
  const Tensor& out = short_->trace.at(path).out;
  for (const auto& cell : {std::pair<Index, Index>(1, 7), std::pair<Index, Index>(1, 2)}) {
    const Scene drawn = draw(short_->trace, path, {1, cell}, sizes[0]);
    double sum = 0;
    int parts = 0;
    for (const std::string& text : texts_of(drawn)) {
      const bool plus = text.starts_with("+"), minus = text.starts_with("−");
      if ((!plus && !minus) || text.size() < 5 || text.find('.') + 4 != text.size()) continue;
      sum += (plus ? 1 : -1) * std::stod(text.substr(plus ? 1 : std::string("−").size()));
      ++parts;
    }
    const auto value = static_cast<double>(out(cell.first, cell.second));
    ASSERT_GT(std::abs(value), 0.1) << "else the card prints three digits, too";
    if (value < 0) sum -= value, --parts;  // the sum itself is printed so, too
    EXPECT_GE(parts, 5);
    EXPECT_NEAR(sum, value, 0.0006 * (parts + 1)) << cell.first << ", " << cell.second;
  }
}

}  // namespace
}  // namespace attn::test
