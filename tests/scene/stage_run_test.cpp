// Every step of a run, as the stage draws it: each number that is printed is its cell's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/core/moment.h"
#include "app/core/player.h"
#include "app/core/texts.h"
#include "engine/model/translate.h"
#include "tests/support/stage.h"

namespace attn {
namespace {

using namespace test;
using ::testing::IsEmpty;

TEST(StageRun, EveryPrintedNumberOfEveryStepIsTheTraces) {
  const Model model = load_model(std::string(ATTN_SOURCE_DIR "/assets/models/en-fr-tiny"));
  const attn::Run run = translate(model, "I am a student");
  const Trace& trace = run.trace;
  const Texts texts(Language::en);
  const Theme theme = dark_theme();
  const Measure plain_width = [](std::string_view text, Font, float size) {
    return static_cast<float>(display_width(text)) * size * 0.6f;
  };
  std::size_t numbers = 0;
  for (const int step : timeline(trace))
    for (const double phase : {0.0, 0.3, 0.6, 1.0}) {
      const Index done = cells_done(trace[step], phase);
      StageRequest request{
          trace,       step,    phase,     done < trace[step].out.size() ? done : -1,
          {},          theme,   808,       579,
          plain_width, "title", "formula", [&texts](std::string_view key) { return std::string(texts(key)); }};
      const Scene scene = stage(request);
      EXPECT_THAT(wrong_numbers(request, scene), IsEmpty()) << trace[step].path << " at " << phase;
      for (const Mark& m : scene.marks) {
        if (m.kind != Mark::Kind::text || m.cell.step < 0) continue;
        ++numbers;
        EXPECT_FALSE(pending(request, m.cell)) << trace[step].path << " at " << phase << " gives away " << m.text;
      }
    }
  EXPECT_GT(numbers, 50000u);
}

}  // namespace
}  // namespace attn
