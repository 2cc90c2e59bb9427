#include "app/core/patterns.h"
#include "engine/eigen.h"

#include <algorithm>
#include <cmath>

namespace attn {
namespace {

// Weight on a pattern's word, and what evenly spread weights would put there: means over the rows that count.
struct Mean {
  double weight = 0, even = 0;
  Index rows = 0;
};

Mean mean_of(const Mat& weights, AttentionKind kind, Pattern pattern) {
  Mean mean;
  for (Index r = 0; r < weights.rows(); ++r) {
    const Index n = seen(weights, kind, r);
    const Index c = n > 1 ? target(weights, kind, pattern, r) : -1;
    if (c < 0) continue;
    mean.weight += static_cast<double>(weights(r, c));
    mean.even += 1 / static_cast<double>(n);
    ++mean.rows;
  }
  if (mean.rows > 0) {
    mean.weight /= static_cast<double>(mean.rows);
    mean.even /= static_cast<double>(mean.rows);
  }
  return mean;
}

bool strong(const Mean& mean) { return mean.weight >= mean.even + least_part * (1 - mean.even); }

bool goes_forward(const Mat& weights, AttentionKind kind) {
  std::vector<Index> peaks;
  Index forward = 0;
  for (Index r = 0; r < weights.rows(); ++r) {
    peaks.push_back(target(weights, kind, Pattern::alignment, r));
    if (r > 0 && peaks[static_cast<std::size_t>(r)] >= peaks[static_cast<std::size_t>(r - 1)]) ++forward;
  }
  std::sort(peaks.begin(), peaks.end());
  const auto different = std::unique(peaks.begin(), peaks.end()) - peaks.begin();
  return 4 * forward >= 3 * (weights.rows() - 1) && different > 1 &&
         2 * different >= std::min(weights.rows(), weights.cols());
}

bool possible(const Mat& weights, AttentionKind kind, Pattern pattern) {
  switch (pattern) {
    case Pattern::itself:
    case Pattern::previous:
      return kind != AttentionKind::cross;
    case Pattern::next:
      return kind == AttentionKind::encoder;
    case Pattern::first:
      return true;
    case Pattern::last:
      return kind != AttentionKind::decoder;
    case Pattern::alignment:
      return kind == AttentionKind::cross && weights.rows() > 1 && goes_forward(weights, kind);
    case Pattern::mixed:
    case Pattern::broad:
      break;
  }
  return false;
}

}  // namespace

Index seen(const Mat& weights, AttentionKind kind, Index row) {
  return kind == AttentionKind::decoder ? std::min(row + 1, weights.cols()) : weights.cols();
}

Index target(const Mat& weights, AttentionKind kind, Pattern pattern, Index row) {
  const Index n = seen(weights, kind, row);
  Index col = 0;
  switch (pattern) {
    case Pattern::itself:
      col = row;
      break;
    case Pattern::previous:
      col = row - 1;
      break;
    case Pattern::next:
      col = row + 1;
      break;
    case Pattern::first:
      break;
    case Pattern::last:
      col = weights.cols() - 1;
      break;
    case Pattern::alignment:
    case Pattern::mixed:
    case Pattern::broad:
      for (Index c = 1; c < n; ++c)
        if (weights(row, c) > weights(row, col)) col = c;
      break;
  }
  return col < n ? col : -1;
}

// Whether more than half of the rows with a choice weigh the pattern's word most.
static bool mostly(const Mat& weights, AttentionKind kind, Pattern pattern) {
  if (pattern == Pattern::alignment) return true;  // what a row weighs most is the pattern
  Index rows = 0, there = 0;
  for (Index r = 0; r < weights.rows(); ++r) {
    if (seen(weights, kind, r) < 2) continue;
    ++rows;
    there += target(weights, kind, pattern, r) == target(weights, kind, Pattern::mixed, r);
  }
  return 2 * there > rows;
}

FoundPattern find_pattern(const Mat& weights, AttentionKind kind) {
  FoundPattern found;
  bool named = false;
  for (const Pattern pattern : all_patterns) {
    if (!possible(weights, kind, pattern)) continue;
    const Mean mean = mean_of(weights, kind, pattern);
    if (mean.rows == 0) continue;
    const bool holds = strong(mean) && mostly(weights, kind, pattern);
    if ((named && !holds) || (named == holds && !(mean.weight > found.strength))) continue;
    named = holds;
    found = {pattern, mean.weight};
  }
  if (!eigen(weights).allFinite()) {
    found.pattern = Pattern::broad;
  } else if (!named) {
    const Mean largest = mean_of(weights, kind, Pattern::mixed);
    found.pattern = largest.rows > 0 && strong(largest) ? Pattern::mixed : Pattern::broad;
  }
  return found;
}

std::vector<Example> examples(const Mat& weights, AttentionKind kind, Pattern pattern, std::size_t most) {
  std::vector<Example> found;
  for (Index r = 0; r < weights.rows(); ++r) {
    const Index c = seen(weights, kind, r) > 1 ? target(weights, kind, pattern, r) : -1;
    if (c >= 0 && std::isfinite(weights(r, c))) found.push_back({r, c});
  }
  std::stable_sort(found.begin(), found.end(),
                   [&](const Example& a, const Example& b) { return weights(a.row, a.col) > weights(b.row, b.col); });
  found.resize(std::min(found.size(), most));
  return found;
}

std::vector<double> entropies(const Mat& weights) {
  std::vector<double> bits;
  constexpr Real tiny = 1e-30f;  // 0·log 0 is 0
  for (Index r = 0; r < weights.rows(); ++r) {
    const auto row = eigen(weights).row(r).array();
    const auto nats = static_cast<double>((row * (row + tiny).log()).sum());
    bits.push_back(std::isnan(nats) ? nats : std::max(0.0, -nats / std::log(2.0)));
  }
  return bits;
}

std::vector<double> received(const Mat& weights) {
  std::vector<double> sums(static_cast<std::size_t>(weights.cols()), 0.0);
  for (Index r = 0; r < weights.rows(); ++r)
    for (Index c = 0; c < weights.cols(); ++c) sums[static_cast<std::size_t>(c)] += static_cast<double>(weights(r, c));
  return sums;
}

double focus(const Mat& weights, AttentionKind kind) {
  const std::vector<double> bits = entropies(weights);
  double sum = 0;
  Index rows = 0;
  for (Index r = 0; r < weights.rows(); ++r) {
    const Index n = seen(weights, kind, r);
    if (n < 2) continue;
    sum += 1 - bits[static_cast<std::size_t>(r)] / std::log2(static_cast<double>(n));
    ++rows;
  }
  return rows > 0 ? sum / static_cast<double>(rows) : 1;
}

}  // namespace attn
