// Speed of the engine with everything recorded. The model is the bundled default, or the folder in
// ATTNSCOPE_BENCH_MODEL.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>

#include "engine/model/translate.h"
#include "engine/ops/ops.h"
#include "engine/roles/roles.h"
#include "tests/support/random.h"

namespace {

using namespace attn;

ModelFiles files() {
  const char* folder = std::getenv("ATTNSCOPE_BENCH_MODEL");
  return folder ? ModelFiles::folder(folder) : ModelFiles::bundled(std::string(default_model));
}

void load(benchmark::State& state) {
  const ModelFiles from = files();
  for (auto _ : state) benchmark::DoNotOptimize(load_model(from));
}
BENCHMARK(load)->Unit(benchmark::kMillisecond);

// Every step of a greedy translation, from text to text.
void translation(benchmark::State& state) {
  const Model model = load_model(files());
  attn::Run last;
  for (auto _ : state) {
    last = translate(model, "I am a student");
    benchmark::ClobberMemory();
  }
  state.SetLabel(last.output);
  state.counters["decodings"] = static_cast<double>(last.written.size());
  state.counters["steps"] = last.trace.size();
}
BENCHMARK(translation)->Unit(benchmark::kMillisecond);

// One head, n tokens of width d = 64: scores, scaled, weights with their by-products, and context are all kept.
void attention(benchmark::State& state) {
  const Index n = state.range(0), d = 64;
  test::Random random(1);
  const Tensor q(random.matrix(n, d), {}, {}), k(random.matrix(n, d), {}, {}), v(random.matrix(n, d), {}, {});
  for (auto _ : state) {
    Tape tape;
    const int query = tape.give("query", roles::query, q), key = tape.give("key", roles::key, k),
              value = tape.give("value", roles::value, v);
    const int scores = tape.apply("scores", roles::scores, ops::matmul_nt, {query, key});
    const int scaled =
        tape.apply("scaled", roles::scaled, ops::scale, {scores}, {.factor = 1 / std::sqrt(static_cast<Real>(d))});
    const int weights = tape.apply("weights", roles::weights, ops::softmax, {scaled});
    tape.apply("context", roles::context, ops::matmul, {weights, value});
    benchmark::DoNotOptimize(tape.finish());
  }
}
BENCHMARK(attention)->Arg(1024)->Unit(benchmark::kMillisecond);

}  // namespace
