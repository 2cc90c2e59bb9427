#include "app/core/history.h"

namespace attn {

void History::commit(const Choice& choice, double now) {
  if (choice == current()) return;
  const bool same_model = choice.model == current().model;
  const bool same_run = typing_ && same_model && now - typed_at_ < pause;
  choices_.resize(now_ + 1);
  if (same_run)
    choices_.back() = choice;
  else
    choices_.push_back(choice);
  typing_ = same_model;
  typed_at_ = now;
  // Typed and deleted again: nothing is left to undo.
  if (const std::size_t n = choices_.size(); n > 1 && choices_[n - 1] == choices_[n - 2]) {
    choices_.pop_back();
    typing_ = false;
  }
  if (choices_.size() > longest) choices_.erase(choices_.begin());
  now_ = choices_.size() - 1;
}

const Choice& History::undo() {
  if (can_undo()) --now_;
  typing_ = false;
  return current();
}

const Choice& History::redo() {
  if (can_redo()) ++now_;
  typing_ = false;
  return current();
}

}  // namespace attn
