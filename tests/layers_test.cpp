// The layers of ARCHITECTURE.md, checked on the #include lines of every source file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string_view>;

struct Layer {
  std::string_view folder;
  Names may_include;   // layers, besides itself
  Names may_not_name;  // beginnings of other libraries' headers
};

const Names graphics = {"imgui", "imstb", "backends/imgui", "GLFW/", "glad/", "GL/", "EGL/", "KHR/"};
const Names drawing = {"cairo", "pango", "fontconfig/", "ft2build", "freetype/"};
const Names arguments = {"CLI/"};

Names operator+(Names a, const Names& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

const std::vector<Layer> layers = {
    {"engine/", {}, graphics + drawing + arguments},
    {"app/scene/", {"engine/"}, graphics + arguments},
    {"app/core/", {"engine/", "app/scene/"}, graphics + drawing + arguments},
    {"app/export/", {"engine/", "app/scene/", "app/core/"}, graphics + drawing + arguments},
    {"app/cli/", {"engine/", "app/scene/", "app/core/", "app/export/"}, graphics + drawing},
    {"app/gui/", {"engine/", "app/scene/", "app/core/", "app/export/"}, drawing + arguments},
};

bool begins_with_any(std::string_view text, const Names& beginnings) {
  return std::ranges::any_of(beginnings, [&](std::string_view b) { return text.starts_with(b); });
}

const Layer* layer_of(std::string_view path) {
  const auto at = std::ranges::find_if(layers, [&](const Layer& l) { return path.starts_with(l.folder); });
  return at == layers.end() ? nullptr : &*at;
}

// What "name" or <name> in an #include line refers to, from the root of the sources if it lies there.
std::string included(std::string_view line, const fs::path& file) {
  const auto hash = line.find_first_not_of(" \t");
  if (hash == line.npos || line[hash] != '#') return {};
  const auto word = line.find_first_not_of(" \t", hash + 1);
  if (word == line.npos || !line.substr(word).starts_with("include")) return {};
  const auto open = line.find_first_of("\"<", word);
  if (open == line.npos) return {};
  const auto close = line.find_first_of("\">", open + 1);
  if (close == line.npos) return {};
  const fs::path name = line.substr(open + 1, close - open - 1);
  const fs::path beside = (file.parent_path() / name).lexically_normal();
  if (line[open] == '"' && fs::exists(fs::path(ATTN_SOURCE_DIR) / beside)) return beside.generic_string();
  return name.lexically_normal().generic_string();
}

// One sentence per forbidden arrow in the text of a file, whose path is given from the root of the sources.
std::vector<std::string> broken_arrows(const std::string& path, std::istream& text) {
  const Layer* layer = layer_of(path);
  std::vector<std::string> found;
  std::string line;
  for (int number = 1; std::getline(text, line); ++number) {
    const std::string name = included(line, path);
    if (!layer || name.empty()) continue;
    const Layer* other = layer_of(name);
    const bool allowed = other ? other == layer || std::ranges::count(layer->may_include, other->folder) > 0
                               : !name.starts_with("app/") && !begins_with_any(name, layer->may_not_name);
    if (!allowed)
      found.push_back(path + ":" + std::to_string(number) + " includes " + name + ", which " +
                      std::string(layer->folder) + " may not");
  }
  return found;
}

std::vector<std::string> broken_arrows(const std::string& path, const std::string& text) {
  std::istringstream stream(text);
  return broken_arrows(path, stream);
}

std::vector<std::string> source_files() {
  std::vector<std::string> found;
  for (const Layer& layer : layers) {
    const fs::path folder = fs::path(ATTN_SOURCE_DIR) / layer.folder;
    if (!fs::exists(folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      const std::string ending = entry.path().extension().string();
      if (ending == ".h" || ending == ".cpp" || ending == ".inl")
        found.push_back(fs::relative(entry.path(), ATTN_SOURCE_DIR).generic_string());
    }
  }
  std::ranges::sort(found);
  return found;
}

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Layers, EverySourceFileKeepsThem) {
  const std::vector<std::string> files = source_files();
  ASSERT_FALSE(files.empty()) << "no sources below " << ATTN_SOURCE_DIR;
  for (const std::string& file : files) {
    std::ifstream text(fs::path(ATTN_SOURCE_DIR) / file);
    ASSERT_TRUE(text) << file;
    for (const std::string& broken : broken_arrows(file, text)) ADD_FAILURE() << broken;
  }
}

TEST(Layers, ArrowsPointDown) {
  EXPECT_THAT(broken_arrows("engine/x.cpp", "#include \"engine/tensor.h\"\n#include <vector>\n"), IsEmpty());
  EXPECT_THAT(broken_arrows("app/scene/x.h", "#include \"engine/trace.h\"\n#include <cairo.h>\n"), IsEmpty());
  EXPECT_THAT(broken_arrows("app/gui/x.cpp", "#include <imgui.h>\n#include \"app/core/document.h\"\n"), IsEmpty());
  EXPECT_THAT(broken_arrows("app/cli/x.cpp", "#include <CLI/CLI.hpp>\n#include \"app/scene/svg.h\"\n"), IsEmpty());
  EXPECT_THAT(broken_arrows("app/main.cpp", "#include \"app/gui/window.h\"\n#include \"app/cli/run.h\"\n"), IsEmpty());
}

TEST(Layers, ArrowsUpAreFound) {
  EXPECT_THAT(broken_arrows("engine/x.cpp", "\n#include \"app/scene/scene.h\"\n"),
              ElementsAre(HasSubstr("engine/x.cpp:2 includes app/scene/scene.h")));
  EXPECT_EQ(broken_arrows("app/scene/x.cpp", "#include \"app/core/document.h\"\n").size(), 1u);
  EXPECT_EQ(broken_arrows("app/core/x.cpp", "#include <imgui.h>\n#include \"app/cli/run.h\"\n").size(), 2u);
  EXPECT_EQ(broken_arrows("app/cli/x.cpp", "#include \"app/gui/window.h\"\n # include <GLFW/glfw3.h>\n").size(), 2u);
  EXPECT_EQ(broken_arrows("app/gui/x.cpp", "#include \"app/cli/run.h\"\n").size(), 1u);
  EXPECT_EQ(broken_arrows("app/core/x.cpp", "#include \"app/main.h\"\n").size(), 1u);
}

TEST(Layers, ExportLiesBetweenCoreAndThoseWhoShow) {
  EXPECT_THAT(broken_arrows("app/export/x.cpp", "#include \"app/core/document.h\"\n"), IsEmpty());
  EXPECT_THAT(broken_arrows("app/gui/x.cpp", "#include \"app/export/figure.h\"\n"), IsEmpty());
  EXPECT_EQ(broken_arrows("app/core/x.cpp", "#include \"app/export/figure.h\"\n").size(), 1u);
  EXPECT_EQ(broken_arrows("app/export/x.cpp", "#include \"app/cli/run.h\"\n#include <cairo.h>\n").size(), 2u);
}

TEST(Layers, ARoundaboutPathIsTheSameArrow) {
  EXPECT_EQ(broken_arrows("engine/x.cpp", "#include \"engine/../app/scene/scene.h\"\n").size(), 1u);
}

// A file does one thing; what needs more lines does two.
TEST(Files, HaveFourHundredLinesAtMost) {
  const fs::path root = ATTN_SOURCE_DIR;
  std::vector<std::string> longer;
  for (const char* folder : {"engine", "app", "tests"})
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
      std::ifstream file(entry.path());
      std::string line;
      int lines = 0;
      while (std::getline(file, line)) ++lines;
      if (lines > 400) longer.push_back(entry.path().string() + ": " + std::to_string(lines));
    }
  EXPECT_THAT(longer, IsEmpty());
}

}  // namespace
