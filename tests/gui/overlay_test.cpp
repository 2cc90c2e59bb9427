// What lies over the window: it has the keyboard, the shortcuts wait.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include "app/gui/headless.h"
#include "tests/support/window.h"

namespace attn::gui {
namespace {

class OverlayTest : public WindowTest {
 protected:
  // A click into the card that meets nothing: the caret leaves its field.
  void click_beside_the_field() { window.click(720, 700); }
  void press_all_of_the_view() {
    for (const int key : {GLFW_KEY_4, GLFW_KEY_D, GLFW_KEY_L, GLFW_KEY_M, GLFW_KEY_W, GLFW_KEY_RIGHT, GLFW_KEY_SPACE})
      window.press(key);
    window.press(GLFW_KEY_B, true);
    window.press(GLFW_KEY_T, true);
  }
};

TEST_F(OverlayTest, NoShortcutActsBehindTheFolders) {
  window.press(GLFW_KEY_O, true);
  click_beside_the_field();
  ASSERT_TRUE(view().folder.open);
  const Document before = document();
  press_all_of_the_view();
  EXPECT_EQ(document(), before);
  EXPECT_FALSE(view().player.playing);
  EXPECT_FALSE(view().notice);
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_FALSE(view().folder.open);
  window.press(GLFW_KEY_D);
  EXPECT_EQ(document().look, Look::light);
}

TEST_F(OverlayTest, NoShortcutActsBehindTheSheet) {
  window.press(GLFW_KEY_F1);
  const Document before = document();
  press_all_of_the_view();
  EXPECT_EQ(document(), before);
  window.press(GLFW_KEY_EQUAL, true);
  EXPECT_FLOAT_EQ(document().zoom, 1.1f) << "everything is as large as one likes";
  EXPECT_TRUE(view().sheet_open);
}

TEST_F(OverlayTest, NoShortcutActsBehindTheExport) {
  window.press(GLFW_KEY_E, true);
  ASSERT_TRUE(view().exporting.open);
  const Document before = document();
  for (const int key : {GLFW_KEY_4, GLFW_KEY_D, GLFW_KEY_L, GLFW_KEY_M, GLFW_KEY_W}) window.press(key);
  window.press(GLFW_KEY_T, true);
  EXPECT_EQ(document(), before);
  EXPECT_FALSE(view().notice);
}

TEST_F(OverlayTest, TheFoldersTakeThePlaceOfTheSheet) {
  window.press(GLFW_KEY_F1);
  window.press(GLFW_KEY_O, true);
  EXPECT_TRUE(view().folder.open);
  EXPECT_FALSE(view().sheet_open);
}

}  // namespace
}  // namespace attn::gui
