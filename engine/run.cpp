#include "engine/run.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>

#include "engine/path.h"

namespace attn {

std::vector<int> written_ids(const Run& run) {
  std::vector<int> ids;
  ids.reserve(run.written.size());
  for (const Written& word : run.written) ids.push_back(word.id);
  return ids;
}

int word_at(const Run& run, int step) {
  if (step < 0) return 0;
  const auto word =
      std::find_if(run.written.begin(), run.written.end(), [&](const Written& w) { return w.chosen >= step; });
  if (word == run.written.end()) return 0;
  const auto root = [&](int i) { return Path(run.trace[i].path).root().text; };
  return root(word->chosen) == root(step) ? static_cast<int>(word - run.written.begin()) + 1 : 0;
}

std::vector<Candidate> top_candidates(const Run& run, int t, int k) {
  if (t < 1 || static_cast<std::size_t>(t) > run.written.size())
    throw std::invalid_argument(fmt::format("there is no word {}; the run has written {}", t, run.written.size()));
  const Tensor& p = run.trace[run.written[static_cast<std::size_t>(t - 1)].probabilities].out;
  std::vector<int> order(static_cast<std::size_t>(p.cols()));
  std::iota(order.begin(), order.end(), 0);
  const auto count = std::min<std::size_t>(order.size(), static_cast<std::size_t>(std::max(0, k)));
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    [&](int a, int b) { return std::pair(-p(0, a), a) < std::pair(-p(0, b), b); });
  std::vector<Candidate> found;
  for (std::size_t i = 0; i < count; ++i) found.push_back({order[i], p.col_axis.label(order[i]), p(0, order[i])});
  return found;
}

}  // namespace attn
