#include "app/core/history.h"

namespace attn {

History::Kind History::kind_of(const Request& from, const Request& to) {
  if (from.kind != to.kind || from.place != to.place) return Kind::other;
  bool knob = from.forced == to.forced && from.changes == to.changes && from.values.size() == to.values.size();
  for (const ParamSpec& spec : params_of(to.kind)) {
    const auto before = from.values.find(spec.id), after = to.values.find(spec.id);
    const bool had = before != from.values.end(), has = after != to.values.end();
    if (had == has && (!has || before->second == after->second)) continue;
    if (spec.kind == ParamSpec::Kind::text) return Kind::text;
    knob = knob && had && has && spec.kind != ParamSpec::Kind::flag && spec.kind != ParamSpec::Kind::choice;
  }
  return knob ? Kind::knob : Kind::other;
}

void History::commit(const Request& request, double now) {
  if (request == current()) return;
  const Kind kind = kind_of(current(), request);
  const bool same_run = kind != Kind::other && kind == kind_ && now - changed_at_ < pause;
  requests_.resize(now_ + 1);
  if (same_run)
    requests_.back() = request;
  else
    requests_.push_back(request);
  kind_ = kind;
  changed_at_ = now;
  // Typed and deleted again: nothing is left to undo.
  if (const std::size_t n = requests_.size(); n > 1 && requests_[n - 1] == requests_[n - 2]) {
    requests_.pop_back();
    kind_ = Kind::other;
  }
  if (requests_.size() > longest) requests_.erase(requests_.begin());
  now_ = requests_.size() - 1;
}

const Request& History::undo() {
  if (can_undo()) --now_;
  kind_ = Kind::other;
  return current();
}

const Request& History::redo() {
  if (can_redo()) ++now_;
  kind_ = Kind::other;
  return current();
}

}  // namespace attn
