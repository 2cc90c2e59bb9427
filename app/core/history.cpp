#include "app/core/history.h"

namespace attn {

History::Kind History::kind_of(const Choice& from, const Choice& to) {
  if (from.model != to.model) return Kind::other;
  if (from.sentence != to.sentence) return Kind::sentence;
  return from.forced == to.forced && from.sampling && to.sampling ? Kind::sampling : Kind::other;
}

void History::commit(const Choice& choice, double now) {
  if (choice == current()) return;
  const Kind kind = kind_of(current(), choice);
  const bool same_run = kind != Kind::other && kind == kind_ && now - changed_at_ < pause;
  choices_.resize(now_ + 1);
  if (same_run)
    choices_.back() = choice;
  else
    choices_.push_back(choice);
  kind_ = kind;
  changed_at_ = now;
  // Typed and deleted again: nothing is left to undo.
  if (const std::size_t n = choices_.size(); n > 1 && choices_[n - 1] == choices_[n - 2]) {
    choices_.pop_back();
    kind_ = Kind::other;
  }
  if (choices_.size() > longest) choices_.erase(choices_.begin());
  now_ = choices_.size() - 1;
}

const Choice& History::undo() {
  if (can_undo()) --now_;
  kind_ = Kind::other;
  return current();
}

const Choice& History::redo() {
  if (can_redo()) ++now_;
  kind_ = Kind::other;
  return current();
}

}  // namespace attn
