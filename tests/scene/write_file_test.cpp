// Files are written whole or not at all.
#include "app/scene/write_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/support/no_root.h"
#include "tests/support/tools.h"

using attn::scene::write_file;
namespace fs = std::filesystem;

namespace {

class WriteFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "attnscope-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
  }
  void TearDown() override {
    fs::permissions(folder, fs::perms::owner_all);
    fs::remove_all(folder);
  }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
  }
  static std::string read(const fs::path& path) {
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
  }
  template <class Error>
  static std::string message(const fs::path& path, std::string_view bytes = "x") {
    try {
      write_file(path, bytes);
    } catch (const Error& e) {
      return e.what();
    }
    return "no error";
  }
  fs::path folder;
};

TEST_F(WriteFile, NewAndOld) {
  const std::string bytes("a\0b\r\n\xFF", 6);
  write_file(folder / "日本.bin", bytes);
  EXPECT_EQ(read(folder / "日本.bin"), bytes);
  write_file(folder / "日本.bin", "");
  EXPECT_EQ(read(folder / "日本.bin"), "");
  EXPECT_EQ(files(), 1u);
}

TEST_F(WriteFile, KeepsPermissionsAndFollowsLinks) {
  write_file(folder / "real", "1");
  fs::permissions(folder / "real", fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("real", folder / "link");
  write_file(folder / "link", "2");
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(read(folder / "real"), "2");
  EXPECT_EQ(fs::status(folder / "real").permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(files(), 2u);
}

TEST_F(WriteFile, FollowsALinkToWhereNoFileIsYet) {
  fs::create_directory(folder / "there");
  fs::create_symlink("there/second", folder / "first");
  fs::create_symlink("new", folder / "there" / "second");
  write_file(folder / "first", "1");
  EXPECT_TRUE(fs::is_symlink(folder / "first"));
  EXPECT_EQ(read(folder / "there" / "new"), "1");
  fs::create_symlink("nowhere/new", folder / "astray");
  EXPECT_NE(message<std::invalid_argument>(folder / "astray").find("there is no folder"), std::string::npos);
  fs::create_symlink("ring", folder / "ring");
  EXPECT_NE(message<std::runtime_error>(folder / "ring"), "no error");
  EXPECT_EQ(files(), 4u);
}

TEST_F(WriteFile, TheTemporaryNameIsOfWholeCharacters) {
  for (const std::size_t ascii : {0u, 1u, 2u}) {
    std::string name(ascii, 'x');
    while (name.size() < 250) name += "日";
    const std::string temporary = attn::scene::temporary_beside(folder / name).filename().string();
    EXPECT_LE(temporary.size(), 140u);
    const std::string kept = temporary.substr(1, temporary.find('.', 1) - 1);
    EXPECT_TRUE(name.starts_with(kept));
    EXPECT_GT(kept.size(), 90u);
    EXPECT_EQ((kept.size() - ascii) % 3, 0u) << kept.size();
    write_file(folder / name, "x");
    EXPECT_EQ(read(folder / name), "x");
  }
  EXPECT_EQ(files(), 3u);
}

TEST_F(WriteFile, FolderAsPath) {
  const std::string text = message<std::invalid_argument>(folder);
  EXPECT_NE(text.find(folder.string()), std::string::npos) << text;
  EXPECT_NE(text.find("folder"), std::string::npos) << text;
  EXPECT_NE(message<std::invalid_argument>(""), "no error");
  EXPECT_NE(message<std::invalid_argument>(folder / "new" / ""), "no error");
  EXPECT_EQ(files(), 0u);
}

TEST_F(WriteFile, MissingFolder) {
  const std::string text = message<std::invalid_argument>(folder / "missing" / "out.svg");
  EXPECT_NE(text.find("missing/out.svg"), std::string::npos) << text;
  EXPECT_EQ(files(), 0u);
  write_file(folder / "plain", "x");
  EXPECT_NE(message<std::invalid_argument>(folder / "plain" / "out.svg"), "no error");  // a file is no folder
  EXPECT_EQ(files(), 1u);
}

TEST_F(WriteFile, UnwritableFolder) {
  fs::permissions(folder, fs::perms{0555});
  const attn::test::NoRoot somebody;
  const std::string text = message<std::runtime_error>(folder / "out.svg");
  EXPECT_NE(text.find("out.svg"), std::string::npos) << text;
  EXPECT_NE(text.find("ermission"), std::string::npos) << text;
  EXPECT_EQ(files(), 0u);
}

TEST_F(WriteFile, NameTooLong) {
  const std::string text = message<std::runtime_error>(folder / std::string(300, 'x'));
  EXPECT_NE(text, "no error");
  EXPECT_EQ(files(), 0u);
  write_file(folder / std::string(250, 'x'), "as long as names may nearly be");
  EXPECT_EQ(files(), 1u);
}

TEST_F(WriteFile, FullDisk) {
  if (!fs::exists("/dev/full")) ATTN_LEFT_OUT("no /dev/full here");
  const std::string text = message<std::runtime_error>("/dev/full", std::string(100000, 'x'));
  EXPECT_NE(text.find("/dev/full"), std::string::npos) << text;
  EXPECT_NE(text.find("space"), std::string::npos) << text;
  EXPECT_TRUE(fs::exists("/dev/full"));
  write_file("/dev/null", "x");
  EXPECT_TRUE(fs::is_character_file("/dev/null"));  // written to, not replaced
}

TEST_F(WriteFile, OldFileStaysWhereTheNewOneCannotBeFinished) {
  write_file(folder / "out.svg", "old");
  fs::permissions(folder / "out.svg", fs::perms{0444});
  fs::permissions(folder, fs::perms::all);
  const attn::test::NoRoot somebody;
  EXPECT_NE(message<std::runtime_error>(folder / "out.svg"), "no error");
  EXPECT_EQ(read(folder / "out.svg"), "old");
  EXPECT_EQ(files(), 1u);
}

}  // namespace
