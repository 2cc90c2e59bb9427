// Things that are made by several threads and taken in their order. Internal to app/export.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace attn::figures {

// make(i) for every i below count, in as many threads as there are processors; take(i, thing) in this thread, in
// order, false: no more. Few things wait to be taken at any time. The first exception of either is thrown, once all
// threads have ended.
template <typename Thing>
void in_order(std::size_t count, const std::function<Thing(std::size_t i)>& make,
              const std::function<bool(std::size_t i, Thing thing)>& take) {
  const std::size_t workers = std::max(1u, std::thread::hardware_concurrency()), most_waiting = 2 * workers;
  std::mutex mutex;  // guards what follows
  std::condition_variable changed;
  std::map<std::size_t, Thing> made;
  std::size_t next = 0, taken = 0;
  bool stop = false;
  std::exception_ptr error;

  const auto work = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return stop || next >= count || next < taken + most_waiting; });
      if (stop || next >= count) return;
      const std::size_t i = next++;
      lock.unlock();
      try {
        Thing thing = make(i);
        lock.lock();
        made.emplace(i, std::move(thing));
      } catch (...) {
        if (!lock.owns_lock()) lock.lock();
        if (!error) error = std::current_exception();
        stop = true;
      }
      changed.notify_all();
    }
  };

  std::vector<std::jthread> threads;
  try {
    for (std::size_t w = 0; w < std::min(workers, count); ++w) threads.emplace_back(work);
    for (std::size_t i = 0; i < count; ++i) {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return stop || made.count(i) > 0; });
      if (stop) break;
      Thing thing = std::move(made.extract(i).mapped());
      taken = i + 1;
      lock.unlock();
      changed.notify_all();
      if (take(i, std::move(thing))) continue;
      break;
    }
  } catch (...) {
    const std::lock_guard lock(mutex);
    if (!error) error = std::current_exception();
  }
  {
    const std::lock_guard lock(mutex);
    stop = true;
  }
  changed.notify_all();
  threads.clear();  // joins
  if (error) std::rethrow_exception(error);
}

}  // namespace attn::figures
