// What looks as if it led somewhere does: parts of the breadcrumb, the strip, the words without room.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>
#include <imgui.h>

#include "app/gui/headless.h"
#include "engine/runs/marian_params.h"
#include "tests/support/window.h"

namespace attn::gui {
namespace {

class WaysTest : public WindowTest {};

TEST_F(WaysTest, PartsOfTheBreadcrumbLeadToTheFirstStepOfTheirGroup) {
  window.press(GLFW_KEY_END);
  window.click("crumb 1");
  EXPECT_EQ(path(), "decode4/output/state");
  window.click("crumb 0");
  EXPECT_EQ(path(), "decode4/embedding/tokens");
}

TEST_F(WaysTest, TheFilterOpensTheBestMatchAndEscapeClearsIt) {
  window.click("filter");
  window.type("layer norm");
  window.press(GLFW_KEY_ENTER);
  EXPECT_EQ(path(), "encoder/layer1/add_norm1/norm");
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_EQ(view().outline.filter[0], 0);
  EXPECT_EQ(path(), "encoder/layer1/add_norm1/norm");
}

TEST_F(WaysTest, ChipsStayWhereTheyAreWhenTheyAreClicked) {
  const scene::Rect before = window.seen().find("target 3")->rect;
  window.click("target 3");
  const scene::Rect after = window.seen().find("target 3")->rect;
  EXPECT_EQ(after.x, before.x);
  EXPECT_EQ(after.w, before.w);
  window.press(GLFW_KEY_END);
  EXPECT_EQ(window.seen().find("target 3")->rect.x, before.x);
}

TEST_F(WaysTest, WordsWithoutRoomAreToldAndCopied) {
  window.resize(800, 600);
  Document changed = document();
  set_sentence(changed.request, "The old man reads a long book every evening and the young woman sleeps on the chair.");
  window.choose(changed);
  const Record::Item* more = window.seen().find("more words");
  ASSERT_TRUE(more);
  window.move(more->rect.x + more->rect.w / 2, more->rect.y + more->rect.h / 2);
  ASSERT_TRUE(window.seen().tip);
  window.click("more words");
  EXPECT_EQ(ImGui::GetClipboardText(), translation());
}

// The word being written and the one it looks at have room, wherever they are.
TEST_F(WaysTest, TheSentenceBarFollowsTheWordBeingWritten) {
  window.resize(1024, 640);
  Document changed = document();
  set_sentence(changed.request, "The old man reads a long book every evening and the young woman sleeps on the chair.");
  changed.step = "decode12/layer2/cross/head1/weights";
  window.choose(changed);
  const Record::Item* written = window.seen().find("target 12");
  ASSERT_TRUE(written);
  EXPECT_TRUE(window.seen().find("target 0")) << "the first ones stay";
  EXPECT_LE(written->rect.x + written->rect.w, 1024);
  changed.step = "decode2/layer2/cross/head1/weights";
  window.choose(changed);
  EXPECT_TRUE(window.seen().find("target 2"));
  EXPECT_FALSE(window.seen().find("target 12"));
}

}  // namespace
}  // namespace attn::gui
