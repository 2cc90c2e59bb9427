#include "app/core/completion.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace attn {
namespace {

constexpr std::string_view inside = "·";

bool begins(std::string_view label, std::string_view typed) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return label.size() >= typed.size() &&
         std::equal(typed.begin(), typed.end(), label.begin(), [&](char a, char b) { return lower(a) == lower(b); });
}

}  // namespace

std::vector<Index> completions(const Tensor& probabilities, const Tensor& logits, std::string_view typed,
                               std::size_t most) {
  struct Found {
    bool exact;
    Real probability;
    Index id;
  };
  std::vector<Found> found;
  for (Index c = 0; c < probabilities.cols(); ++c) {
    if (logits(0, c) == -HUGE_VALF) continue;
    const std::string label = probabilities.col_axis.label(c);
    const bool part = label.starts_with(inside) && begins(std::string_view(label).substr(inside.size()), typed);
    if (part || begins(label, typed)) found.push_back({label == typed, probabilities(0, c), c});
  }
  const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(most, found.size()));
  std::partial_sort(found.begin(), end, found.end(), [](const Found& a, const Found& b) {
    return std::tuple(!a.exact, -a.probability, a.id) < std::tuple(!b.exact, -b.probability, b.id);
  });
  std::vector<Index> ids;
  for (auto at = found.begin(); at != end; ++at) ids.push_back(at->id);
  return ids;
}

}  // namespace attn
