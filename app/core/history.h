// History: undo and redo, as the list of what was chosen. Pure; time is an argument, in seconds.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/translate.h"

namespace attn {

// The part of the document that undo brings back.
struct Choice {
  std::string sentence, model;
  std::vector<ForcedWord> forced = {};
  std::optional<SamplingOptions> sampling = {};  // what words are drawn with, if they are
  bool operator==(const Choice&) const = default;
};

class History {
 public:
  explicit History(Choice first) : choices_{std::move(first)} {}

  // What is chosen now. The same as before is no news. While a sentence is being typed, or a knob of the sampling is
  // being turned (each change less than a second after the one before), the changes are one. What had been undone is
  // forgotten.
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
  enum class Kind { other, sentence, sampling };  // the last two may be one of a run of changes
  static Kind kind_of(const Choice& from, const Choice& to);
  Kind kind_ = Kind::other;  // of the change that made the current choice
  double changed_at_ = 0;
};

}  // namespace attn
