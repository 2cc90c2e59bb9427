// Cost of laying out the stage, for every kind of step: half done, at the size of a window of 1440×900.
#include <benchmark/benchmark.h>

#include "app/scene/stage/stage.h"
#include "app/scene/text.h"
#include "app/scene/views/map.h"
#include "engine/model/translate.h"
#include "tests/support/steps.h"

namespace {

using namespace attn;
using namespace attn::scene;

const Measure plain_width = [](std::string_view text, Font, float size) {
  return static_cast<float>(display_width(text)) * size * 0.6f;
};

const attn::Run& run(bool many_words) {
  static const Model model = load_model(std::string(default_model));
  static const attn::Run few = translate(model, "I am a student");
  static const attn::Run many = translate(
      model,
      "When the weather is fine my brother and his two friends like to walk along the river and talk about the "
      "books that they have read and the songs that they have heard and the things that they want to do when "
      "they are old but today");
  return many_words ? many : few;
}

void layout(benchmark::State& state, const char* path, bool many_words, float zoom) {
  const Trace& trace = run(many_words).trace;
  const Theme theme = dark_theme();
  const int step = trace.find(path);
  StageRequest request{
      trace,       step,    0.5,       trace[step].out.size() / 2,
      {},          theme,   848,       590,
      plain_width, "title", "formula", [](std::string_view) { return std::string("a text of some words"); }};
  request.sight = sight_at(zoom, trace[step].out.rows() / 4, trace[step].out.cols() / 4);
  for (auto _ : state) benchmark::DoNotOptimize(stage(request));
}

// The map at the size of a window: what a frame costs in which something has moved.
void map_layout(benchmark::State& state, bool many_words, int hide_below) {
  const Trace& trace = run(many_words).trace;
  const Theme theme = dark_theme();
  const MapRun architecture = map_run(trace);
  MapOptions options;
  options.hide_below = hide_below;
  const int step =
      trace.find(many_words ? "decode30/layer2/cross/head1/weights" : "decode3/layer2/cross/head1/weights");
  const MapPlan plan = map_plan(architecture, options, 1440, 696, plain_width, map_focus(architecture, step, 0));
  const std::shared_ptr<const Image> picture = std::make_shared<Image>();
  MapScene made;
  for (auto _ : state) {
    made = map({trace,
                architecture,
                plan,
                options,
                step,
                -1,
                {},
                theme,
                plain_width,
                {0, std::max(0.0f, plan.decoder.top - 300), 1440, 696},
                1,
                [](std::string_view) { return std::string("some words"); },
                [&picture](int) { return picture; }});
    benchmark::DoNotOptimize(made);
  }
  state.counters["marks"] = static_cast<double>(made.scene.marks.size());
}
BENCHMARK_CAPTURE(map_layout, few_words, false, 5)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(map_layout, many_words, true, 5)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(map_layout, many_words_all_ribbons, true, 0)->Unit(benchmark::kMicrosecond);

const bool registered = [] {
  for (const bool many : {false, true})
    for (const char* path : test::a_step_of_each_kind)
      benchmark::RegisterBenchmark((std::string(many ? "48 words/" : "4 words/") + path).c_str(), layout, path, many,
                                   1.0f)
          ->Unit(benchmark::kMillisecond);
  for (const char* path : {"encoder/layer1/self/head2/scores", "encoder/layer1/self/head2/context",
                           "encoder/layer1/ffn/hidden", "decode3/output/similarity"})
    benchmark::RegisterBenchmark((std::string("48 words, 4 times closer/") + path).c_str(), layout, path, true, 4.0f)
        ->Unit(benchmark::kMillisecond);
  return true;
}();

}  // namespace
