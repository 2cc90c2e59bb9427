// Pictures of the window that were looked at and found good.
#include "tests/support/golden.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/gui/headless.h"
#include "engine/runs/marian_params.h"
#include "tests/support/steps.h"

namespace attn::gui {
namespace {

HeadlessOptions shown(int width, int height, float scale, Language language, Look look, const char* step,
                      double phase = 1) {
  HeadlessOptions options;
  options.width = width;
  options.height = height;
  options.scale = scale;
  Document& document = options.settings.document;
  document.language = language;
  document.look = look;
  document.step = step;
  document.phase = phase;
  return options;
}

TEST(Golden, Step) {
  Headless window(shown(1440, 900, 1, Language::en, Look::dark, "encoder/layer1/self/head2/scores", 0.5));
  test::expect_golden("window_dark", window.picture());
}

TEST(Golden, FirstStart) {
  for (const Language language : {Language::en, Language::zh}) {
    HeadlessOptions options;
    options.first_start = true;
    options.settings.document.language = language;
    if (language == Language::zh) options.width = 1024, options.height = 640;
    Headless window(options);
    test::expect_golden(language == Language::en ? "window_first" : "window_first_1024_zh", window.picture());
  }
}

TEST(Golden, Light) {
  Headless window(shown(1440, 900, 1, Language::fr, Look::light, "decode3/layer2/cross/head1/weights"));
  test::expect_golden("window_light_fr", window.picture());
}

TEST(Golden, SmallChinese) {
  Headless window(shown(1024, 640, 1, Language::zh, Look::dark, "decode2/layer1/self/head1/masked"));
  test::expect_golden("window_1024_zh", window.picture());
}

TEST(Golden, TwiceAsLarge) {
  Headless window(shown(720, 450, 2, Language::en, Look::dark, "encoder/layer1/self/head2/scores"));
  test::expect_golden("window_200", window.picture());
}

TEST(Golden, Heads) {
  HeadlessOptions options = shown(1440, 900, 1, Language::en, Look::dark, "encoder/layer1/self/head2/weights");
  options.settings.document.view = ViewName::heads;
  options.settings.document.cell = Cell{1, 3};
  Headless window(options);
  test::expect_golden("heads_dark", window.picture());
}

TEST(Golden, HeadsLight) {
  HeadlessOptions options = shown(1280, 760, 1, Language::zh, Look::light, "decode4/layer2/self/head1/weights");
  options.settings.document.view = ViewName::heads;
  options.settings.document.heads.order = HeadOrder::pattern;
  options.settings.document.heads.others = {{AttentionKind::decoder, 2, 2}};
  Headless window(options);
  test::expect_golden("heads_light_zh", window.picture());
}

TEST(Golden, Empty) {
  HeadlessOptions options = shown(1024, 640, 1, Language::en, Look::light, "encoder/layer1/self/head2/scores");
  set_sentence(options.settings.document.request, "");
  Headless window(options);
  test::expect_golden("window_empty", window.picture());
}

TEST(Golden, Run) {
  HeadlessOptions options = shown(1440, 900, 1, Language::en, Look::dark, "decode3/output/next");
  options.settings.document.view = ViewName::translation;
  Headless window(options);
  window.settle();
  window.click("force 3");
  window.type("prof");
  test::expect_golden("translation", window.picture());
}

TEST(Golden, TranslationBeam) {
  HeadlessOptions options = shown(1440, 900, 1, Language::fr, Look::light, "decode3/output/next");
  options.settings.document.view = ViewName::translation;
  options.settings.document.translation.decoding = Decoding::beam;
  Headless window(options);
  window.settle();
  test::expect_golden("translation_beam", window.picture());
}

TEST(Golden, TranslationSampling) {
  HeadlessOptions options = shown(1024, 640, 1, Language::zh, Look::dark, "decode2/output/next");
  options.settings.document.view = ViewName::translation;
  options.settings.document.translation.decoding = Decoding::sampling;
  Headless window(options);
  window.settle();
  test::expect_golden("translation_sampling", window.picture());
}

TEST(Golden, Sheet) {
  Headless window(shown(1280, 760, 1, Language::en, Look::dark, "encoder/layer1/self/head2/scores"));
  window.settle();
  window.press(GLFW_KEY_F1);
  test::expect_golden("window_sheet", window.picture());
}

TEST(Golden, Map) {
  HeadlessOptions options = shown(1440, 900, 1, Language::en, Look::dark, "decode3/layer2/cross/head4/weights");
  options.settings.document.view = ViewName::map;
  options.settings.document.cell = Cell{2, 3};
  Headless window(options);
  test::expect_golden("map_dark", window.picture());
}

TEST(Golden, SmallLightMap) {
  HeadlessOptions options = shown(1024, 640, 1, Language::zh, Look::light, "encoder/layer2/self/head3/weights");
  options.settings.document.view = ViewName::map;
  Headless window(options);
  test::expect_golden("map_1024_light_zh", window.picture());
}

// One moment of every kind of step, the stage alone: all words, half done, alternately dark and light.
TEST(Golden, EveryKindOfStep) {
  HeadlessOptions options = shown(1440, 900, 1, Language::en, Look::dark, default_first_step.data(), 0.6);
  Headless window(options);
  window.settle();
  bool dark = false;
  for (const char* step : test::a_step_of_each_kind) {
    Document document = window.program().document();
    document.step = step;
    document.phase = 0.6;
    document.look = (dark = !dark) ? Look::dark : Look::light;
    window.choose(document);
    test::expect_golden("stage_" + test::file_name(step), test::part_of(window.picture(), 264, 97, 848, 635));
  }
}

}  // namespace
}  // namespace attn::gui
