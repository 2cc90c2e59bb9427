// Exporting from the window, used as a person would: the dialog by keys and by pointer, and the files it writes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <imgui.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/core/folders.h"
#include "app/export/checksum.h"
#include "app/export/session.h"
#include "app/gui/export_preview.h"
#include "app/gui/headless.h"
#include "engine/runs/marian_params.h"
#include "tests/support/environment.h"
#include "tests/support/export_window.h"
#include "tests/support/layout.h"
#include "tests/support/no_root.h"
#include "tests/support/window.h"
namespace attn::gui {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

TEST_F(ExportTest, OpensByKeyAndByButtonAndClosesByEscape) {
  open_dialog();
  EXPECT_TRUE(open());
  EXPECT_TRUE(window.seen().find("export now"));
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_FALSE(open());
  window.click("export button");
  EXPECT_TRUE(open());
  window.click("close");
  EXPECT_FALSE(open());
}

TEST_F(ExportTest, EnterWritesTheFigureWithItsSession) {
  open_dialog();
  window.press(GLFW_KEY_ENTER);
  EXPECT_FALSE(open());
  const fs::path file = folder.path() / "encoder-layer1-self-head1-weights.png";
  const std::string bytes = bytes_of(file);
  ASSERT_THAT(bytes, StartsWith("\x89PNG"));
  const figures::Session session = figures::read_session(bytes);
  EXPECT_EQ(sentence_of(session.document.request), "I am a student");
  EXPECT_THAT(session.model.checksum, StartsWith("sha256:"));
  ASSERT_TRUE(view().notice);
  EXPECT_TRUE(view().notice->good);
  EXPECT_EQ(view().notice->values.at(0), file.string());
  window.pass(60);
  EXPECT_FALSE(view().notice) << "good news does not stay";
}

TEST_F(ExportTest, KeysReachEveryChoice) {
  open_dialog();
  choose_what(1);  // the matrix
  EXPECT_EQ(document().exporting.what, ExportWhat::matrix);
  window.press(GLFW_KEY_DOWN);  // format
  for (int i = 0; i < 4; ++i) window.press(GLFW_KEY_RIGHT);
  EXPECT_EQ(format_of(document().exporting, true), ExportFormat::tsv);
  window.press(GLFW_KEY_TAB);  // the name: numbers have no look
  window.type("numbers");
  EXPECT_EQ(view().exporting.name, "numbers");
  window.press(GLFW_KEY_ENTER);
  const std::string text = bytes_of(folder.path() / "numbers.tsv");
  EXPECT_THAT(text, HasSubstr("student\t"));
  // Every row once around, and each has something to turn or to type into.
  open_dialog();
  window.press(GLFW_KEY_DOWN);
  for (int i = 0; i < 4; ++i) window.press(GLFW_KEY_LEFT);  // PNG again
  const std::vector<ExportRow> rows = rows_of(document().exporting, true);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    ASSERT_EQ(view().exporting.row, rows[i]);
    const ExportOptions before = document().exporting;
    if (rows[i] < ExportRow::pattern) {
      window.press(GLFW_KEY_RIGHT);
      EXPECT_FALSE(document().exporting == before) << static_cast<int>(rows[i]);
      window.press(GLFW_KEY_LEFT);
      EXPECT_TRUE(document().exporting == before) << static_cast<int>(rows[i]);
    } else {
      EXPECT_TRUE(view().typing);
    }
    window.press(GLFW_KEY_TAB);
  }
  EXPECT_EQ(view().exporting.row, ExportRow::what) << "around";
  EXPECT_FALSE(view().typing);
}

TEST_F(ExportTest, OverwritingAsksFirstAndKeepsWhenInDoubt) {
  const fs::path file = folder.path() / "encoder-layer1-self-head1-weights.png";
  std::ofstream(file) << "mine";
  open_dialog();
  window.press(GLFW_KEY_ENTER);
  EXPECT_TRUE(open());
  ASSERT_TRUE(view().exporting.there);
  window.press(GLFW_KEY_ENTER);  // keeps
  EXPECT_FALSE(view().exporting.there);
  EXPECT_EQ(bytes_of(file), "mine");
  window.press(GLFW_KEY_ENTER);
  window.press(GLFW_KEY_RIGHT);
  window.press(GLFW_KEY_ENTER);
  EXPECT_THAT(bytes_of(file), StartsWith("\x89PNG"));
  EXPECT_FALSE(open());
}

