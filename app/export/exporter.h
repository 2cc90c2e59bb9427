// Exporter: one export after another, on a thread of its own.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "app/core/texts.h"
#include "app/export/film.h"

namespace attn::figures {

class Exporter {
 public:
  // Called in the exporter's thread. Says how far it is (all 0: not known) by calling go_on, and ends soon after that
  // answers false. Returns the message to show; an exception's sentence is shown instead.
  using Work = std::function<Message(const GoOn& go_on)>;

  // wake: called in the exporter's thread whenever there is news.
  explicit Exporter(std::function<void()> wake) : wake_(std::move(wake)) {}
  ~Exporter();  // cancels
  Exporter(const Exporter&) = delete;
  Exporter& operator=(const Exporter&) = delete;

  bool start(Work work);  // false: another one is not done yet
  void cancel();
  void wait();  // until nothing is under way

  struct State {
    bool running = false, cancelled = false;
    std::size_t done = 0, all = 0;  // files or frames
    bool operator==(const State&) const = default;
  };
  State state() const;

  struct Outcome {
    Message message;
    bool good = false;
  };
  std::optional<Outcome> take_outcome();  // of the last one, once
  bool has_outcome() const;

 private:
  void run(const Work& work);

  std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable ended_;
  State state_;
  std::optional<Outcome> outcome_;
  std::jthread thread_;  // last: it uses everything above
};

}  // namespace attn::figures
