// The window at every size, scale, look and language that it promises: no text lies on another, none is cut without
// saying so, and letters stand out from what is behind them.
#include <gtest/gtest.h>

#include <string>

#include "app/gui/headless.h"
#include "engine/runs/marian_params.h"
#include "tests/support/layout.h"

namespace attn::gui {
namespace {

class LayoutTest : public testing::TestWithParam<std::tuple<Size, float>> {};

TEST_P(LayoutTest, NoTextIsOverAnotherOrCut) {
  const auto [size, scale] = GetParam();
  for (const Language language : languages)
    for (const Look look : {Look::dark, Look::light}) {
      HeadlessOptions options;
      options.width = size.width;
      options.height = size.height;
      options.scale = scale;
      Document& document = options.settings.document;
      document.language = language;
      document.look = look;
      Headless window(options);
      const std::string where = std::to_string(size.width) + "×" + std::to_string(size.height) + " ×" +
                                std::to_string(scale) + " " + std::string(code(language)) +
                                (look == Look::dark ? " dark" : " light");
      window.settle();
      check(window.seen(), where);
      window.press(290);  // F1
      check(window.seen(), where + ", the sheet");
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, LayoutTest,
                         testing::Combine(testing::Values(Size{1024, 640}, Size{1440, 900}, Size{2560, 1440}),
                                          testing::Values(1.0f, 2.0f)));

// Steps of other shapes, and sentences at the ends of what is possible.
TEST(Layout, HoldsForOtherStepsAndSentences) {
  HeadlessOptions options;
  options.width = 1024;
  options.height = 640;
  for (const char* step : {"encoder/embedding/tokens", "encoder/embedding/positions", "encoder/layer1/ffn/hidden",
                           "encoder/layer2/add_norm2/norm", "decode1/mask", "decode3/layer2/cross/head4/weights",
                           "decode2/output/logits", "decode2/output/next", "model/embedding"})
    for (const char* sentence : {"I am a student", "Supercalifragilisticexpialidocious", "I like 漢字 pizzaz", "",
                                 "When the weather is fine my brother and his two friends like to walk along the river "
                                 "and talk about the books that they have read"}) {
      set_sentence(options.settings.document.request, sentence);
      options.settings.document.step = step;
      options.settings.document.language = Language::fr;
      Headless window(options);
      window.settle();
      check(window.seen(), std::string(step) + ", '" + sentence + "'");
    }
}

}  // namespace
}  // namespace attn::gui
