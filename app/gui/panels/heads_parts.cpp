#include "app/gui/panels/heads_parts.h"

#include <algorithm>

#include "app/core/heads_page.h"

namespace attn::gui {
namespace {

constexpr std::array<const char*, all_patterns.size()> rules = {
    "heads.rule_itself", "heads.rule_previous",  "heads.rule_next",  "heads.rule_first",
    "heads.rule_last",   "heads.rule_alignment", "heads.rule_mixed", "heads.rule_broad"};

}  // namespace

bool settle_heads(Frame& frame) {
  HeadsView& view = frame.view.heads;
  if (!frame.run() || frame.step < 0 || !frame.derived.answer.heads) return false;
  if (view.run != frame.derived.answer.run) {
    if (view.run) {  // words are of one sentence
      frame.document.heads.rows.clear();
      frame.document.heads.cols.clear();
    }
    view.run = frame.derived.answer.run;
    view.heads = *frame.derived.answer.heads;
  }
  view.current = current_head(frame.trace(), view.heads, frame.step);
  if (view.current >= 0) {  // those of another kind have other words
    const HeadName& name = view.heads.all[static_cast<std::size_t>(view.current)].name;
    std::erase_if(frame.document.heads.others,
                  [&](const HeadName& n) { return n.kind != name.kind || n == name || view.heads.find(n) < 0; });
  }
  return !view.heads.all.empty();
}

std::string head_title(const Frame& frame, const HeadName& name) {
  constexpr std::array<const char*, attention_kinds.size()> titles = {"heads.title_encoder", "heads.title_decoder",
                                                                      "heads.title_cross"};
  return frame.texts(
      Message{titles[static_cast<std::size_t>(name.kind)], {std::to_string(name.layer), std::to_string(name.head)}});
}

std::string_view pattern_rule(const Frame& frame, Pattern pattern) {
  return frame.texts(rules[static_cast<std::size_t>(pattern)]);
}

std::vector<int> chosen_heads(const Frame& frame) {
  const HeadsView& view = frame.view.heads;
  std::vector<int> chosen;
  if (view.current < 0) return chosen;
  chosen.push_back(view.current);
  const Head& current = view.heads.all[static_cast<std::size_t>(view.current)];
  const Tensor& like = frame.trace()[current.weights].out;
  for (const HeadName& name : frame.document.heads.others) {
    const int at = view.heads.find(name);
    if (at < 0 || at == view.current || name.kind != current.name.kind) continue;
    // Those of another kind, or of another decoding step, cannot be added up with it.
    const Tensor& other = frame.trace()[view.heads.all[static_cast<std::size_t>(at)].weights].out;
    if (other.rows() == like.rows() && other.cols() == like.cols()) chosen.push_back(at);
  }
  return chosen;
}

const Tensor& shown_matrix(const Frame& frame, const Head& head) {
  return attn::shown_matrix(frame.trace(), frame.document.heads, head);
}

}  // namespace attn::gui
