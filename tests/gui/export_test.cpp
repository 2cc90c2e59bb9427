// Exporting from the window, used as a person would: the dialog by keys and by pointer, the files it writes, copying,
// and opening what a figure shows.
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
#include "tests/support/layout.h"
#include "tests/support/no_root.h"
#include "tests/support/window.h"

namespace attn::gui {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "attnscope-test-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code ignored;
    fs::permissions(path_, fs::perms::owner_all, ignored);
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::recursive_directory_iterator(path_), {}));
  }

 private:
  fs::path path_;
};

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Figures are drawn without the window's pixels, which take most of the time.
HeadlessOptions options_for(const fs::path& folder, bool pixels = false) {
  HeadlessOptions options;
  options.settings.document.exporting.folder = folder.string();
  options.pixels = pixels;
  return options;
}

class ExportTest : public testing::Test {
 protected:
  const Document& document() { return window.program().document(); }
  const View& view() { return window.program().view(); }
  bool open() { return view().exporting.open; }
  void open_dialog() { window.press(GLFW_KEY_E, true); }
  void choose_what(int downs) {
    for (int i = 0; i < downs; ++i) window.press(GLFW_KEY_RIGHT);
  }

  Folder folder;
  Headless window;

  explicit ExportTest(bool pixels = false) : window(options_for(folder.path(), pixels)) { window.settle(); }
};

class ExportPixelsTest : public ExportTest {
 protected:
  ExportPixelsTest() : ExportTest(true) {}
};

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

TEST_F(ExportTest, AFolderThatIsNoneIsOneSentence) {
  Document changed = document();
  changed.exporting.folder = (folder.path() / "nowhere").string();
  window.choose(changed);
  open_dialog();
  window.press(GLFW_KEY_ENTER);
  ASSERT_TRUE(view().notice);
  EXPECT_FALSE(view().notice->good);
  EXPECT_EQ(view().notice->key, "export.why_no_folder");
  EXPECT_THAT(view().notice->values.at(0), HasSubstr("nowhere"));
  window.pass(600);
  EXPECT_TRUE(view().notice) << "a failure stays until it is closed";
  EXPECT_EQ(folder.files(), 0u);
}

TEST_F(ExportTest, APathThatIsAFolderIsOneSentence) {
  fs::create_directory(folder.path() / "encoder-layer1-self-head1-weights.png");
  open_dialog();
  window.press(GLFW_KEY_ENTER);
  ASSERT_TRUE(view().notice);
  EXPECT_EQ(view().notice->key, "export.why_folder");
  EXPECT_THAT(view().notice->values.at(0), EndsWith("weights.png"));
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
    for (const scene::Mark& mark : preview.scene.marks) all.push_back(mark.text);
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

TEST(ExportCancel, LeavesOnlyWholeFiles) {
  Folder folder;
  HeadlessOptions options = options_for(folder.path());
  options.wait_for_exports = false;
  ExportOptions& exporting = options.settings.document.exporting;
  exporting.what = ExportWhat::all;
  exporting.formats[static_cast<std::size_t>(ExportWhat::all)] = ExportFormat::png;
  exporting.scale = 8;  // minutes of work
  Headless window(options);
  window.settle();
  window.press(GLFW_KEY_E, true);
  window.press(GLFW_KEY_ENTER);
  ASSERT_TRUE(window.program().view().exporting.shown.running);
  window.click("cancel export");
  window.program().wait_for_export();
  window.settle();
  ASSERT_TRUE(window.program().view().notice);
  EXPECT_THAT(window.program().view().notice->key, StartsWith("export.cancelled"));
  for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
    if (!entry.is_regular_file()) continue;
    EXPECT_EQ(entry.path().extension(), ".png");
    EXPECT_THAT(bytes_of(entry.path()), HasSubstr("IEND"));
  }
}

TEST(ExportCancel, AFilmThatIsCancelledIsNotThere) {
  Folder folder;
  HeadlessOptions options = options_for(folder.path());
  options.wait_for_exports = false;
  ExportOptions& exporting = options.settings.document.exporting;
  exporting.what = ExportWhat::block;
  exporting.formats[static_cast<std::size_t>(ExportWhat::block)] = ExportFormat::gif;
  exporting.scale = 3;
  Headless window(options);
  window.settle();
  window.press(GLFW_KEY_E, true);
  window.press(GLFW_KEY_ENTER);
  ASSERT_TRUE(window.program().view().exporting.shown.running);
  window.click("cancel export");
  window.program().wait_for_export();
  window.settle();
  EXPECT_EQ(window.program().view().notice->key, "export.cancelled");
  EXPECT_EQ(folder.files(), 0u);
}

