#include "engine/model/alignment.h"

#include <stdexcept>

#include <fmt/format.h>

namespace attn {
namespace {

std::string weights_path(int step, int layer, int head) {
  return fmt::format("decode{}/layer{}/cross/head{}/weights", step, layer, head);
}

}  // namespace

int decoder_layers(const Trace& trace) {
  int layers = 0;
  while (trace.find(weights_path(1, layers + 1, 1)) >= 0) ++layers;
  return layers;
}

int cross_heads(const Trace& trace) {
  int heads = 0;
  while (trace.find(weights_path(1, 1, heads + 1)) >= 0) ++heads;
  return heads;
}

Tensor cross_attention(const Translation& translation, int layer, int head) {
  const Trace& trace = translation.trace;
  const int layers = decoder_layers(trace), heads = cross_heads(trace);
  if (layer < 0 || layer > layers)
    throw std::invalid_argument(fmt::format("no decoder layer {}, there are {}", layer, layers));
  if (head < 0 || head > heads) throw std::invalid_argument(fmt::format("no head {}, there are {}", head, heads));
  if (layer == 0) layer = layers;
  const int first = head == 0 ? 1 : head, last = head == 0 ? heads : head;
  const auto words = static_cast<Index>(translation.ids.size());
  Mat sum = Mat::Zero(words, static_cast<Index>(translation.tokens.size()));
  for (Index t = 0; t < words; ++t)
    for (int h = first; h <= last; ++h)
      sum.row(t) += trace.at(weights_path(static_cast<int>(t) + 1, layer, h)).out.mat().row(t);
  if (head == 0) sum /= static_cast<Real>(heads);
  std::vector<std::string> columns;
  for (const Token& token : translation.tokens) columns.push_back(token.label);
  return {std::move(sum), token_axis(translation.labels), token_axis(std::move(columns))};
}

}  // namespace attn
