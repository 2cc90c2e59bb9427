// Eigen as AttnScope uses it: assertions stay on in every build and throw instead of ending the program.
#pragma once

#include <stdexcept>

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

using Real = float;
using Index = Eigen::Index;
using Mat = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

}  // namespace attn