TEST_F(ExportTest, ADroppedFigureIsShownAgainAndUndoLeadsBack) {
  Document changed = document();
  set_sentence(changed.request, "Where is the station?");
  changed.step = "decode2/layer1/cross/head3/weights";
  changed.cell = Cell{1, 2};
  changed.phase = 0.5;
  window.choose(changed);
  changed = document();
  changed.phase = 0.5;
  window.choose(changed);
  open_dialog();
  window.press(GLFW_KEY_ENTER);
  const fs::path file = folder.path() / "decode2-layer1-cross-head3-weights.png";
  ASSERT_TRUE(fs::exists(file));
  changed = document();
  set_sentence(changed.request, "I am a student");
  changed.step = "encoder/layer1/self/head1/scores";
  changed.cell.reset();
  changed.view = ViewName::map;
  window.choose(changed);
  window.drop(file.string());
  EXPECT_EQ(sentence_of(document().request), "Where is the station?");
  EXPECT_EQ(document().step, "decode2/layer1/cross/head3/weights");
  EXPECT_EQ(document().cell, (Cell{1, 2}));
  EXPECT_EQ(document().phase, 0.5);
  EXPECT_EQ(document().view, ViewName::step);
  window.press(GLFW_KEY_Z, true);
  EXPECT_EQ(sentence_of(document().request), "I am a student");
}

TEST_F(ExportTest, AFileThatIsNoFigureIsOneSentence) {
  const fs::path file = folder.path() / "other.svg";
  std::ofstream(file) << "<svg xmlns='http://www.w3.org/2000/svg'/>";
  const Document before = document();
  window.drop(file.string());
  ASSERT_TRUE(view().notice);
  EXPECT_EQ(view().notice->key, "export.open_none");
  EXPECT_EQ(document(), before);
}

class OpenedFigure : public ExportTest {
 protected:
  // The figure in sight, its session changed.
  fs::path figure(const std::string& from, const std::string& to) {
    open_dialog();
    window.press(GLFW_KEY_DOWN);
    window.press(GLFW_KEY_RIGHT);  // SVG: its session can be changed without a checksum of its own
    window.press(GLFW_KEY_ENTER);
    const fs::path file = folder.path() / "encoder-layer1-self-head1-weights.svg";
    std::string bytes = bytes_of(file);
    const std::size_t at = bytes.find(from);
    EXPECT_NE(at, bytes.npos) << from;
    std::ofstream(file, std::ios::binary) << bytes.replace(at, from.size(), to);
    return file;
  }
  void wait_until_compared() {
    if (view().exporting.opened && view().exporting.opened->here.valid()) view().exporting.opened->here.wait();
    window.settle();
  }
};

TEST_F(OpenedFigure, OfThisModelSaysNothing) {
  window.drop(figure("sha256:", "sha256:").string());
  wait_until_compared();
  EXPECT_FALSE(view().exporting.opened);
  EXPECT_TRUE(!view().notice || view().notice->good);
}

TEST_F(OpenedFigure, OfAnotherStateOfTheModelIsShownWithAWarning) {
  const std::string digest = figures::model_checksum(*window.program().derived().answer.model);
  std::string other = digest;
  other.back() = other.back() == '0' ? '1' : '0';
  const fs::path file = figure(digest, other);
  Document changed = document();
  changed.step = "encoder/layer1/self/head1/scores";
  window.choose(changed);
  window.drop(file.string());
  wait_until_compared();
  EXPECT_EQ(document().step, "encoder/layer1/self/head1/weights") << "it is shown";
  ASSERT_TRUE(view().notice);
  EXPECT_EQ(view().notice->key, "export.open_another_model");
  EXPECT_EQ(view().notice->values.at(0), "en-fr-tiny");
}

TEST_F(OpenedFigure, WithAChangedCellIsTheSameRun) {
  const fs::path file =
      figure("changes&quot;:[]",
             "changes&quot;:[{&quot;path&quot;:&quot;encoder/layer1/self/head1/weights&quot;,&quot;row&quot;"
             ":2,&quot;column&quot;:3,&quot;value&quot;:0.5}]");
  window.drop(file.string());
  window.settle();
  EXPECT_TRUE(!view().notice || view().notice->good);
  const Step& step = window.program().derived().answer.run->trace.at("encoder/layer1/self/head1/weights");
  EXPECT_TRUE(step.edited());
  EXPECT_EQ(step.out(1, 2), 0.5f);
  window.press(GLFW_KEY_Z, true);
  window.settle();
  EXPECT_FALSE(window.program().derived().answer.run->trace.at("encoder/layer1/self/head1/weights").edited());
}

TEST_F(OpenedFigure, OfALaterVersionIsShownAsFarAsItIsUnderstood) {
  window.drop(figure("view&quot;:&quot;step", "view&quot;:&quot;compare").string());
  ASSERT_TRUE(view().notice);
  EXPECT_EQ(*static_cast<const Message*>(&*view().notice), (Message{"export.open_partly", {"view = \"compare\""}}));
}

