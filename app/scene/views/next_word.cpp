#include "app/scene/views/next_word.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>

#include "app/scene/stage/canvas.h"
#include "app/scene/stage/shares.h"
#include "app/scene/stage/stage_state.h"
#include "engine/ops/ops.h"

namespace attn::scene {
namespace {

std::vector<Index> best_of(const Tensor& p, Index known, std::size_t most) {
  std::vector<Index> order(static_cast<std::size_t>(std::clamp<Index>(known, 0, p.cols())));
  std::iota(order.begin(), order.end(), Index{0});
  std::erase_if(order, [&](Index c) { return std::isnan(p(0, c)); });
  const auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(most, order.size()));
  std::partial_sort(order.begin(), end, order.end(),
                    [&](Index a, Index b) { return p(0, a) != p(0, b) ? p(0, a) > p(0, b) : a < b; });
  order.erase(end, order.end());
  return order;
}

}  // namespace

NextWord::Row word_of(const Trace& trace, const NextWord& of, Index id) {
  const Step& p = trace[of.probabilities];
  return {id, p.out.col_axis.label(id), parts::value_at(trace[of.logits], 0, id),
          parts::aux_at(p, "exponentials", 0, id), parts::value_at(p, 0, id)};
}

std::vector<NextWord::Row> best_so_far(const Trace& trace, int probabilities, Index known, std::size_t most) {
  NextWord w;
  w.probabilities = probabilities;
  w.logits = trace[probabilities].inputs[0];
  std::vector<NextWord::Row> rows;
  for (const Index id : best_of(trace[probabilities].out, known, most)) rows.push_back(word_of(trace, w, id));
  return rows;
}

NextWord next_word(const Run& run, int t, std::size_t most) {
  if (t < 1 || static_cast<std::size_t>(t) > run.written.size())
    throw std::invalid_argument(fmt::format("there is no word {}", t));
  const Trace& trace = run.trace;
  const Written& word = run.written[static_cast<std::size_t>(t - 1)];
  NextWord w;
  w.probabilities = word.probabilities;
  w.next = word.chosen;
  const Step& p = trace[w.probabilities];
  w.logits = p.inputs[0];
  w.vocabulary = p.out.cols();
  w.largest = parts::aux_at(p, "max", 0, 0);
  w.sum = parts::aux_at(p, "sum", 0, 0);
  for (const Index id : best_of(p.out, p.out.cols(), most)) w.best.push_back(word_of(trace, w, id));
  w.chosen = word_of(trace, w, static_cast<Index>(trace[w.next].out(0, 0)));
  std::vector<bool> shown(static_cast<std::size_t>(w.vocabulary));
  for (const NextWord::Row& row : w.best) shown[static_cast<std::size_t>(row.id)] = true;
  std::vector<Index> others;
  for (Index c = 0; c < w.vocabulary; ++c)
    if (!shown[static_cast<std::size_t>(c)]) others.push_back(c);
  for (const AuxTensor& kept : p.aux)
    if (kept.name == "exponentials") w.others_exponential = parts::sum_of(kept.values, 0, others);
  w.others_probability = parts::sum_of(p.out.mat(), 0, others);
  w.together = static_cast<double>(evaluated(ops::row_sum, {&p.out})(0, 0));
  return w;
}

}  // namespace attn::scene
