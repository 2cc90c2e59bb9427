// Cost of the Heads view's frames with many heads of many words, software rendering included: nothing is shown.
#include <benchmark/benchmark.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <chrono>

#include <fmt/format.h>

#include "app/gui/headless.h"
#include "engine/runs/marian_params.h"
#include "tests/support/frame_cost.h"
#include "tests/support/random.h"

namespace {

using namespace attn;
using namespace attn::gui;

// Weights as a softmax of random numbers would make them, each row with a few favourites.
Mat weights(test::Random& random, Index n, bool causal) {
  Mat m(n, n);
  for (Index r = 0; r < n; ++r) {
    for (Index c = 0; c < n; ++c) m(r, c) = causal && c > r ? 0 : static_cast<Real>(random.uniform());
    m.row(r) = m.row(r).array().pow(24);
    m.row(r) /= m.row(r).sum();
  }
  return m;
}

// A real run, but for the weights: layers × heads of each kind, which nobody computed.
Run synthetic(const Ask& asked, int layers, int heads, Index words) {
  const auto model = std::make_shared<Model>(load_model(std::string(default_model)));
  auto translation = std::make_shared<Translation>(translate(*model, sentence_of(asked.request)));
  std::vector<std::string> labels;
  for (Index i = 0; i < words; ++i) labels.push_back("w" + std::to_string(i));
  const Axis axis = token_axis(labels);
  Tape tape;
  for (const Step& step : translation->trace.steps())
    if (step.role != "weights") tape.give(step.path, step.role, step.out);
  test::Random random(1);
  const Tensor every(weights(random, words, false), axis, axis), causal(weights(random, words, true), axis, axis);
  for (const char* block : {"encoder/layer{}/self", "decode4/layer{}/self", "decode4/layer{}/cross"})
    for (int l = 1; l <= layers; ++l)
      for (int h = 1; h <= heads; ++h) {
        const bool decoder = std::string_view(block) == "decode4/layer{}/self";
        tape.give(fmt::format(fmt::runtime(block), l) + fmt::format("/head{}/weights", h), "weights",
                  decoder ? causal : every);
      }
  translation->trace = tape.finish();
  return {asked, model, std::move(translation), nullptr};
}

double timed(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

void pan_and_hover(benchmark::State& state, int layers, int heads, Index words) {
  HeadlessOptions options;
  options.settings.document.view = ViewName::heads;
  options.settings.document.step = "encoder/layer1/self/head1/weights";
  options.compute = [=](const Ask& asked, std::stop_token, const Progress&) {
    return synthetic(asked, layers, heads, words);
  };
  Headless window(options);
  state.counters["first_ms"] = timed([&] { window.settle(); });
  window.program().record(nullptr);
  test::FrameCost cost;
  for (auto _ : state)
    for (int i = 0; i < 12; ++i) {
      const float x = 300.0f + 40 * static_cast<float>(i), y = 200.0f + 30 * static_cast<float>(i);
      window.wheel(x, y, i % 6 < 3 ? -4.0f : 4.0f);
      window.move(x + 7, y + 5);
      cost.draw(window);
    }
  cost.report(state);
}
BENCHMARK_CAPTURE(pan_and_hover, 12x12_heads_512_words, 12, 12, 512)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(pan_and_hover, 6x8_heads_64_words, 6, 8, 64)->Unit(benchmark::kMillisecond);

}  // namespace
