// The heads in every size, scale, look and language: no text lies on another or is cut.
#include <gtest/gtest.h>

#include <string>
#include <tuple>

#include "app/gui/headless.h"
#include "engine/runs/marian_params.h"
#include "tests/support/layout.h"

namespace attn::gui {
namespace {

// 48 words.
constexpr const char* long_sentence =
    "When the weather is fine my brother and his two friends like to walk along the river and talk about the books "
    "that they have read and the songs that they have heard and the things that they want to do when they are old but "
    "today";

class HeadsLayoutTest : public testing::TestWithParam<std::tuple<Size, float>> {};

TEST_P(HeadsLayoutTest, NoTextIsOverAnotherOrCut) {
  const auto [size, scale] = GetParam();
  for (const Language language : languages)
    for (const Look look : {Look::dark, Look::light})
      for (const bool many : {false, true}) {
        HeadlessOptions options;
        options.width = size.width;
        options.height = size.height;
        options.scale = scale;
        Document& document = options.settings.document;
        document.view = ViewName::heads;
        document.language = language;
        document.look = look;
        document.step = many ? "decode2/layer1/self/head2/weights" : "encoder/layer1/self/head2/weights";
        document.heads.order = many ? HeadOrder::pattern : HeadOrder::model;
        document.heads.own_scale = many;
        document.heads.rows = {0, 1};
        if (many) set_sentence(document.request, long_sentence);
        Headless window(options);
        window.settle();
        const std::string where = "heads, " + std::to_string(size.width) + "×" + std::to_string(size.height) + " ×" +
                                  std::to_string(scale) + " " + std::string(code(language)) +
                                  (look == Look::dark ? " dark" : " light") + (many ? ", 48 words" : "");
        check(window.seen(), where);
        if (size.width < 1280) {
          window.click("show head");
          check(window.seen(), where + ", enlarged");
        }
      }
}

INSTANTIATE_TEST_SUITE_P(Sizes, HeadsLayoutTest,
                         testing::Combine(testing::Values(Size{1024, 640}, Size{1440, 900}, Size{2560, 1440}),
                                          testing::Values(1.0f, 2.0f)));

}  // namespace
}  // namespace attn::gui
