// How long a figure takes to become a file: a PNG of a 512×512 matrix with labels, title and colour bar (which
// tools/bench/export.py compares with Matplotlib), and all steps of a run as SVG.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "app/export/batch.h"
#include "app/export/formats.h"
#include "app/scene/heatmap.h"
#include "app/scene/raster.h"
#include "app/scene/text.h"
#include "app/scene/write_file.h"
#include "engine/roles/roles.h"
#include "tests/support/export_source.h"

using namespace attn;

namespace {

std::filesystem::path folder() {
  const char* given = std::getenv("ATTN_BENCH_DIR");
  return given ? std::filesystem::path(given) : std::filesystem::temp_directory_path();
}

// The matrix that export.py makes too: sin(i·j / 997) of the cell (i, j).
Trace matrix() {
  constexpr Index side = 512;
  Mat m(side, side);
  for (Index i = 0; i < side; ++i)
    for (Index j = 0; j < side; ++j) m(i, j) = static_cast<Real>(std::sin(static_cast<double>(i * j) / 997));
  Tape tape;
  tape.give("scores", roles::scores, Tensor(std::move(m), {}, {}));
  return tape.finish();
}

void BM_MatrixPng(benchmark::State& state) {
  const Trace trace = matrix();
  const scene::Measure measure = scene::remembered(scene::pango_measure());
  const std::filesystem::path file = folder() / "attnscope_matrix.png";
  scene::HeatmapOptions options;
  options.theme = figures::theme_of(figures::Paper::print);
  options.title = "scores";
  options.max_width = options.max_height = 1000;
  for (auto _ : state) scene::write_file(file, scene::to_png(scene::heatmap(trace, 0, options, measure), 2));
}
BENCHMARK(BM_MatrixPng)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_AllStepsSvg(benchmark::State& state) {
  const figures::Subject subject = test::source("I am a student");
  std::vector<figures::Job> jobs;
  for (int step = 0; step < subject.trace().size(); ++step) {
    if (subject.trace()[step].path.starts_with("model/")) continue;
    figures::Figure figure;
    figure.step = step;
    jobs.push_back({folder() / "attnscope_steps" / (std::to_string(step) + ".svg"),
                    [&subject, figure](const scene::Measure& measure) {
                      return figures::picture_file(figures::draw(figure, subject, measure), subject,
                                                   figures::Format::svg, {});
                    }});
  }
  figures::BatchOptions options;
  options.replace = options.make_folders = true;
  for (auto _ : state) figures::run_batch(jobs, options);
  state.counters["steps"] = static_cast<double>(jobs.size());
}
BENCHMARK(BM_AllStepsSvg)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(3);

}  // namespace
