// Cost of the window's frames, software rendering included: nothing is shown.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <chrono>

#include "app/gui/headless.h"
#include "app/scene/sight.h"
#include "engine/runs/marian_params.h"
#include "tests/support/frame_cost.h"
#include "tests/support/steps.h"

namespace {

using namespace attn;
using namespace attn::gui;

constexpr const char* short_sentence = "I am a student";
// 64 words; the model reads 128 tokens at most.
constexpr const char* long_sentence =
    "When the weather is fine my brother and his two friends like to walk along the river and talk about the books "
    "that they have read and the songs that they have heard and the things that they want to do when they are old "
    "but today it is cold and it is raining so they stay at home and play with the cat and the dog";

HeadlessOptions options(const char* model, const char* sentence) {
  HeadlessOptions o;
  o.settings.document.request.place = model;
  set_sentence(o.settings.document.request, sentence);
  return o;
}

double timed(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

// One frame of a window at rest, and the slowest while a person steps, scrolls and zooms.
void frames(benchmark::State& state, const char* model, const char* sentence) {
  Headless window(options(model, sentence));
  window.settle();
  for (auto _ : state) window.draw_all();
  double slowest = 0;
  const auto slow = [&](const std::function<void()>& act) {
    act();  // fonts may be made
    window.draw_all();
    slowest = std::max(slowest, timed([&] { window.draw_all(); }));
  };
  const scene::Rect flame = window.seen().find("timeline")->rect;
  window.program().record(nullptr);
  for (int i = 0; i < 40; ++i) {
    slow([&] { window.press(GLFW_KEY_RIGHT, i % 4 == 0); });
    slow([&] { window.wheel(120, 400, i % 2 ? 3.0f : -5.0f); });
    slow([&] { window.wheel(flame.x + 400, flame.y + 60, i % 3 ? -2.0f : 3.0f, i % 3 == 0); });
  }
  state.counters["slowest_ms"] = slowest;
}
BENCHMARK_CAPTURE(frames, tiny_short, "en-fr-tiny", short_sentence)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(frames, tiny_64_words, "en-fr-tiny", long_sentence)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(frames, small_64_words, "en-fr-small", long_sentence)->Unit(benchmark::kMillisecond);

// A step of every kind on the stage while it moves: what its layout and Dear ImGui's lists cost, without pixels, and
// what the whole frame does.
void moving(benchmark::State& state, const char* sentence, const char* step, bool pixels) {
  HeadlessOptions o = options("en-fr-tiny", sentence);
  o.settings.document.step = step;
  Headless window(o);
  window.settle();
  window.program().record(nullptr);
  Document document = window.program().document();
  int i = 0;
  const auto next = [&] {
    document.phase = (++i % 50) / 50.0;
    window.program().choose(document);
  };
  for (int warm = 0; warm < 50; ++warm) next(), window.draw_all();  // fonts are made
  std::vector<double> times;
  for (auto _ : state) {
    next();
    times.push_back(timed([&] { pixels ? window.draw_all() : window.program().lay_out(); }));
    state.SetIterationTime(times.back() / 1000);
    if (!pixels) window.draw_all();
  }
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  state.counters["median_ms"] = times[times.size() / 2];
}

// A frame of a large product while it is looked at closer and from further away, at another place each time.
void zooming(benchmark::State& state, const char* model) {
  HeadlessOptions o = options(model, long_sentence);
  o.settings.document.step = "encoder/layer1/self/head2/scores";
  Headless window(o);
  window.settle();
  window.program().record(nullptr);
  int i = 0;
  const auto next = [&] {
    const float zoom = 1 + static_cast<float>(i % 60) / 6;
    window.program().look_closer(scene::sight_at(zoom, i % 64, (7 * i) % 64));
    ++i;
  };
  for (int warm = 0; warm < 60; ++warm) next(), window.draw_all();  // fonts are made
  for (auto _ : state) {
    next();
    window.draw_all();
  }
}
BENCHMARK_CAPTURE(zooming, tiny_64_words, "en-fr-tiny")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(zooming, small_64_words, "en-fr-small")->Unit(benchmark::kMillisecond);

// The map of 64 words while a hand pans and zooms it, while the pointer goes over it, while it is played. What it costs
// to lay it out is in bench_stage.
enum class Doing { panning, hovering, playing };
void map_frames(benchmark::State& state, const char* model, int hide_below, Doing doing) {
  HeadlessOptions o = options(model, long_sentence);
  o.settings.document.view = ViewName::map;
  o.settings.document.map.hide_below = hide_below;
  o.settings.document.step = "decode40/layer2/cross/head1/query";
  Headless window(o);
  window.settle();
  window.program().record(nullptr);
  test::FrameCost cost;
  if (doing == Doing::playing) window.press(GLFW_KEY_SPACE);
  for (auto _ : state)
    for (int i = 0; i < 16; ++i) {
      const float to = static_cast<float>(i);
      if (doing == Doing::panning) {
        if (i % 4 == 0) window.wheel(700, 400, i % 8 < 4 ? 1.0f : -1.0f, true);
        window.wheel(700, 400, i < 8 ? 3.0f : -3.0f);
      } else if (doing == Doing::hovering) {
        window.move(200 + 70 * to, 300 + 25 * to);
      } else {
        window.pass(0.03);
      }
      cost.draw(window);
    }
  cost.report(state);
}
BENCHMARK_CAPTURE(map_frames, panning, "en-fr-tiny", 5, Doing::panning)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(map_frames, panning_all_ribbons, "en-fr-tiny", 0, Doing::panning)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(map_frames, hovering, "en-fr-tiny", 5, Doing::hovering)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(map_frames, playing, "en-fr-tiny", 5, Doing::playing)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(map_frames, small_panning, "en-fr-small", 5, Doing::panning)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(map_frames, small_playing, "en-fr-small", 5, Doing::playing)->Unit(benchmark::kMillisecond);

// From a keystroke in the sentence to the new translation on the picture.
void keystroke(benchmark::State& state) {
  Headless window(options("en-fr-tiny", short_sentence));
  window.settle();
  window.press(GLFW_KEY_L, true);
  window.press(GLFW_KEY_END);
  bool longer = true;
  for (auto _ : state) {
    if (longer)
      window.type("s");
    else
      window.press(GLFW_KEY_BACKSPACE);
    longer = !longer;
  }
}
BENCHMARK(keystroke)->Unit(benchmark::kMillisecond);

const bool registered = [] {
  for (const bool pixels : {false, true})
    for (const char* sentence : {short_sentence, test::sentence_of_48_words})
      for (const char* step : test::a_step_of_each_kind) {
        const std::string name = fmt::format("{}/{}/{}", pixels ? "moving" : "moving_without_pixels",
                                             sentence == short_sentence ? "4_words" : "48_words", step);
        benchmark::RegisterBenchmark(name.c_str(), moving, sentence, step, pixels)
            ->Unit(benchmark::kMillisecond)
            ->Iterations(60)
            ->UseManualTime();
      }
  return true;
}();

}  // namespace
