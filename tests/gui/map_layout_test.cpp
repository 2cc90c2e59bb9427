// The map at every size, scale, look and language: see layout_test.cpp.
#include <gtest/gtest.h>

#include <string>

#include "app/gui/headless.h"
#include "engine/runs/marian_params.h"
#include "tests/support/layout.h"

namespace attn::gui {
namespace {

// The map: at the beginning, in the middle and at the end of a run, and of a long one.
class MapLayoutTest : public testing::TestWithParam<std::tuple<Size, float>> {};

TEST_P(MapLayoutTest, NoTextIsOverAnotherOrCut) {
  const auto [size, scale] = GetParam();
  const std::string words =
      "When the weather is fine my brother and his two friends like to walk along the river and talk about the books "
      "that they have read and the songs that they have heard in the old house near the sea where my mother lives with "
      "a dog";
  for (const Language language : languages)
    for (const Look look : {Look::dark, Look::light})
      for (const std::string& sentence : {std::string("I am a student"), words}) {
        if (sentence == words && look == Look::light) continue;  // colours do not move text
        HeadlessOptions options;
        options.width = size.width;
        options.height = size.height;
        options.scale = scale;
        Document& document = options.settings.document;
        document.view = ViewName::map;
        document.language = language;
        document.look = look;
        set_sentence(document.request, sentence);
        Headless window(options);
        const std::string where = "map, " + std::to_string(size.width) + "×" + std::to_string(size.height) + " ×" +
                                  std::to_string(scale) + " " + std::string(code(language)) +
                                  (look == Look::dark ? " dark, " : " light, ") + sentence.substr(0, 8);
        window.settle();
        check(window.seen(), where + ", in the encoder");
        window.press(269);  // End
        check(window.seen(), where + ", at the end");
        window.wheel(static_cast<float>(size.width) / 2, static_cast<float>(size.height) / 2, -1, true);
        check(window.seen(), where + ", from farther");
      }
}

INSTANTIATE_TEST_SUITE_P(Sizes, MapLayoutTest,
                         testing::Combine(testing::Values(Size{1024, 640}, Size{1440, 900}, Size{2560, 1440}),
                                          testing::Values(1.0f, 2.0f)));

}  // namespace
}  // namespace attn::gui
