#include "app/core/heads.h"

#include <algorithm>
#include <functional>
#include <map>
#include <stdexcept>
#include <tuple>

#include "engine/model/model.h"
#include "engine/ops/ops.h"
#include "engine/path.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

// The weights of the head that a step belongs to: a step of the same group; −1 outside of heads.
int weights_in(const Trace& trace, int step) {
  if (trace[step].role->parameter) return -1;
  if (trace[step].role->is(roles::weights)) return step;
  const std::string_view group = Path(trace[step].path).group();
  return group.empty() ? -1 : trace.find(std::string(group) + "/" + std::string(roles::weights.name));
}

HeadName name_of(const Trace& trace, int weights) {
  const Step& step = trace[weights];
  const Path path(step.path);
  HeadName name;
  name.layer = path.number("layer");
  name.head = path.number("head");
  const bool crosses = step.out.row_axis.sequence != step.out.col_axis.sequence;
  const bool masked = !step.inputs.empty() && trace[step.inputs[0]].role->is(roles::masked);
  name.kind = crosses ? AttentionKind::cross : masked ? AttentionKind::decoder : AttentionKind::encoder;
  return name;
}

auto order_of(const HeadName& n) { return std::tuple(static_cast<int>(n.kind), n.layer, n.head); }

// The product that the weights were made of.
int scores_of(const Trace& trace, int weights) {
  int step = weights;
  while (step >= 0 && !trace[step].role->is(roles::scores))
    step = trace[step].inputs.empty() ? -1 : trace[step].inputs[0];
  return step;
}

bool shown(const Head& head, const HeadsOptions& options) {
  return options.kinds[static_cast<std::size_t>(head.name.kind)] &&
         (options.layer == 0 || options.layer == head.name.layer);
}

bool fits(const Head& head, const HeadsOptions& options) {
  return shown(head, options) && options.patterns[static_cast<std::size_t>(head.pattern.pattern)];
}

std::vector<HeadsRow> by_layer(const Heads& heads, AttentionKind kind, const HeadsOptions& options) {
  std::vector<HeadsRow> rows;
  for (int i = 0; i < static_cast<int>(heads.all.size()); ++i) {
    const Head& head = heads.all[static_cast<std::size_t>(i)];
    if (head.name.kind != kind || !shown(head, options)) continue;
    if (rows.empty() || rows.back().layer != head.name.layer) rows.push_back({head.name.layer, {}});
    rows.back().places.push_back(fits(head, options) ? i : -1);
  }
  std::erase_if(rows, [](const HeadsRow& row) {
    return std::all_of(row.places.begin(), row.places.end(), [](int place) { return place < 0; });
  });
  return rows;
}

std::vector<HeadsRow> sorted(const Heads& heads, AttentionKind kind, const HeadsOptions& options, int across) {
  const auto head = [&](int i) -> const Head& { return heads.all[static_cast<std::size_t>(i)]; };
  std::vector<int> places;
  for (int i = 0; i < static_cast<int>(heads.all.size()); ++i)
    if (head(i).name.kind == kind && fits(head(i), options)) places.push_back(i);
  std::stable_sort(places.begin(), places.end(), [&](int a, int b) {
    const auto pattern = [&](int i) {
      return options.order == HeadOrder::pattern ? head(i).pattern.pattern : Pattern();
    };
    return std::pair(pattern(a), -head(a).focus) < std::pair(pattern(b), -head(b).focus);
  });
  std::vector<HeadsRow> rows;
  for (const int place : places) {
    if (rows.empty() || static_cast<int>(rows.back().places.size()) >= across) rows.push_back({});
    rows.back().places.push_back(place);
  }
  return rows;
}

void add_means(const Trace& trace, Heads& heads) {
  for (auto first = heads.all.begin(); first != heads.all.end();) {
    const HeadName& name = first->name;
    const auto end = std::find_if(first, heads.all.end(), [&](const Head& head) {
      return head.name.kind != name.kind || head.name.layer != name.layer;
    });
    std::vector<const Mat*> weights;
    for (auto head = first; head != end; ++head) weights.push_back(&trace[head->weights].out.mat());
    const Tensor& like = trace[first->weights].out;
    const Tensor mean(combined(weights, false), like.row_axis, like.col_axis);
    heads.means.push_back({name.kind, name.layer, mean, focus(mean.mat(), name.kind)});
    first = end;
  }
}

}  // namespace

