// The Translation view at every size, scale and language: the texts of its tables, cards and trees.
#include <gtest/gtest.h>

#include <string>

#include "app/gui/headless.h"
#include "engine/runs/marian_params.h"
#include "tests/support/layout.h"

namespace attn::gui {
namespace {

class TranslationLayoutTest : public testing::TestWithParam<std::tuple<Size, float>> {};

// Every way of decoding, a card over the table, a sentence as long as the model takes.
TEST_P(TranslationLayoutTest, NoTextIsOverAnotherOrCut) {
  const auto [size, scale] = GetParam();
  for (const Language language : languages)
    for (const Look look : {Look::dark, Look::light})
      for (const Decoding decoding : {Decoding::greedy, Decoding::beam, Decoding::sampling}) {
        if (look == Look::light && decoding != Decoding::greedy) continue;  // colours move nothing
        HeadlessOptions options;
        options.width = size.width;
        options.height = size.height;
        options.scale = scale;
        Document& document = options.settings.document;
        document.language = language;
        document.look = look;
        document.view = ViewName::translation;
        document.step = "decode3/output/next";
        document.translation.decoding = decoding;
        document.request.values["draw"] = decoding == Decoding::sampling;
        Headless window(options);
        window.settle();
        const std::string where = "translation " + std::to_string(static_cast<int>(decoding)) + " " +
                                  std::to_string(size.width) + " ×" + std::to_string(scale) + " " +
                                  std::string(code(language));
        check(window.seen(), where);
        if (decoding != Decoding::greedy) continue;
        window.press(291);  // F2
        check(window.seen(), where + ", another word");
        window.press(256);       // Esc
        window.press(66, true);  // Ctrl+B
        check(window.seen(), where + ", with or without the arithmetic");
      }
}

INSTANTIATE_TEST_SUITE_P(Sizes, TranslationLayoutTest,
                         testing::Combine(testing::Values(Size{1024, 640}, Size{1440, 900}, Size{2560, 1440}),
                                          testing::Values(1.0f, 2.0f)));

TEST(TranslationLayout, HoldsForLongSentencesAndOtherModels) {
  HeadlessOptions options;
  Document& document = options.settings.document;
  document.view = ViewName::translation;
  document.language = Language::fr;
  const char* const sentence =
      "When the weather is fine my brother and his two friends like to walk along the river and talk about the books "
      "that they have read and the people whom they have met in the towns and villages of the country where they were "
      "born and went to school";
  for (const std::string& model :
       {std::string("en-fr-tiny"), std::string("en-fr-small"), std::string(ATTN_SOURCE_DIR "/tests/reference/odd")})
    for (const Decoding decoding : {Decoding::greedy, Decoding::beam, Decoding::sampling})
      for (const int width : {1024, 1440}) {
        document.request.place = model;
        set_sentence(document.request, model.starts_with("en") ? sentence : "am a am a am a");
        document.step = model.starts_with("en") ? "decode20/output/next" : "decode2/output/next";
        document.translation.decoding = decoding;
        options.width = width;
        options.height = width == 1024 ? 640 : 900;
        Headless window(options);
        window.settle();
        check(window.seen(), model + " " + std::to_string(static_cast<int>(decoding)) + " " + std::to_string(width));
      }
}

}  // namespace
}  // namespace attn::gui
