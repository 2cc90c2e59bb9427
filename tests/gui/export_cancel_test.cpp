// An export that is cancelled leaves only whole files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "app/gui/headless.h"
#include "tests/support/export_window.h"

namespace attn::gui {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

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

}  // namespace
}  // namespace attn::gui
