// What a reader who looks for a model is told of a folder.
#include "app/core/folders.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace attn {
namespace {

namespace fs = std::filesystem;

class Folders : public testing::Test {
 protected:
  Folders() : folder(fs::path(testing::TempDir()) / "attnscope-folders") {
    fs::remove_all(folder);
    fs::create_directories(folder / "inner");
  }
  ~Folders() override { fs::remove_all(folder); }
  void put(const char* name) { std::ofstream(folder / name) << "x"; }

  const fs::path folder;
};

TEST_F(Folders, OneThatIsNoModelSaysWhatIsMissing) {
  EXPECT_EQ(list_folder(folder.string()).note, (Message{"folder.no_model", {"config.json"}}));
  put("config.json");
  EXPECT_EQ(list_folder(folder.string()).note, (Message{"folder.no_model", {"model.safetensors"}}));
  put("model.safetensors");
  const FolderListing model = list_folder(folder.string());
  EXPECT_TRUE(model.model);
  EXPECT_FALSE(model.note);
}

TEST_F(Folders, OfAFileItsFolderIsListed) {
  put("config.json");
  put("model.safetensors");
  const FolderListing of_file = list_folder((folder / "config.json").string());
  EXPECT_TRUE(of_file.of_file);
  EXPECT_TRUE(of_file.model);
  EXPECT_EQ(of_file.folder, folder.string());
  EXPECT_FALSE(of_file.problem);
  EXPECT_EQ(of_file.note, (Message{"folder.of_file", {}}));
  ASSERT_EQ(of_file.entries.size(), 1u);
  EXPECT_EQ(of_file.entries[0].name, "inner");
}

TEST_F(Folders, WhatIsNotThereIsAProblem) {
  const FolderListing none = list_folder((folder / "nowhere").string());
  EXPECT_TRUE(none.problem);
  EXPECT_FALSE(none.note);
}

}  // namespace
}  // namespace attn
