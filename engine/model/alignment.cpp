#include "engine/model/alignment.h"

#include <algorithm>
#include <functional>
#include <stdexcept>

#include <fmt/format.h>

#include "engine/path.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

// Weights that one sequence has for another.
bool crosses(const Step& step) {
  return step.role->is(roles::weights) && step.out.row_axis.sequence != step.out.col_axis.sequence;
}

int most(const Run& run, std::string_view name) {
  int count = 0;
  const int end = run.written.empty() ? 0 : run.written.front().chosen;
  for (int i = 0; i < end; ++i)
    if (crosses(run.trace[i])) count = std::max(count, Path(run.trace[i].path).number(name));
  return count;
}

}  // namespace

int decoder_layers(const Run& run) { return most(run, "layer"); }
int cross_heads(const Run& run) { return most(run, "head"); }

int cross_weights(const Run& run, int word, int layer, int head) {
  if (word < 1 || static_cast<std::size_t>(word) > run.written.size()) return -1;
  const auto place = static_cast<std::size_t>(word - 1);
  const int begin = place == 0 ? 0 : run.written[place - 1].chosen + 1;
  for (int i = begin; i < run.written[place].chosen; ++i) {
    if (!crosses(run.trace[i])) continue;
    const Path path(run.trace[i].path);
    if (path.number("layer") == layer && path.number("head") == head) return i;
  }
  return -1;
}

Tensor cross_attention(const Run& run, int layer, int head) {
  const int layers = decoder_layers(run), heads = cross_heads(run);
  if (layer < 0 || layer > layers)
    throw std::invalid_argument(fmt::format("there is no decoder layer {}; the decoder has {} layers", layer, layers));
  if (head < 0 || head > heads)
    throw std::invalid_argument(fmt::format("there is no head {}; each layer has {} heads", head, heads));
  if (layer == 0) layer = layers;
  const int first = head == 0 ? 1 : head, last = head == 0 ? heads : head;
  const auto words = static_cast<Index>(run.written.size());
  Mat sum = Mat::zeros(words, static_cast<Index>(run.read.size()));
  for (Index t = 0; t < words; ++t)
    for (int h = first; h <= last; ++h) {
      const Tensor& weights = run.trace[cross_weights(run, static_cast<int>(t) + 1, layer, h)].out;
      const std::span<const Real> looked = weights.mat().row(weights.rows() - 1);
      std::ranges::transform(sum.row(t), looked, sum.row(t).begin(), std::plus());
    }
  if (head == 0)
    for (Real& share : sum.all()) share /= static_cast<Real>(heads);
  std::vector<std::string> rows, columns;
  for (const Written& word : run.written) rows.push_back(word.label);
  for (const Token& token : run.read) columns.push_back(token.label);
  return {std::move(sum), token_axis(std::move(rows)), token_axis(std::move(columns))};
}

}  // namespace attn
