// A window that exports into a folder of its own.
#pragma once

#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "app/gui/headless.h"

namespace attn::gui {

namespace fs = std::filesystem;

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

inline std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Figures are drawn without the window's pixels, which take most of the time.
inline HeadlessOptions options_for(const fs::path& folder, bool pixels = false) {
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

}  // namespace attn::gui
