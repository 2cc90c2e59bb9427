// Every kind of step in the window, at every size, scale, look and language: no text lies on another, none is cut
// without saying so.
#include <gtest/gtest.h>

#include <string>

#include "app/gui/headless.h"
#include "engine/runs/marian_params.h"
#include "tests/support/layout.h"
#include "tests/support/steps.h"

namespace attn::gui {
namespace {

using Case = std::tuple<Size, float>;

class StageLayoutTest : public testing::TestWithParam<Case> {};

// One window for all that it shows: making the letters takes most of the time.
TEST_P(StageLayoutTest, NoTextIsOverAnotherOrCut) {
  const auto [size, scale] = GetParam();
  HeadlessOptions options;
  options.width = size.width;
  options.height = size.height;
  options.scale = scale;
  options.pixels = false;
  Headless window(options);
  window.settle();
  // A look changes colours only, so each has a moment of its own: half done, and complete.
  for (const Language language : languages)
    for (const char* sentence : {"I am a student", test::sentence_of_48_words})
      for (const Look look : {Look::dark, Look::light})
        for (const char* step : test::a_step_of_each_kind) {
          Document document = window.program().document();
          set_sentence(document.request, sentence);
          document.language = language;
          document.look = look;
          document.step = step;
          document.phase = look == Look::dark ? 0.5 : 1;
          window.choose(document);
          ASSERT_EQ(sentence_of(window.program().document().request), sentence);
          ASSERT_EQ(window.program().document().step, step);
          check(window.seen(), std::string(step) + " of '" + sentence + "', " + std::string(code(language)) +
                                   (look == Look::dark ? ", half done, dark" : ", complete, light"));
        }
}

std::string name_of(const testing::TestParamInfo<Case>& info) {
  const auto [size, scale] = info.param;
  return "Width" + std::to_string(size.width) + "x" + std::to_string(static_cast<int>(100 * scale));
}

INSTANTIATE_TEST_SUITE_P(Windows, StageLayoutTest,
                         testing::Combine(testing::Values(Size{1024, 640}, Size{1440, 900}, Size{2560, 1440}),
                                          testing::Values(1.0f, 2.0f)),
                         name_of);

}  // namespace
}  // namespace attn::gui
