// Characters that cannot be drawn are shown as their code points.
#include <gtest/gtest.h>

#include "app/gui/fonts.h"
#include "app/gui/panels/field_text.h"

namespace attn::gui {
namespace {

TEST(Fonts, CharactersBeyondTheLibraryBecomeCodePoints) {
  if (IM_UNICODE_CODEPOINT_MAX > 0xFFFF) GTEST_SKIP() << "this library has them";
  const Fonts fonts;
  std::string room;
  EXPECT_EQ(fonts.shown("a 😀!", Font::ui, room), "a U+1F600!");
  EXPECT_EQ(fonts.shown("\xF0\x9F\x98\x80\xF0\x90\x8D\x88", Font::mono, room), "U+1F600U+10348");
  const std::string_view plain = "I am a student", accents = "naïve 漢";
  EXPECT_EQ(fonts.shown(plain, Font::ui, room).data(), plain.data()) << "nothing is copied";
  EXPECT_EQ(fonts.shown(accents, Font::ui, room).data(), accents.data());
  EXPECT_EQ(fonts.shown("\xFF", Font::ui, room), "\xFF");
}

TEST(FieldText, ComesBackAsItWent) {
  StandIns kept;
  const std::string text = "a 😀漢 𐍈😀 é";
  const std::string inside = in_field(kept, text);
  EXPECT_EQ(from_field(kept, inside), text);
  EXPECT_EQ(from_field(kept, "x" + inside.substr(2)), "x" + text.substr(2));
  if (IM_UNICODE_CODEPOINT_MAX > 0xFFFF) return;
  EXPECT_EQ(inside, "a \uE000漢 \uE001\uE000 é");
  EXPECT_EQ(from_field(kept, "\uE002"), "\uE002") << "nobody's stand-in";
}

}  // namespace
}  // namespace attn::gui
