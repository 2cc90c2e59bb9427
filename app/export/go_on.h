// How work that takes long is asked to stop, and says so.
#pragma once

#include <cstddef>
#include <functional>

namespace attn::figures {

// Called now and then with how far the work is; false: it is to stop.
using GoOn = std::function<bool(std::size_t done, std::size_t all)>;

// Thrown by work that was told to stop.
struct Stopped {};

inline void stop_unless(const GoOn& go_on, std::size_t done, std::size_t all) {
  if (go_on && !go_on(done, all)) throw Stopped();
}

}  // namespace attn::figures