TEST_F(ExportTest, ABlockBecomesAFolderOfNumberedFiles) {
  open_dialog();
  choose_what(2);
  window.press(GLFW_KEY_ENTER);
  const fs::path block = folder.path() / "encoder-layer1-self-head1";
  EXPECT_TRUE(fs::is_regular_file(block / "001-encoder-layer1-self-head1-query.png"));
  EXPECT_TRUE(fs::is_regular_file(block / "007-encoder-layer1-self-head1-context.png"));
  EXPECT_EQ(folder.files(), 8u) << "the folder and seven steps";
}

TEST_F(ExportTest, AnExerciseHasItsKey) {
  open_dialog();
  choose_what(5);
  window.press(GLFW_KEY_ENTER);
  EXPECT_THAT(bytes_of(folder.path() / "exercise-1.html"), HasSubstr("<html"));
  EXPECT_THAT(bytes_of(folder.path() / "exercise-1-key.html"), HasSubstr("<html"));
}

TEST_F(ExportPixelsTest, TheWholeWindowIsAsItWasBelowTheDialog) {
  const scene::Image before = window.picture();
  open_dialog();
  choose_what(6);
  ASSERT_EQ(document().exporting.what, ExportWhat::window);
  ASSERT_TRUE(view().exporting.window);
  EXPECT_EQ(view().exporting.window->width, before.width);
  EXPECT_EQ(view().exporting.window->rgba, before.rgba);
  window.press(GLFW_KEY_ENTER);
  EXPECT_THAT(bytes_of(folder.path() / "attnscope.png"), StartsWith("\x89PNG"));
}

TEST_F(ExportTest, AFolderThatIsNoneIsToldAtItsField) {
  Document changed = document();
  changed.exporting.folder = (folder.path() / "nowhere").string();
  window.choose(changed);
  open_dialog();
  const auto says = [&](std::string_view words) {
    return std::any_of(window.seen().texts.begin(), window.seen().texts.end(),
                       [&](const Record::Text& t) { return t.words == words; });
  };
  EXPECT_TRUE(says("There is no such folder."));
  window.press(GLFW_KEY_ENTER);
  window.click("export now");
  EXPECT_TRUE(open()) << "nothing is lost";
  EXPECT_FALSE(view().notice);
  EXPECT_EQ(folder.files(), 0u);
  changed = document();
  changed.exporting.folder = folder.path().string();
  window.choose(changed);
  EXPECT_FALSE(says("There is no such folder."));
  window.press(GLFW_KEY_ENTER);
  EXPECT_FALSE(open());
  EXPECT_EQ(folder.files(), 1u);
}

TEST_F(ExportTest, APathThatIsAFolderIsOneSentence) {
  fs::create_directory(folder.path() / "encoder-layer1-self-head1-weights.png");
  open_dialog();
  window.press(GLFW_KEY_ENTER);
  ASSERT_TRUE(view().notice);
  EXPECT_FALSE(view().notice->good);
  EXPECT_EQ(view().notice->key, "export.why_folder");
  EXPECT_THAT(view().notice->values.at(0), EndsWith("weights.png"));
  window.pass(15);
  EXPECT_TRUE(view().notice) << "a problem stays longer than good news";
  open_dialog();
  EXPECT_FALSE(view().notice) << "it does not lie over the dialog";
  window.press(GLFW_KEY_ENTER);
  ASSERT_TRUE(view().notice);
  window.pass(60);
  EXPECT_FALSE(view().notice) << "it covers the figure no longer than it takes to read";
}

// A link to the device that is always full.
TEST_F(ExportTest, AFullDiskIsOneSentenceAndTheChoicesStay) {
  fs::create_symlink("/dev/full", folder.path() / "mine.png");
  open_dialog();
  window.press(GLFW_KEY_UP);  // the folder
  window.press(GLFW_KEY_UP);  // the name
  window.type("mine");
  const ExportOptions chosen = document().exporting;
  window.press(GLFW_KEY_ENTER);
  ASSERT_TRUE(view().notice);
  EXPECT_FALSE(view().notice->good);
  EXPECT_EQ(view().notice->key, "export.why_full");
  EXPECT_EQ(folder.files(), 1u) << "nothing is left beside it";
  open_dialog();
  EXPECT_EQ(document().exporting, chosen);
  EXPECT_EQ(view().exporting.name, "mine");
}

