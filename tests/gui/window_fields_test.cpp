// The whole window, used as a person would: what is typed, opened and dropped.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/gui/headless.h"
#include "engine/runs/marian_params.h"
#include "tests/support/window.h"

namespace attn::gui {
namespace {

using testing::HasSubstr;

TEST_F(WindowTest, AnotherModelIsChosenFromTheList) {
  window.click("model");
  window.click("model en-fr-small");
  EXPECT_EQ(document().request.place, "en-fr-small");
  EXPECT_EQ(window.program().derived().answer.model->name, "en-fr-small");
  EXPECT_EQ(window.seen().find("model en-fr-tiny"), nullptr) << "the list is closed";
  window.press(GLFW_KEY_Z, true);
  EXPECT_EQ(document().request.place, "en-fr-tiny") << "undone";
}

TEST_F(WindowTest, ADroppedFolderIsOpenedAndRemembered) {
  const std::string folder = std::string(ATTN_SOURCE_DIR "/assets/models/en-fr-small");
  window.drop(folder + "/config.json");
  EXPECT_EQ(document().request.place, folder) << "of a file, its folder";
  EXPECT_EQ(translation(), "Je suis étudiant");
  EXPECT_THAT(window.program().settings().recent_models, testing::ElementsAre(folder));
}

TEST_F(WindowTest, AFolderWithoutAModelSaysWhyAndLeadsBack) {
  window.drop(testing::TempDir());
  ASSERT_TRUE(window.program().derived().problem);
  EXPECT_EQ(window.program().derived().problem->key, "problem.model_missing");
  EXPECT_EQ(translation(), "Je suis étudiant") << "the last good run stays";
  window.click("last model");
  EXPECT_FALSE(window.program().derived().problem);
  EXPECT_EQ(document().request.place, "en-fr-tiny");
  EXPECT_TRUE(window.program().settings().recent_models.empty());
}

TEST_F(WindowTest, AFolderIsFoundByLookingForIt) {
  window.press(GLFW_KEY_O, true);
  ASSERT_TRUE(window.seen().find("folder path"));
  window.press(GLFW_KEY_A, true);
  window.type(std::string(ATTN_SOURCE_DIR "/assets"));
  window.click("folder models");
  EXPECT_TRUE(view().folder.open);
  window.click("folder en-fr-small");
  EXPECT_FALSE(view().folder.open);
  EXPECT_THAT(document().request.place, HasSubstr("assets/models/en-fr-small"));
  EXPECT_EQ(translation(), "Je suis étudiant");
}

TEST_F(WindowTest, TheOutlineIsFilteredAndFolded) {
  window.press(GLFW_KEY_B, true);
  EXPECT_FALSE(document().outline_open);
  window.press(GLFW_KEY_B, true);
  EXPECT_TRUE(document().outline_open);
  window.click("filter");
  window.type("decode2 layer1 cross head3 softmax");
  window.press(GLFW_KEY_ENTER);
  EXPECT_EQ(path(), "decode2/layer1/cross/head3/weights");
}

TEST_F(WindowTest, TheSentenceIsEditedUndoneAndRedone) {
  window.press(GLFW_KEY_L, true);
  window.press(GLFW_KEY_A, true);
  window.type("I am happy");
  EXPECT_EQ(sentence_of(document().request), "I am happy");
  EXPECT_EQ(translation(), "Je suis heureux");
  window.press(GLFW_KEY_Z, true);
  EXPECT_EQ(sentence_of(document().request), "I am a student");
  EXPECT_EQ(translation(), "Je suis étudiant");
  window.press(GLFW_KEY_Y, true);
  EXPECT_EQ(sentence_of(document().request), "I am happy");
  window.press(GLFW_KEY_ESCAPE);
  window.press(GLFW_KEY_Z, true);
  window.press(GLFW_KEY_Z, true, true);
  EXPECT_EQ(translation(), "Je suis heureux");
}

TEST_F(WindowTest, AWordIsEditedInItsPlace) {
  window.click("source 1");
  EXPECT_TRUE(view().typing);
  window.press(GLFW_KEY_END);
  window.type("e");
  EXPECT_EQ(sentence_of(document().request), "I ame a student");
  window.press(GLFW_KEY_BACKSPACE);
  window.type(" not");
  EXPECT_EQ(sentence_of(document().request), "I am not a student");
  window.press(GLFW_KEY_HOME);
  window.press(GLFW_KEY_BACKSPACE);
  EXPECT_EQ(sentence_of(document().request), "I amnot a student");
  window.press(GLFW_KEY_Z, true);
  EXPECT_EQ(sentence_of(document().request), "I am a student") << "one run of typing is undone as one";
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_FALSE(view().typing);
}

// What follows a word must not be cut with its old places when that word becomes shorter.
TEST_F(WindowTest, AWordIsEmptiedAtOnce) {
  window.press(GLFW_KEY_L, true);
  window.press(GLFW_KEY_A, true);
  window.type("abcdefghijklmnop am a student");
  window.press(GLFW_KEY_ESCAPE);
  window.click("source 0");
  window.press(GLFW_KEY_A, true);
  window.press(GLFW_KEY_BACKSPACE);
  EXPECT_EQ(sentence_of(document().request), " am a student");
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_EQ(sentence_of(document().request), "am a student");
}

TEST_F(WindowTest, UndoInAnotherFieldLeavesTheSentence) {
  window.click("source 1");
  window.type("e");
  window.press(GLFW_KEY_ESCAPE);
  const std::string sentence(sentence_of(document().request));
  window.click("filter");
  window.type("soft");
  window.press(GLFW_KEY_Z, true);
  EXPECT_EQ(sentence_of(document().request), sentence);
}

TEST_F(WindowTest, PlainKeysAreLettersWhileTyping) {
  window.press(GLFW_KEY_L, true);
  window.press(GLFW_KEY_END);
  window.press(GLFW_KEY_D);
  EXPECT_EQ(document().look, Look::dark);
  window.press(GLFW_KEY_SPACE);
  EXPECT_FALSE(view().player.playing);
}

TEST_F(WindowTest, AnEmptySentenceHasNoRun) {
  const std::string before = path();
  window.press(GLFW_KEY_L, true);
  window.press(GLFW_KEY_A, true);
  window.press(GLFW_KEY_BACKSPACE);
  EXPECT_EQ(sentence_of(document().request), "");
  EXPECT_EQ(window.program().derived().problem->key, "problem.empty");
  EXPECT_FALSE(window.program().derived().answer.run);
  EXPECT_EQ(window.program().step(), -1);
  window.press(GLFW_KEY_ESCAPE);
  for (const int key : {GLFW_KEY_SPACE, GLFW_KEY_RIGHT, GLFW_KEY_END, GLFW_KEY_DOWN, GLFW_KEY_RIGHT_BRACKET})
    window.press(key);
  window.pass(5);
  EXPECT_FALSE(view().player.playing);
  EXPECT_EQ(document().step, before);
  EXPECT_EQ(window.title(), "AttnScope");
  for (const Record::Text& t : window.seen().texts)
    EXPECT_FALSE(t.panel == "outline" || t.panel == "inspector") << t.words;
  for (const int view : {GLFW_KEY_2, GLFW_KEY_3, GLFW_KEY_4, GLFW_KEY_1}) {
    window.press(view);
    EXPECT_TRUE(window.seen().find("Where is the station?"));
  }
  window.click("Where is the station?");
  EXPECT_EQ(path(), before) << "the step shown before";
  EXPECT_EQ(document().phase, 1);
  window.press(GLFW_KEY_L, true);
  window.press(GLFW_KEY_Z, true);
  EXPECT_EQ(window.program().step(), -1) << "undone: no words again";
  window.press(GLFW_KEY_Z, true);
  EXPECT_EQ(translation(), "Je suis étudiant");
}

TEST_F(WindowTest, ANoticeStaysUntilItIsClosed) {
  window.program().tell({"settings.unwritable", {"here"}});
  window.settle();
  ASSERT_TRUE(window.seen().find("close notice"));
  window.click("close notice");
  EXPECT_FALSE(view().notice);
}

}  // namespace
}  // namespace attn::gui
