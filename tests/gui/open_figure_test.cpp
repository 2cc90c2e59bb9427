// Saved figures opened again, numbers and images copied, the menu of figures, and the layout of the export dialog.
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

using testing::HasSubstr;
using testing::StartsWith;

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
