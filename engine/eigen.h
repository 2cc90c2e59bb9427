// Eigen on the numbers of a Mat. Its assertions stay on in every build and throw instead of ending the program.
//
// For sources that compute; headers need engine/matrix.h only: Eigen takes most of the time that a file takes to
// compile.
#pragma once

#include <stdexcept>

#include "engine/matrix.h"

#ifdef EIGEN_CORE_H
#error "include engine/eigen.h before any Eigen header"
#endif
#define eigen_assert(condition)                                     \
  do {                                                              \
    if (!(condition)) throw std::logic_error("Eigen: " #condition); \
  } while (false)

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wpragmas"
#include <Eigen/Core>
#pragma GCC diagnostic pop

namespace attn {

using EigenMat = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// The same numbers, not a copy.
inline Eigen::Map<EigenMat, Eigen::AlignedMax> eigen(Mat& m) {
  return Eigen::Map<EigenMat, Eigen::AlignedMax>(m.data(), m.rows(), m.cols());
}
inline Eigen::Map<const EigenMat, Eigen::AlignedMax> eigen(const Mat& m) {
  return Eigen::Map<const EigenMat, Eigen::AlignedMax>(m.data(), m.rows(), m.cols());
}

// The values of an expression.
template <class Derived>
Mat mat_of(const Eigen::DenseBase<Derived>& expression) {
  Mat m(expression.rows(), expression.cols());
  eigen(m) = expression.derived();
  return m;
}

}  // namespace attn