int Heads::layers(AttentionKind kind) const {
  int most = 0;
  for (const Head& head : all)
    if (head.name.kind == kind) most = std::max(most, head.name.layer);
  return most;
}

int Heads::heads(AttentionKind kind) const {
  int most = 0;
  for (const Head& head : all)
    if (head.name.kind == kind) most = std::max(most, head.name.head);
  return most;
}

int Heads::find(const HeadName& name) const {
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].name == name) return static_cast<int>(i);
  return -1;
}

const HeadsMean* Heads::mean(AttentionKind kind, int layer) const {
  for (const HeadsMean& mean : means)
    if (mean.kind == kind && mean.layer == layer) return &mean;
  return nullptr;
}

Heads heads_of(const Trace& trace, const std::stop_token& stop) {
  Heads heads;
  std::map<std::tuple<int, int, int>, int> times;
  int decodes = 0;
  std::map<std::tuple<int, int, int>, Head> found;  // a later decoding step takes the place of an earlier one
  for (int i = 0; i < trace.size(); ++i) {
    // Heads of layers: the page is made of rows of them, named after encoder and decoder.
    if (!trace[i].role->is(roles::weights)) continue;
    if (const Path path(trace[i].path); path.number("head") == 0 || path.number("layer") == 0) continue;
    const HeadName name = name_of(trace, i);
    const int scores = scores_of(trace, i);
    const bool computed = scores >= 0 && trace[scores].op != &ops::stack;  // not collected from decoding steps
    if (name.kind != AttentionKind::encoder && computed) decodes = std::max(decodes, ++times[order_of(name)]);
    found.insert_or_assign(order_of(name), Head{name, i, scores, {}, 0});
  }
  heads.decodes = decodes;
  for (auto& [order, head] : found) {
    if (stop.stop_requested()) throw Cancelled();
    const Mat& weights = trace[head.weights].out.mat();
    head.pattern = find_pattern(weights, head.name.kind);
    head.focus = focus(weights, head.name.kind);
    heads.all.push_back(head);
  }
  add_means(trace, heads);
  return heads;
}

std::optional<HeadName> head_of(const Trace& trace, int step) {
  const int weights = weights_in(trace, step);
  const bool in_head = weights >= 0 && Path(trace[weights].path).number("head") > 0;
  return in_head ? std::optional(name_of(trace, weights)) : std::nullopt;
}

int current_head(const Trace& trace, const Heads& heads, int step) {
  for (int i = std::min(step, trace.size() - 1); i >= 0; --i)
    if (const auto name = head_of(trace, i))
      if (const int found = heads.find(*name); found >= 0) return found;
  return heads.all.empty() ? -1 : 0;
}

std::vector<HeadsSection> page(const Heads& heads, const HeadsOptions& options, int across) {
  std::vector<HeadsSection> sections;
  for (const AttentionKind kind : attention_kinds) {
    HeadsSection section{kind, options.order == HeadOrder::model ? by_layer(heads, kind, options)
                                                                 : sorted(heads, kind, options, std::max(1, across))};
    if (!section.rows.empty()) sections.push_back(std::move(section));
  }
  return sections;
}

std::array<int, all_patterns.size()> pattern_counts(const Heads& heads, const HeadsOptions& options) {
  std::array<int, all_patterns.size()> counts{};
  for (const Head& head : heads.all)
    if (shown(head, options)) ++counts[static_cast<std::size_t>(head.pattern.pattern)];
  return counts;
}

void toggle_word(std::vector<Index>& chosen, Index word) {
  const auto at = std::lower_bound(chosen.begin(), chosen.end(), word);
  if (at != chosen.end() && *at == word)
    chosen.erase(at);
  else
    chosen.insert(at, word);
}

Mat combined(const std::vector<const Mat*>& matrices, bool sum) {
  if (matrices.empty()) throw std::invalid_argument("no heads to combine");
  Mat all = *matrices.front();
  for (std::size_t i = 1; i < matrices.size(); ++i) {
    const Mat& one = *matrices[i];
    if (one.rows() != all.rows() || one.cols() != all.cols())
      throw std::invalid_argument("heads of different shapes cannot be combined");
    std::ranges::transform(all.all(), one.all(), all.data(), std::plus());
  }
  if (!sum)
    for (Real& x : all.all()) x /= static_cast<Real>(matrices.size());
  return all;
}

}  // namespace attn
