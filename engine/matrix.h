// Mat: a matrix of floats, row by row in memory. What computes with it uses Eigen on the same numbers (engine/eigen.h);
// what only passes it on needs no more than this.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <stdexcept>
#include <utility>

namespace attn {

using Real = float;
using Index = std::ptrdiff_t;

class Mat {
 public:
  static constexpr std::size_t alignment = 64;  // bytes, of the first number

  Mat() = default;
  // The numbers are whatever was in memory. Throws std::bad_alloc.
  Mat(Index rows, Index cols) : rows_(rows), cols_(cols), numbers_(allocated(rows, cols)) {}
  Mat(const Mat& other) : Mat(other.rows_, other.cols_) { std::copy_n(other.data(), size(), data()); }
  Mat(Mat&& other) noexcept
      : rows_(std::exchange(other.rows_, 0)),
        cols_(std::exchange(other.cols_, 0)),
        numbers_(std::move(other.numbers_)) {}
  Mat& operator=(Mat other) noexcept {
    rows_ = other.rows_, cols_ = other.cols_;
    numbers_ = std::move(other.numbers_);
    return *this;
  }

  static Mat filled(Index rows, Index cols, Real value) {
    Mat m(rows, cols);
    std::fill_n(m.data(), m.size(), value);
    return m;
  }
  static Mat zeros(Index rows, Index cols) { return filled(rows, cols, 0); }

  Index rows() const { return rows_; }
  Index cols() const { return cols_; }
  Index size() const { return rows_ * cols_; }
  Real* data() { return numbers_.get(); }
  const Real* data() const { return numbers_.get(); }

  Real& operator()(Index r, Index c) { return numbers_[place(r, c)]; }
  const Real& operator()(Index r, Index c) const { return numbers_[place(r, c)]; }
  std::span<Real> row(Index r) { return {data() + place(r, 0, cols_ == 0), static_cast<std::size_t>(cols_)}; }
  std::span<const Real> row(Index r) const {
    return {data() + place(r, 0, cols_ == 0), static_cast<std::size_t>(cols_)};
  }
  std::span<Real> all() { return {data(), static_cast<std::size_t>(size())}; }
  std::span<const Real> all() const { return {data(), static_cast<std::size_t>(size())}; }

  bool operator==(const Mat& other) const {
    return rows_ == other.rows_ && cols_ == other.cols_ && std::equal(data(), data() + size(), other.data());
  }

 private:
  struct Free {
    void operator()(Real* numbers) const { ::operator delete[](numbers, std::align_val_t(alignment)); }
  };
  static Real* allocated(Index rows, Index cols) {
    if (rows < 0 || cols < 0) throw std::logic_error("a matrix has no fewer than 0 rows and columns");
    if (rows == 0 || cols == 0) return nullptr;
    if (rows > most / cols) throw std::bad_alloc();
    return static_cast<Real*>(
        ::operator new[](static_cast<std::size_t>(rows * cols) * sizeof(Real), std::align_val_t(alignment)));
  }
  std::size_t place(Index r, Index c, bool no_columns = false) const {
    if (r < 0 || r >= rows_ || ((c < 0 || c >= cols_) && !no_columns))
      throw std::logic_error("no such cell of a matrix");
    return static_cast<std::size_t>(r * cols_ + c);
  }
  static constexpr Index most = PTRDIFF_MAX / static_cast<Index>(sizeof(Real));

  Index rows_ = 0, cols_ = 0;
  std::unique_ptr<Real[], Free> numbers_;
};

}  // namespace attn
