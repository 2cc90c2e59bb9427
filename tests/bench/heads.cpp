// Cost of the Heads view's frames with many heads of many words, software rendering included: nothing is shown.
#include <benchmark/benchmark.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <chrono>

#include <fmt/format.h>

#include "app/gui/headless.h"
#include "engine/eigen.h"
#include "engine/ops/ops.h"
#include "engine/roles/roles.h"
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
    auto row = eigen(m).row(r);
    row = row.array().pow(24);
    row /= row.sum();
  }
  return m;
}

// A real run, but for the weights: layers × heads of each kind, which nobody computed.
Answer synthetic(const Ask& asked, int layers, int heads, Index words) {
  const auto model = std::make_shared<Model>(load_model(std::string(default_model)));
  auto translation = std::make_shared<attn::Run>(translate(*model, sentence_of(asked.request)));
  std::vector<std::string> labels;
  for (Index i = 0; i < words; ++i) labels.push_back("w" + std::to_string(i));
  Tape tape;
  const Axis source = token_axis(labels, tape.sequence("source")), target = token_axis(labels, tape.sequence("target"));
  for (const Step& step : translation->trace.steps())
    if (!step.role->is(roles::weights) && !step.role->is(roles::masked)) tape.give(step.path, *step.role, step.out);
  test::Random random(1);
  const Mat every = weights(random, words, false), causal = weights(random, words, true);
  const Tensor encoder(every, source, source), cross(every, target, source);
  const Tensor masked(mat_of(eigen(causal).array().log().matrix()), target,
                      target);  // softmax makes the weights of these
  for (int l = 1; l <= layers; ++l)
    for (int h = 1; h <= heads; ++h) {
      tape.give(fmt::format("encoder/layer{}/self/head{}/weights", l, h), roles::weights, encoder);
      tape.give(fmt::format("decode4/layer{}/cross/head{}/weights", l, h), roles::cross_weights, cross);
      const std::string head = fmt::format("decode4/layer{}/self/head{}/", l, h);
      const int scores = tape.give(head + "masked", roles::masked, masked);
      tape.apply(head + "weights", roles::weights, ops::softmax, {scores});
    }
  Trace trace = tape.finish();
  for (Written& word : translation->written)
    for (int* step : {&word.probabilities, &word.chosen}) *step = trace.find(translation->trace[*step].path);
  translation->prompt = trace.find(translation->trace[translation->prompt].path);
  translation->trace = std::move(trace);
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
