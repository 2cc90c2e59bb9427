#include "app/core/heads.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <stdexcept>
#include <tuple>

#include "engine/model/model.h"

namespace attn {
namespace {

// "layer12" → 12 for "layer"; 0 if it is something else.
int number_after(std::string_view part, std::string_view name) {
  int number = 0;
  if (!part.starts_with(name)) return 0;
  const char* const end = part.data() + part.size();
  const auto [rest, error] = std::from_chars(part.data() + name.size(), end, number);
  return error == std::errc() && rest == end && number > 0 ? number : 0;
}

std::string_view next_part(std::string_view& path) {
  const std::size_t slash = path.find('/');
  const std::string_view part = path.substr(0, slash);
  path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  return part;
}

struct Place {
  HeadName name;
  int decode = 0;         // 0: in the encoder
  std::string_view role;  // what follows the head in the path
};

std::optional<Place> place_of(std::string_view path) {
  Place place;
  const std::string_view stack = next_part(path);
  place.decode = number_after(stack, "decode");
  if (place.decode == 0 && stack != "encoder") return std::nullopt;
  place.name.layer = number_after(next_part(path), "layer");
  const std::string_view block = next_part(path);
  place.name.head = number_after(next_part(path), "head");
  place.role = path;
  if (place.name.layer == 0 || place.name.head == 0) return std::nullopt;
  if (block != "self" && block != "cross") return std::nullopt;
  place.name.kind = block == "cross"    ? AttentionKind::cross
                    : place.decode == 0 ? AttentionKind::encoder
                                        : AttentionKind::decoder;
  return place;
}

auto order_of(const HeadName& n) { return std::tuple(static_cast<int>(n.kind), n.layer, n.head); }

// The product that the weights were made of.
int scores_of(const Trace& trace, int weights) {
  int step = weights;
  while (step >= 0 && trace[step].role != "scores") step = trace[step].inputs.empty() ? -1 : trace[step].inputs[0];
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
  std::map<std::tuple<int, int, int>, Head> found;  // a later decoding step takes the place of an earlier one
  for (int i = 0; i < trace.size(); ++i) {
    if (trace[i].role != "weights") continue;
    const auto place = place_of(trace[i].path);
    if (!place || place->role != "weights") continue;
    heads.decodes = std::max(heads.decodes, place->decode);
    found.insert_or_assign(order_of(place->name), Head{place->name, i, scores_of(trace, i), {}, 0});
  }
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

std::optional<HeadName> head_of(std::string_view path) {
  const auto place = place_of(path);
  return place ? std::optional(place->name) : std::nullopt;
}

int current_head(const Trace& trace, const Heads& heads, int step) {
  for (int i = std::min(step, trace.size() - 1); i >= 0; --i)
    if (const auto name = head_of(trace[i].path))
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
    all += one;
  }
  if (!sum) all /= static_cast<Real>(matrices.size());
  return all;
}

}  // namespace attn
