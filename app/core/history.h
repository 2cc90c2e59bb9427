// History: undo and redo, as the list of what was chosen. Pure; time is an argument, in seconds.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/model/translate.h"

namespace attn {

// The part of the document that undo brings back.
struct Choice {
  std::string sentence, model;
  std::vector<ForcedWord> forced = {};
  bool operator==(const Choice&) const = default;
};

class History {
 public:
  explicit History(Choice first) : choices_{std::move(first)} {}

  // What is chosen now. The same as before is no news. While a sentence is being typed (each change less than a second
  // after the one before), the changes are one. What had been undone is forgotten.
  void commit(const Choice& choice, double now);

  bool can_undo() const { return now_ > 0; }
  bool can_redo() const { return now_ + 1 < choices_.size(); }
  // One choice back or forth, held at both ends; the choice that is current then.
  const Choice& undo();
  const Choice& redo();
  const Choice& current() const { return choices_[now_]; }

  static constexpr std::size_t longest = 200;  // choices that are kept, the current one included
  static constexpr double pause = 1;           // seconds that end a run of typing

 private:
  std::vector<Choice> choices_;  // never empty
  std::size_t now_ = 0;
  bool typing_ = false;  // the current choice is a run of typing, last changed at typed_at_
  double typed_at_ = 0;
};

}  // namespace attn
