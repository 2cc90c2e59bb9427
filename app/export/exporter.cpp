#include "app/export/exporter.h"

#include <exception>
#include <utility>

#include "app/export/failure.h"

namespace attn::figures {

Exporter::~Exporter() { cancel(); }

bool Exporter::start(Work work) {
  {
    const std::lock_guard lock(mutex_);
    if (state_.running) return false;
    state_ = {true, false, 0, 0};
    outcome_.reset();
  }
  thread_ = std::jthread([this, work = std::move(work)] { run(work); });
  return true;
}

void Exporter::run(const Work& work) {
  Outcome outcome;
  try {
    outcome = {work([this](std::size_t done, std::size_t all) {
                 bool news = false, go_on = true;
                 {
                   const std::lock_guard lock(mutex_);
                   news = state_.done != done || state_.all != all;
                   state_.done = done;
                   state_.all = all;
                   go_on = !state_.cancelled;
                 }
                 if (news) wake_();
                 return go_on;
               }),
               true};
  } catch (const std::exception& e) {
    outcome = {message_of(e), false};
  }
  {
    const std::lock_guard lock(mutex_);
    state_.running = false;
    outcome_ = std::move(outcome);
  }
  ended_.notify_all();
  wake_();
}

void Exporter::cancel() {
  const std::lock_guard lock(mutex_);
  state_.cancelled = state_.running;
}

void Exporter::wait() {
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [this] { return !state_.running; });
}

Exporter::State Exporter::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

std::optional<Exporter::Outcome> Exporter::take_outcome() {
  const std::lock_guard lock(mutex_);
  return std::exchange(outcome_, std::nullopt);
}

bool Exporter::has_outcome() const {
  const std::lock_guard lock(mutex_);
  return outcome_.has_value();
}

}  // namespace attn::figures