TEST_F(ExportTest, AFolderThatMayNotBeWrittenIsOneSentence) {
  const std::string closed = folder.path().string();
  fs::permissions(folder.path(), fs::perms{0555});
  const test::NoRoot somebody;
  Document changed = document();
  changed.exporting.folder = closed;
  window.choose(changed);
  open_dialog();
  window.press(GLFW_KEY_ENTER);
  ASSERT_TRUE(view().notice);
  EXPECT_THAT(view().notice->key, testing::AnyOf("export.why_protected", "export.why_read_only"));
  EXPECT_EQ(document().exporting.folder, closed);
  EXPECT_EQ(folder.files(), 0u);
}

// Reasons are of the reader's language: every table has them, and no English sentence is put into one.
TEST_F(ExportTest, ReasonsAreToldInTheLanguageOfTheWindow) {
  fs::create_directory(folder.path() / "encoder-layer1-self-head1-weights.png");
  Document changed = document();
  changed.language = Language::fr;
  window.choose(changed);
  open_dialog();
  window.press(GLFW_KEY_ENTER);
  ASSERT_TRUE(view().notice);
  const std::string words = Texts(Language::fr)(*view().notice);
  EXPECT_THAT(words, HasSubstr("dossier"));
  EXPECT_THAT(words, testing::Not(HasSubstr("folder")));
}

TEST_F(ExportTest, AWrongPatternCannotBeExported) {
  Document changed = document();
  changed.exporting.what = ExportWhat::block;
  changed.exporting.pattern = "{nothing}.png";
  window.choose(changed);
  open_dialog();
  EXPECT_THAT(view().exporting.preview->problem, HasSubstr("nothing"));
  window.press(GLFW_KEY_ENTER);
  EXPECT_TRUE(open());
  EXPECT_EQ(folder.files(), 0u);
}

TEST_F(ExportTest, AFilmIsPlayedInThePreview) {
  Document changed = document();
  changed.exporting.formats[static_cast<std::size_t>(ExportWhat::figure)] = ExportFormat::gif;
  window.choose(changed);
  open_dialog();
  const ExportPreview& preview = *view().exporting.preview;
  ASSERT_GT(preview.film.size(), 10u);
  const auto colours = [&] {  // of cells that are there
    return std::count_if(preview.scene.marks.begin(), preview.scene.marks.end(), [&](const scene::Mark& mark) {
      return mark.kind == scene::Mark::Kind::text && mark.cell.step == window.program().step();
    });
  };
  EXPECT_EQ(preview.at, 0u);
  const auto before = colours();
  const float width = preview.scene.width, height = preview.scene.height;
  double all = 0;
  for (const figures::FilmFrame& frame : preview.film) all += frame.milliseconds / 1000.0;
  window.pass(all - 0.5);  // it rests for a second at its end
  EXPECT_EQ(preview.at, preview.film.size() - 1);
  EXPECT_GT(colours(), before);
  EXPECT_EQ(preview.scene.width, width);
  EXPECT_EQ(preview.scene.height, height);
  window.pass(0.6);
  EXPECT_EQ(preview.at, 0u) << "and again from the beginning";
}

// What can be chosen for the figure as it is seen, in the dialog's own list.
bool offers_films(Headless& window) {
  Document changed = window.program().document();
  changed.exporting.formats[static_cast<std::size_t>(ExportWhat::figure)] = ExportFormat::png;
  window.choose(changed);
  window.press(GLFW_KEY_E, true);
  window.press(GLFW_KEY_DOWN);
  window.press(GLFW_KEY_LEFT);  // the last one
  window.press(GLFW_KEY_ESCAPE);
  const ExportFormat last = window.program().document().exporting.formats[static_cast<std::size_t>(ExportWhat::figure)];
  return last == ExportFormat::mp4;
}

TEST_F(ExportTest, FilmsAreOfferedOfWhatFillsIn) {
  Document changed = document();
  const auto in = [&](ViewName view, Decoding decoding) {
    changed = document();
    changed.view = view;
    changed.translation.decoding = decoding;
    window.choose(changed);
    return offers_films(window);
  };
  EXPECT_TRUE(in(ViewName::step, Decoding::beam));
  EXPECT_TRUE(in(ViewName::map, Decoding::greedy));
  EXPECT_FALSE(in(ViewName::heads, Decoding::greedy));
  EXPECT_TRUE(in(ViewName::translation, Decoding::greedy));
  EXPECT_TRUE(in(ViewName::translation, Decoding::sampling));
  EXPECT_FALSE(in(ViewName::translation, Decoding::beam));
}

