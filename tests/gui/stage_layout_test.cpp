// Every kind of step in the window, at every size, scale, look and language: no text lies on another, none is cut
// without saying so.
#include <gtest/gtest.h>

#include <string>

#include "app/gui/headless.h"
#include "engine/run_kind.h"
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
  // A look changes colours only, so each has a moment of its own: half done, and complete. The languages take turns, in
  // every window beginning with another one, so that each step is laid out in all of them.
  std::size_t turn = static_cast<std::size_t>(size.width / 512) + (scale > 1 ? 1 : 0);
  for (const char* sentence : {"I am a student", test::sentence_of_48_words})
    for (const Look look : {Look::dark, Look::light})
      for (const char* step : test::a_step_of_each_kind) {
        const Language language = languages[turn++ % std::size(languages)];
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

// Kinds of run without a model: every step of each, as it is at first and with every choice and flag at its last.
TEST_P(StageLayoutTest, OtherKindsOfRunHaveRoomToo) {
  const auto [size, scale] = GetParam();
  HeadlessOptions options;
  options.width = size.width;
  options.height = size.height;
  options.scale = scale;
  options.pixels = false;
  Headless window(options);
  std::size_t turn = 0;
  for (const RunKind* kind : run_kinds()) {
    if (kind->needs_model) continue;
    Request other = standard_request(kind->id, {});
    for (const ParamSpec& spec : kind->params) {
      if (spec.kind == ParamSpec::Kind::choice) other.values[std::string(spec.id)] = std::string("seeded");
      if (spec.kind == ParamSpec::Kind::flag) other.values[std::string(spec.id)] = true;
      if (spec.kind == ParamSpec::Kind::whole) other.values[std::string(spec.id)] = spec.number * 3;
    }
    for (const Request& request : {standard_request(kind->id, {}), other}) {
      std::vector<std::string> steps;
      const attn::Run made = kind->run(request, nullptr, {});
      for (const Step& step : made.trace.steps()) steps.push_back(step.path);
      for (const std::string& step : steps) {
        const Language language = languages[turn++ % std::size(languages)];
        Document document = window.program().document();
        document.request = request;
        document.language = language;
        document.look = turn % 2 == 0 ? Look::dark : Look::light;
        document.step = step;
        document.phase = turn % 2 == 0 ? 0.5 : 1;
        window.choose(document);
        ASSERT_EQ(window.program().document().step, step);
        check(window.seen(), step + " of " + std::string(kind->id) + ", " + std::string(code(language)));
      }
    }
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
