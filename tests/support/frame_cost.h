// What frames cost: time, processor time of all threads (a shared machine makes the first longer), corners drawn.
#pragma once

#include <benchmark/benchmark.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <ctime>

#include "app/gui/headless.h"

namespace attn::test {

class FrameCost {
 public:
  // One frame, to its last pixel. What was drawn before is done then.
  void draw(gui::Headless& window) {
    window.draw_all();  // fonts may be made
    const std::clock_t worked = std::clock();
    const auto began = std::chrono::steady_clock::now();
    window.draw_all();
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
    cpu_ += 1000.0 * static_cast<double>(std::clock() - worked) / CLOCKS_PER_SEC;
    all_ += ms;
    slowest_ = std::max(slowest_, ms);
    corners_ = std::max(corners_, ImGui::GetIO().MetricsRenderVertices);
    ++frames_;
  }
  void report(benchmark::State& state) const {
    state.counters["frame_ms"] = all_ / frames_;
    state.counters["cpu_ms"] = cpu_ / frames_;
    state.counters["slowest_ms"] = slowest_;
    state.counters["corners"] = corners_;
  }

 private:
  double all_ = 0, cpu_ = 0, slowest_ = 0;
  int frames_ = 0, corners_ = 0;
};

}  // namespace attn::test