TEST_F(ExportTest, AFilmOfTheTranslationWritesItsWords) {
  Document changed = document();
  changed.view = ViewName::translation;
  changed.exporting.formats[static_cast<std::size_t>(ExportWhat::figure)] = ExportFormat::gif;
  changed.exporting.scale = 1;
  changed.exporting.fps = 5;
  window.choose(changed);
  open_dialog();
  const ExportPreview& preview = *view().exporting.preview;
  ASSERT_EQ(preview.problem, "");
  ASSERT_GT(preview.film.size(), 8u);
  const Trace& trace = window.program().derived().answer.run->trace;
  EXPECT_EQ(trace[preview.film.front().moment.step].path, "decode1/output/probabilities");
  EXPECT_EQ(trace[preview.film.back().moment.step].path, "decode4/output/next");
  const auto words = [&] {  // not those of the caption, which tells all of it
    std::vector<std::string> all;
    for (const scene::Mark& mark : preview.scene.marks)
      if (mark.color.a == 255) all.push_back(mark.text);  // what is not reached is faint
    return all;
  };
  EXPECT_THAT(words(), testing::Not(testing::Contains("étudiant"))) << "nothing is written yet";
  double all = 0;
  for (const figures::FilmFrame& frame : preview.film) all += frame.milliseconds / 1000.0;
  window.pass(all - 0.5);  // it rests for a second at its end
  EXPECT_THAT(words(), testing::Contains("étudiant"));
  window.press(GLFW_KEY_ENTER);
  EXPECT_THAT(bytes_of(folder.path() / "translation.gif"), StartsWith("GIF89a"));
}

TEST_F(ExportTest, NothingMovesInThePreviewWhereMotionIsReduced) {
  Document changed = document();
  changed.reduced_motion = true;
  changed.exporting.formats[static_cast<std::size_t>(ExportWhat::figure)] = ExportFormat::gif;
  window.choose(changed);
  open_dialog();
  EXPECT_TRUE(view().exporting.preview->film.empty());
  EXPECT_GT(view().exporting.preview->at, 0u) << "its end";
}

TEST_F(ExportTest, ADocumentIsShownAsItsFirstPage) {
  Document changed = document();
  changed.exporting.what = ExportWhat::exercise;
  window.choose(changed);
  open_dialog();
  const ExportPreview& preview = *view().exporting.preview;
  EXPECT_TRUE(preview.lines.empty()) << "no Markdown for HTML";
  std::string words;
  bool figure = false;
  for (const scene::Mark& mark : preview.scene.marks) {
    words += mark.text + "\n";
    figure = figure || mark.cell.step >= 0;
  }
  EXPECT_THAT(words, HasSubstr("Exercise: “I am a student”"));
  EXPECT_THAT(words, HasSubstr(std::string(Texts(Language::en)("worked.name"))));
  EXPECT_TRUE(figure);
}

TEST_F(ExportTest, ATreeOfABeamSearchIsSavedAsItIsSeen) {
  Document changed = document();
  changed.view = ViewName::translation;
  changed.translation.decoding = Decoding::beam;
  changed.translation.beam_width = 3;
  window.choose(changed);
  open_dialog();
  window.press(GLFW_KEY_ENTER);
  const std::string bytes = bytes_of(folder.path() / "translation.png");
  ASSERT_THAT(bytes, StartsWith("\x89PNG"));
  const figures::Session session = figures::read_session(bytes);
  EXPECT_EQ(session.document.translation.decoding, Decoding::beam);
  EXPECT_EQ(session.document.translation.beam_width, 3);
  changed = document();
  changed.translation.decoding = Decoding::greedy;
  changed.view = ViewName::step;
  window.choose(changed);
  window.drop((folder.path() / "translation.png").string());
  EXPECT_EQ(document().view, ViewName::translation);
  EXPECT_EQ(document().translation.decoding, Decoding::beam);
  EXPECT_TRUE(window.seen().find("node 0"));
}

}  // namespace
}  // namespace attn::gui
