#include "engine/model/sampling.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>

#include "engine/generator.h"

namespace attn {
namespace {

void check(const SamplingOptions& o) {
  if (!(o.temperature >= 0) || !std::isfinite(o.temperature))
    throw std::invalid_argument(fmt::format("the temperature is {}; it must be 0 or more", o.temperature));
  if (o.top_k < 0)
    throw std::invalid_argument(fmt::format("top-k is {}; it must be 1 or more, or 0 for all words", o.top_k));
  if (!(o.top_p > 0 && o.top_p <= 1))
    throw std::invalid_argument(fmt::format("top-p is {}; it must be above 0 and at most 1", o.top_p));
}

// Only the first `left` words of the order; what they have is shared out among them.
void cut(Adjusted& a, std::size_t left) {
  double sum = 0;
  for (std::size_t i = 0; i < left; ++i) sum += a.probability[static_cast<std::size_t>(a.order[i])];
  for (std::size_t i = 0; i < a.order.size(); ++i) {
    double& p = a.probability[static_cast<std::size_t>(a.order[i])];
    p = i < left ? p / sum : 0;
  }
  a.left = static_cast<int>(left);
}

}  // namespace

Adjusted adjusted(const Tensor& logits, const SamplingOptions& options) {
  check(options);
  const auto count = static_cast<std::size_t>(logits.cols());
  const auto logit = [&](int word) { return static_cast<double>(logits(0, word)); };
  Adjusted a;
  a.order.resize(count);
  std::iota(a.order.begin(), a.order.end(), 0);
  for (const int word : a.order)
    if (std::isnan(logit(word)) || logit(word) == HUGE_VAL)
      throw std::invalid_argument(
          fmt::format("the logit of {} is {}; no word can be sampled", logits.col_axis.label(word), logit(word)));
  std::stable_sort(a.order.begin(), a.order.end(), [&](int x, int y) { return logit(x) > logit(y); });
  if (count == 0 || logit(a.order[0]) == -HUGE_VAL)
    throw std::invalid_argument("no word can be sampled; every word is forbidden");

  // The largest logit is subtracted first, so that exp cannot overflow.
  const double largest = logit(a.order[0]);
  a.probability.resize(count);
  std::size_t left = 0;
  for (const int word : a.order) {
    const double below = logit(word) - largest;
    const double p = below == 0 ? 1 : options.temperature == 0 ? 0 : std::exp(below / options.temperature);
    a.probability[static_cast<std::size_t>(word)] = p;
    if (p > 0) ++left;
  }
  if (options.temperature == 0) left = 1;
  if (options.top_k > 0) left = std::min(left, static_cast<std::size_t>(options.top_k));
  cut(a, left);
  if (options.top_p < 1) {
    double sum = 0;
    std::size_t nucleus = 0;
    while (nucleus < left && sum < options.top_p) sum += a.probability[static_cast<std::size_t>(a.order[nucleus++])];
    cut(a, nucleus);
  }
  return a;
}

double uniform(std::uint64_t seed, int t) {
  return static_cast<double>(bits53(seed, static_cast<std::uint64_t>(t))) * 0x1p-53;
}

int draw(const Adjusted& from, double u) {
  double sum = 0;
  for (int i = 0; i < from.left; ++i) {
    sum += from.probability[static_cast<std::size_t>(from.order[static_cast<std::size_t>(i)])];
    if (u < sum) return from.order[static_cast<std::size_t>(i)];
  }
  return from.order[static_cast<std::size_t>(from.left - 1)];  // what rounding left of 1
}

}  // namespace attn
