#include "engine/products.h"
#include "engine/eigen.h"

#include <algorithm>
#include <bit>

#if defined(__F16C__) && defined(__FMA__) && defined(__AVX__)
#include <immintrin.h>
#define ATTN_HALVES
#endif

// A template argument loses its alignment, which the types inside the templates have again.
#pragma GCC diagnostic ignored "-Wignored-attributes"

namespace attn::kernels {
namespace {

namespace packets = Eigen::internal;
using Packet = packets::packet_traits<Real>::type;
using HalfPacket = packets::unpacket_traits<Packet>::half;  // where there is none, Packet itself

constexpr int lanes = packets::unpacket_traits<Packet>::size, half_lanes = packets::unpacket_traits<HalfPacket>::size;
constexpr Index few_rows = 8,
                small = 1 << 15;  // up to here a product costs less than Eigen's repacking of both operands
constexpr Index width = 8 * (lanes > 8 ? 8 : lanes);  // of a panel: enough chains side by side to hide their latency
constexpr Index stretch = 64;                         // numbers of a row that are rearranged at once

// `count` packets of columns of out += a·b for `rows` rows, all sums in registers. lda, ldb, ldo: numbers from row to
// row.
template <class P, int rows, int count>
void tile(const Real* a, Index lda, Index depth, const Real* b, Index ldb, Real* out, Index ldo) {
  constexpr int n = packets::unpacket_traits<P>::size;
  P sum[rows][count];
  for (int r = 0; r < rows; ++r)
    for (int i = 0; i < count; ++i) sum[r][i] = packets::ploadu<P>(out + r * ldo + i * n);
  for (Index k = 0; k < depth; ++k) {
    P strip[count];
    for (int i = 0; i < count; ++i) strip[i] = packets::ploadu<P>(b + k * ldb + i * n);
    for (int r = 0; r < rows; ++r) {
      const P x = packets::pset1<P>(a[r * lda + k]);
      for (int i = 0; i < count; ++i) sum[r][i] = packets::pmadd(x, strip[i], sum[r][i]);
    }
  }
  for (int r = 0; r < rows; ++r)
    for (int i = 0; i < count; ++i) packets::pstoreu(out + r * ldo + i * n, sum[r][i]);
}

// Columns that fill no packet.
void rest(const Real* a, Index lda, Index depth, const Real* b, Index ldb, Real* out, Index ldo, int rows, Index cols) {
  for (int r = 0; r < rows; ++r)
    for (Index c = 0; c < cols; ++c) {
      Real sum = out[r * ldo + c];
      for (Index k = 0; k < depth; ++k) sum = fused(a[r * lda + k], b[k * ldb + c], sum);
      out[r * ldo + c] = sum;
    }
}

// With 16 registers: sums, strips and one number of a.
template <int rows>
void strip_of_rows(const Real* a, Index depth, const Real* b, Index cols, Real* out) {
  constexpr int wide = rows <= 2 ? 4 : 2;
  Index c = 0;
  for (; c + wide * lanes <= cols; c += wide * lanes)
    tile<Packet, rows, wide>(a, depth, depth, b + c, cols, out + c, cols);
  for (; c + lanes <= cols; c += lanes) tile<Packet, rows, 1>(a, depth, depth, b + c, cols, out + c, cols);
  for (; c + half_lanes <= cols; c += half_lanes)
    tile<HalfPacket, rows, 1>(a, depth, depth, b + c, cols, out + c, cols);
  if (c < cols) rest(a, depth, depth, b + c, cols, out + c, cols, rows, cols - c);
}

// `cols` ≤ lanes rows of b, from the first, times all rows of a.
template <class P>
void few_columns(const Mat& a, const Real* b, Index ldb, Index cols, Real* out, Index ldo) {
  constexpr int n = packets::unpacket_traits<P>::size;
  alignas(64) Real sum[few_rows * n] = {}, panel[stretch * n] = {};
  const Index rows = a.rows(), lda = a.cols();
  for (Index first = 0; first < lda; first += stretch) {
    const Index depth = std::min(stretch, lda - first);
    for (Index c = 0; c < cols; ++c)
      for (Index k = 0; k < depth; ++k) panel[k * n + c] = b[c * ldb + first + k];
    const Real* from = a.data() + first;
    Index r = 0;
    for (; r + 4 <= rows; r += 4) tile<P, 4, 1>(from + r * lda, lda, depth, panel, n, sum + r * n, n);
    for (; r + 2 <= rows; r += 2) tile<P, 2, 1>(from + r * lda, lda, depth, panel, n, sum + r * n, n);
    for (; r < rows; ++r) tile<P, 1, 1>(from + r * lda, lda, depth, panel, n, sum + r * n, n);
  }
  for (Index r = 0; r < rows; ++r) std::copy_n(sum + r * n, cols, out + r * ldo);
}

// One panel of reals or of halves.
void panel_product(const Real* x, Index depth, const Real* panel, Real* out) {
  std::fill_n(out, width, Real(0));
  tile<packets::find_best_packet<Real, 8>::type, 1, 8>(x, depth, depth, panel, width, out, width);
}
#ifdef ATTN_HALVES
void panel_product(const Real* x, Index depth, const std::uint16_t* panel, Real* out) {
  __m256 sum[8];
  for (auto& s : sum) s = _mm256_setzero_ps();
  for (Index k = 0; k < depth; ++k) {
    const __m256 factor = _mm256_set1_ps(x[k]);
    for (int i = 0; i < 8; ++i) {
      const __m128i eight = _mm_loadu_si128(reinterpret_cast<const __m128i*>(panel + k * width + i * 8));
      sum[i] = _mm256_fmadd_ps(factor, _mm256_cvtph_ps(eight), sum[i]);
    }
  }
  for (int i = 0; i < 8; ++i) _mm256_storeu_ps(out + i * 8, sum[i]);
}
#endif

template <class Number>
void all_panels(const Real* x, Index depth, const std::vector<Number>& numbers, Index rows, Real* out) {
  const Number* panel = numbers.data();
  Index j = 0;
  for (; j + width <= rows; j += width, panel += width * depth) panel_product(x, depth, panel, out + j);
  if (j == rows) return;
  Real last[width];
  panel_product(x, depth, panel, last);
  std::copy_n(last, rows - j, out + j);
}

template <class Number>
std::vector<Number> arranged(const Mat& table, Number (*stored)(Real)) {
  const Index rows = table.rows(), depth = table.cols(), count = (rows + width - 1) / width * width * depth;
  std::vector<Number> found(static_cast<std::size_t>(count));
  for (Index j = 0; j < rows; ++j) {
    Number* to = found.data() + j / width * width * depth + j % width;
    for (Index k = 0; k < depth; ++k) to[k * width] = stored(table(j, k));
  }
  return found;
}

#ifdef ATTN_HALVES
bool is_half(Real x) {
  const Real back = static_cast<Real>(Eigen::half(x));
  return std::bit_cast<std::uint32_t>(back) == std::bit_cast<std::uint32_t>(x);
}
#endif

}  // namespace

Panels::Panels(const Mat& table) : rows_(table.rows()), depth_(table.cols()) {
#ifdef ATTN_HALVES
  if (std::all_of(table.data(), table.data() + table.size(), is_half)) {
    halves_ = arranged<std::uint16_t>(table, [](Real x) { return Eigen::half(x).x; });
    return;
  }
#endif
  reals_ = arranged<Real>(table, [](Real x) { return x; });
}

void Panels::product(const Real* x, Real* out) const {
#ifdef ATTN_HALVES
  if (halves()) return all_panels(x, depth_, halves_, rows_, out);
#endif
  all_panels(x, depth_, reals_, rows_, out);
}

void add_product(const Mat& a, const Mat& b, Mat& out) {
  if (a.rows() > few_rows || b.size() > small) {
    eigen(out).noalias() += eigen(a) * eigen(b);
    return;
  }
  const Real *from = a.data(), *by = b.data();
  const Index depth = a.cols(), cols = b.cols();
  Real* to = out.data();
  switch (a.rows()) {
    case 1:
      return strip_of_rows<1>(from, depth, by, cols, to);
    case 2:
      return strip_of_rows<2>(from, depth, by, cols, to);
    case 3:
      return strip_of_rows<3>(from, depth, by, cols, to);
    case 4:
      return strip_of_rows<4>(from, depth, by, cols, to);
    case 5:
      return strip_of_rows<5>(from, depth, by, cols, to);
    case 6:
      return strip_of_rows<6>(from, depth, by, cols, to);
    case 7:
      strip_of_rows<3>(from + 4 * depth, depth, by, cols, to + 4 * cols);
      break;
    case 8:
      strip_of_rows<4>(from + 4 * depth, depth, by, cols, to + 4 * cols);
      break;
    default:
      return;
  }
  strip_of_rows<4>(from, depth, by, cols, to);
}

void product_transposed(const Mat& a, const Mat& b, const Panels* panels, Mat& out) {
  if (a.rows() > few_rows) {
    eigen(out).noalias() = eigen(a) * eigen(b).transpose();
    return;
  }
  if (panels) {
    for (Index r = 0; r < a.rows(); ++r) panels->product(a.data() + r * a.cols(), out.data() + r * b.rows());
    return;
  }
  Index c = 0;
  const Index depth = b.cols(), cols = b.rows();
  while (c < cols) {
    const Index n = std::min<Index>(cols - c, cols - c <= half_lanes ? half_lanes : lanes);
    const auto run = n <= half_lanes ? few_columns<HalfPacket> : few_columns<Packet>;
    run(a, b.data() + c * depth, depth, n, out.data() + c, cols);
    c += n;
  }
}

}  // namespace attn::kernels
