#include "app/gui/heads_actions.h"

#include <algorithm>

#include "app/gui/actions.h"

namespace attn::gui {
namespace {

bool here(const Frame& frame) {
  return frame.document.view == ViewName::heads && frame.run() && frame.view.heads.current >= 0;
}

// All true, then only the first of `possible`, then only the second …, then all again.
template <std::size_t n>
void next_alone(std::array<bool, n>& shown, const std::array<bool, n>& possible) {
  std::size_t next = 0;
  if (std::count(shown.begin(), shown.end(), true) == 1)
    next = static_cast<std::size_t>(std::find(shown.begin(), shown.end(), true) - shown.begin()) + 1;
  while (next < n && !possible[next]) ++next;
  shown.fill(next >= n);
  if (next < n) shown[next] = true;
}

}  // namespace

void next_head_kind(Frame& frame) {
  if (!here(frame)) return;
  std::array<bool, attention_kinds.size()> possible{};
  for (const Head& head : frame.view.heads.heads.all) possible[static_cast<std::size_t>(head.name.kind)] = true;
  next_alone(frame.document.heads.kinds, possible);
}

void next_head_layer(Frame& frame) {
  if (!here(frame)) return;
  int most = 0;
  for (const AttentionKind kind : attention_kinds) most = std::max(most, frame.view.heads.heads.layers(kind));
  int& layer = frame.document.heads.layer;
  layer = layer >= most ? 0 : layer + 1;
}

void next_head_pattern(Frame& frame) {
  if (!here(frame)) return;
  std::array<bool, all_patterns.size()> possible{};
  const auto counts = pattern_counts(frame.view.heads.heads, frame.document.heads);
  for (std::size_t i = 0; i < counts.size(); ++i) possible[i] = counts[i] > 0;
  next_alone(frame.document.heads.patterns, possible);
}

void next_head_order(Frame& frame) {
  HeadOrder& order = frame.document.heads.order;
  if (here(frame)) order = static_cast<HeadOrder>((static_cast<int>(order) + 1) % 3);
}

void switch_head_scale(Frame& frame) {
  if (here(frame)) frame.document.heads.own_scale = !frame.document.heads.own_scale;
}

void switch_head_values(Frame& frame) {
  if (here(frame)) frame.document.heads.scores = !frame.document.heads.scores;
}

void switch_head_sum(Frame& frame) {
  if (here(frame)) frame.document.heads.sum = !frame.document.heads.sum;
}

void extend_heads(Frame& frame, int direction) {
  if (!here(frame)) return;
  const Heads& heads = frame.view.heads.heads;
  std::vector<HeadName>& others = frame.document.heads.others;
  const HeadName& current = heads.all[static_cast<std::size_t>(frame.view.heads.current)].name;
  const HeadName& last = others.empty() ? current : others.back();
  const int at = heads.find(last), next = at + direction,
            back = others.size() > 1 ? heads.find(others[others.size() - 2]) : frame.view.heads.current;
  if (!others.empty() && next == back) {
    others.pop_back();
    return;
  }
  if (next < 0 || next >= static_cast<int>(heads.all.size())) return;
  const HeadName& name = heads.all[static_cast<std::size_t>(next)].name;
  if (name.kind != current.kind || name == current) return;
  if (std::find(others.begin(), others.end(), name) == others.end()) others.push_back(name);
}

void select_head_word(Frame& frame, bool column) {
  if (!here(frame)) return;
  const auto cell = frame.cell();
  if (!cell) return;
  std::vector<Index>& chosen = column ? frame.document.heads.cols : frame.document.heads.rows;
  toggle_word(chosen, column ? cell->col : cell->row);
}

void switch_head_overlay(Frame& frame) {
  if (here(frame)) frame.view.heads.overlay = !frame.view.heads.overlay;
}

void open_head_step(Frame& frame) {
  if (!here(frame)) return;
  const Head& head = frame.view.heads.heads.all[static_cast<std::size_t>(frame.view.heads.current)];
  const int step = frame.document.heads.scores && head.scores >= 0 ? head.scores : head.weights;
  if (frame.step != step) go(frame, step);
  frame.document.view = ViewName::step;
}

}  // namespace attn::gui
