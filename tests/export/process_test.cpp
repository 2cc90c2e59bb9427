// Other programs: what they are given, how they end, and the clipboard that stands on them.
#include "app/export/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "app/export/clipboard.h"
#include "app/export/failure.h"
#include "tests/support/environment.h"
#include "tests/support/tools.h"

using namespace attn::figures;
namespace fs = std::filesystem;
using ::testing::HasSubstr;

namespace {

// Programs of the test's own, first in PATH; no Wayland.
class Programs : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("attn_process_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    wayland_.set(std::nullopt);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string put(const std::string& name, const std::string& script) {
    const fs::path file = folder_ / name;
    std::ofstream(file) << "#!/bin/sh\n" << script;
    fs::permissions(file, fs::perms::owner_all);
    path_.set(folder_.string() + ":/usr/bin:/bin");
    return file.string();
  }
  std::string said() const {
    std::ifstream in(folder_ / "said", std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::string to() const { return "'" + (folder_ / "said").string() + "'"; }
  fs::path folder_;
  attn::test::Variable path_{"PATH"}, wayland_{"WAYLAND_DISPLAY"};
};

std::string bytes() {
  std::string all;
  for (int i = 0; i < 1'000'000; ++i) all += static_cast<char>(i * 7);
  return all;
}

TEST_F(Programs, GetEveryByteAndTheEnd) {
  Process process({put("keep", "cat > " + to())});
  EXPECT_TRUE(process.give(bytes()));
  EXPECT_TRUE(process.wait());
  EXPECT_EQ(said(), bytes());
}

TEST_F(Programs, OneThatDoesNotReadOrFailsIsNoCrash) {
  Process deaf({put("deaf", "exit 3\n")});
  while (deaf.give(bytes())) {
  }
  EXPECT_FALSE(deaf.wait());
  EXPECT_THROW(Process({(folder_ / "nothing").string()}), std::runtime_error);
}

TEST_F(Programs, RunInAGroupOfTheirOwnAndEndWithUs) {
  {
    Process process({put("group", "cut -d ' ' -f 5 /proc/$$/stat > " + to() + "\nsleep 100000\n")});
    while (said().find('\n') == std::string::npos) {
    }
  }  // comes back at once
  if (said() == "\n") ATTN_LEFT_OUT("no /proc here");
  const int group = std::stoi(said());
  EXPECT_NE(group, ::getpgrp());
  EXPECT_FALSE(fs::exists("/proc/" + std::to_string(group)));
}

TEST_F(Programs, XclipIsGivenThePicture) {
  put("xclip", "echo \"$@\" > " + to() + "\ncat >> " + to());
  EXPECT_TRUE(can_copy_images());
  copy_png("pixels");
  EXPECT_EQ(said(), "-selection clipboard -t image/png -i\npixels");
}

TEST_F(Programs, AnXclipThatFailsIsTold) {
  put("xclip", "exit 1\n");
  try {
    copy_png(bytes());
    ADD_FAILURE() << "nothing thrown";
  } catch (const std::runtime_error& e) {
    EXPECT_THAT(e.what(), HasSubstr("could not take the image"));
    for (const attn::Language language : {attn::Language::zh, attn::Language::fr}) {
      const std::string told = attn::Texts(language)(message_of(e));
      EXPECT_THAT(told, HasSubstr("/xclip"));
      EXPECT_THAT(told, testing::Not(HasSubstr("could not")));
    }
  }
  path_.set("/nowhere");
  EXPECT_FALSE(can_copy_images());
  EXPECT_THROW(copy_png("x"), std::runtime_error);
}

TEST_F(Programs, TheRealClipboardGivesItBack) {
  if (find_program("xclip").empty()) ATTN_LEFT_OUT("no xclip");
  if (!std::getenv("DISPLAY")) GTEST_SKIP() << "no display: gui/clipboard.sh runs it in one";
  copy_png(bytes());
  ASSERT_EQ(std::system(("xclip -selection clipboard -t image/png -o > " + to()).c_str()), 0);
  EXPECT_EQ(said(), bytes());
}

}  // namespace