TEST_F(OpenedFigure, OfAModelThatIsNotHereIsRefused) {
  const fs::path file = figure("place&quot;:&quot;en-fr-tiny", "place&quot;:&quot;/nowhere/model");
  const Document before = document();
  window.drop(file.string());
  ASSERT_TRUE(view().notice);
  EXPECT_EQ(view().notice->key, "export.open_no_model");
  EXPECT_EQ(view().notice->values.at(2), "/nowhere/model");
  EXPECT_EQ(document(), before);
}

TEST_F(ExportTest, TheListOfFoldersShowsFigures) {
  open_dialog();
  window.press(GLFW_KEY_ENTER);
  Document changed = document();
  set_sentence(changed.request, "Where is the station?");
  window.choose(changed);
  const FolderListing listing = list_folder(folder.path().string());
  ASSERT_EQ(listing.entries.size(), 1u);
  EXPECT_TRUE(listing.entries[0].figure);
  window.press(GLFW_KEY_O, true);
  window.press(GLFW_KEY_A, true);
  window.type(folder.path().string());
  window.click("folder encoder-layer1-self-head1-weights.png");
  EXPECT_EQ(sentence_of(document().request), "I am a student");
  EXPECT_FALSE(view().folder.open);
}

TEST_F(ExportTest, NumbersAreCopiedByKey) {
  window.press(GLFW_KEY_C, true);
  EXPECT_THAT(std::string(ImGui::GetClipboardText()), HasSubstr("student\t"));
}

// A program of that name that notes what it is given.
TEST_F(ExportTest, AnImageIsCopiedByXclip) {
  const fs::path tools = folder.path() / "bin";
  fs::create_directory(tools);
  std::ofstream(tools / "xclip") << "#!/bin/sh\necho \"$@\" > '" << (folder.path() / "words").string()
                                 << "'\n/bin/cat > '" << (folder.path() / "image").string() << "'\n";
  fs::permissions(tools / "xclip", fs::perms::owner_all);
  test::Variable path("PATH"), wayland("WAYLAND_DISPLAY");
  wayland.set(std::nullopt);
  path.set(tools.string());
  window.press(GLFW_KEY_C, true, true);
  EXPECT_THAT(bytes_of(folder.path() / "words"), HasSubstr("image/png"));
  EXPECT_THAT(bytes_of(folder.path() / "image"), StartsWith("\x89PNG"));
  ASSERT_TRUE(view().notice);
  EXPECT_EQ(view().notice->key, "export.image_copied");
  fs::remove(tools / "xclip");
  window.press(GLFW_KEY_C, true, true);
  EXPECT_EQ(view().notice->key, "export.no_clipboard");
}

TEST_F(ExportTest, EveryFigureHasAMenu) {
  for (const ViewName name : {ViewName::step, ViewName::map, ViewName::heads, ViewName::translation}) {
    Document changed = document();
    changed.view = name;
    window.choose(changed);
    window.drag(640, 420, 640, 420, 1);
    ASSERT_TRUE(window.seen().find("menu export")) << static_cast<int>(name);
    window.click("menu export");
    EXPECT_TRUE(open());
    window.press(GLFW_KEY_ESCAPE);
    EXPECT_FALSE(open());
  }
}

class ExportLayout : public testing::TestWithParam<std::tuple<Size, float>> {};

TEST_P(ExportLayout, NoTextIsOverAnotherOrCut) {
  const auto [size, scale] = GetParam();
  for (const Language language : languages)
    for (const Look look : {Look::dark, Look::light}) {
      HeadlessOptions options;
      options.width = size.width;
      options.height = size.height;
      options.scale = scale;
      options.pixels = false;
      options.settings.document.exporting.folder = "/tmp";
      options.settings.document.language = language;
      options.settings.document.look = look;
      Headless window(options);
      window.settle();
      window.press(GLFW_KEY_E, true);
      const std::string where = std::to_string(size.width) + " x" + std::to_string(scale) + " " +
                                std::string(code(language)) + (look == Look::dark ? " dark" : " light");
      for (std::size_t what = 0; what < export_whats; ++what)
        for (const ExportFormat format : {ExportFormat::png, ExportFormat::pdf, ExportFormat::gif}) {
          Document document = window.program().document();
          document.exporting.what = static_cast<ExportWhat>(what);
          document.exporting.formats[what] = format;
          if (format_of(document.exporting, true) != format && format != ExportFormat::png) continue;
          window.choose(document);
          check(window.seen(), where + " " + std::to_string(what) + "." + std::to_string(static_cast<int>(format)));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, ExportLayout,
                         testing::Combine(testing::Values(Size{1024, 640}, Size{1440, 900}, Size{2560, 1440}),
                                          testing::Values(1.0f, 2.0f)));

}  // namespace
}  // namespace attn::gui
