// Tensor: an immutable float matrix with the meaning of its rows and columns.
//
// Shapes are rows×columns. Tokens are rows, features are columns. Copies share their numbers.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/matrix.h"

namespace attn {

namespace kernels {
class Panels;
}

using Labels = std::shared_ptr<const std::vector<std::string>>;

// What the rows or the columns of a tensor are: tokens with words, features with numbers, vocabulary pieces …
struct Axis {
  enum class Kind { feature, token, piece, single };
  Kind kind = Kind::feature;
  Labels labels;              // one per row or column, or null: then the label is the number from 1
  std::uint8_t sequence = 0;  // which of the run's sequences its tokens belong to (Trace::sequences), from 1; 0: none
  Index first = 0;            // the place of its first token in that sequence, from 0

  std::string label(Index i) const {
    if (labels && i >= 0 && i < static_cast<Index>(labels->size())) return (*labels)[static_cast<std::size_t>(i)];
    return std::to_string(i + 1);
  }
  // `count` of its tokens, the first of them number i (from 0).
  Axis from(Index i, Index count) const;
};

inline Axis token_axis(std::vector<std::string> words, std::uint8_t sequence = 0) {
  return {Axis::Kind::token, std::make_shared<const std::vector<std::string>>(std::move(words)), sequence};
}
inline Axis single_axis() { return {Axis::Kind::single, nullptr, 0}; }

class Tensor {
 public:
  Tensor() = default;
  Tensor(Mat values, Axis rows, Axis cols)
      : values_(std::make_shared<const Mat>(std::move(values))), row_axis(std::move(rows)), col_axis(std::move(cols)) {}

  const Mat& mat() const { return *values_; }
  Index rows() const { return values_ ? values_->rows() : 0; }
  Index cols() const { return values_ ? values_->cols() : 0; }
  Index size() const { return rows() * cols(); }
  Real operator()(Index r, Index c) const { return (*values_)(r, c); }
  bool contains(Index r, Index c) const { return r >= 0 && c >= 0 && r < rows() && c < cols(); }
  std::string shape() const { return std::to_string(rows()) + "×" + std::to_string(cols()); }
  // The same tensor, its numbers kept a second time in an order in which products of few rows with its transpose are
  // faster, not different: for the table that makes words of states.
  Tensor with_panels() const;
  const kernels::Panels* panels() const { return values_ ? panels_ : nullptr; }  // null: none

 private:
  std::shared_ptr<const Mat> values_;
  const kernels::Panels* panels_ = nullptr;  // lives with the numbers

 public:
  Axis row_axis, col_axis;
};

// Bit for bit the same shape and numbers (NaN equals itself, 0 differs from −0).
bool same_bits(const Tensor& a, const Tensor& b);
bool same_bits(const Mat& a, const Mat& b);

}  // namespace attn
