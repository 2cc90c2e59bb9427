// History: undo and redo, as the list of what was asked for. Pure; time is an argument, in seconds.
//
// Requests are compared as they are: what has no say is left out beforehand (decisive()).
#pragma once

#include <cstddef>
#include <vector>

#include "engine/request.h"

namespace attn {

class History {
 public:
  explicit History(Request first) : requests_{std::move(first)} {}

  // What is chosen now. Choosing the same again does nothing. While a text is being typed, or a knob is
  // being turned (each change less than a second after the one before), the changes are one. What had been undone is
  // forgotten.
  void commit(const Request& request, double now);

  bool can_undo() const { return now_ > 0; }
  bool can_redo() const { return now_ + 1 < requests_.size(); }
  // One request back or forth, held at both ends; the request that is current then.
  const Request& undo();
  const Request& redo();
  const Request& current() const { return requests_[now_]; }

  static constexpr std::size_t longest = 200;  // requests that are kept, the current one included
  static constexpr double pause = 1;           // seconds that end a run of typing

 private:
  std::vector<Request> requests_;  // never empty
  std::size_t now_ = 0;
  enum class Kind { other, text, knob };  // the last two may be one of a run of changes
  static Kind kind_of(const Request& from, const Request& to);
  Kind kind_ = Kind::other;  // of the change that made the current request
  double changed_at_ = 0;
};

}  // namespace attn
