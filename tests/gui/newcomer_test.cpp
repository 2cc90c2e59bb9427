// A newcomer's path: the first start, what this is, the story with the space bar alone, a copy, a figure.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "app/core/story.h"
#include "app/gui/headless.h"
#include "engine/model/translate.h"
#include "tests/support/window.h"

namespace attn::gui {
namespace {

bool says(const Record& seen, std::string_view words) {
  for (const auto& text : seen.texts)
    if (text.words.find(words) != std::string::npos) return true;
  return false;
}

HeadlessOptions first_start(Language language) {
  HeadlessOptions options;
  options.first_start = true;
  options.settings.document.language = language;
  return options;
}

class Newcomer : public testing::TestWithParam<Language> {};

TEST_P(Newcomer, SeesTheFinishedRunAndWhatThisIs) {
  Headless window(first_start(GetParam()));
  window.settle();
  const Program& program = window.program();
  EXPECT_EQ(program.document().view, ViewName::map);
  EXPECT_EQ(program.step(), timeline(program.derived().answer.run->trace).back());
  EXPECT_TRUE(says(window.seen(), "Je suis étudiant"));
  EXPECT_TRUE(says(window.seen(), "Where is the station?")) << "sentences to try";
}

TEST_P(Newcomer, PlaysTheStoryToItsEndWithTheSpaceBarAlone) {
  Headless window(first_start(GetParam()));
  window.settle();
  window.press(GLFW_KEY_SPACE);
  const Program& program = window.program();
  EXPECT_EQ(program.document().view, ViewName::step);
  EXPECT_TRUE(program.view().player.playing);
  const attn::Run& run = *program.derived().answer.run;
  const Course course = story_course(Texts(GetParam()), run);
  EXPECT_EQ(program.step(), course.steps.front());
  double seconds = 0;
  for (std::size_t i = 0; i < course.steps.size(); ++i) {
    seconds = filling(run.trace[course.steps[i]]);
    window.pass(seconds + 0.01);
    EXPECT_EQ(program.step(), course.steps[i]);
    EXPECT_DOUBLE_EQ(program.document().phase, 1);
    window.pass(course.pauses[i] - 0.01);
  }
  window.pass(1);
  EXPECT_FALSE(program.view().player.playing);
  EXPECT_EQ(program.step(), course.steps.back());
}

TEST_P(Newcomer, CopiesTheTranslationAndSavesAFigure) {
  Headless window(first_start(GetParam()));
  window.settle();
  window.click("look around");
  window.click("copy translation");
  EXPECT_EQ(std::string(ImGui::GetClipboardText()), "Je suis étudiant");
  EXPECT_TRUE(says(window.seen(), "Je suis étudiant"));
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "newcomer";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  Document document = window.program().document();
  document.exporting.folder = folder.string();
  window.choose(document);
  window.press(GLFW_KEY_E, true);
  window.click("export now");
  window.settle();
  EXPECT_FALSE(std::filesystem::is_empty(folder));
}

TEST_P(Newcomer, GoesAWordFurtherWithEachPressInTheMap) {
  Headless window(first_start(GetParam()));
  window.settle();
  window.click("look around");
  const attn::Run& run = *window.program().derived().answer.run;
  for (const Written& word : run.written) {
    window.press(GLFW_KEY_SPACE);
    EXPECT_EQ(window.program().step(), word.chosen) << word.label;
  }
}

INSTANTIATE_TEST_SUITE_P(InThreeLanguages, Newcomer, testing::Values(Language::en, Language::zh, Language::fr));

}  // namespace
}  // namespace attn::gui
