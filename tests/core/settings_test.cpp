// What is remembered: written, read back, and read from files that are not as they should be.
#include "app/core/settings.h"
#include "engine/runs/marian_params.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

#include <nlohmann/json.hpp>

#include "tests/support/environment.h"

namespace attn {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class SettingsFile : public testing::Test {
 protected:
  void SetUp() override {
    const testing::TestInfo& test = *testing::UnitTest::GetInstance()->current_test_info();
    folder =
        fs::path(testing::TempDir()) / ("attnscope-settings-" + std::string(test.name()) + std::to_string(::getpid()));
    fs::remove_all(folder);
    fs::create_directories(folder);
    file = folder / "settings.json";
  }
  void TearDown() override { fs::remove_all(folder); }
  void write(const std::string& text) const { std::ofstream(file, std::ios::binary) << text; }
  static std::string read(const fs::path& path) {
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
  }
  json written() const { return json::parse(read(file)); }
  Settings load() const {
    LoadedSettings loaded = load_settings(file);
    EXPECT_FALSE(loaded.problem) << loaded.problem->key << loaded.problem->values.back();
    return loaded.settings;
  }
  // Of a file that is not as it should be; what was refused, as it is told.
  Settings load(std::string& refused) const {
    const LoadedSettings loaded = load_settings(file);
    EXPECT_TRUE(loaded.problem);
    if (!loaded.problem) return loaded.settings;
    EXPECT_EQ(loaded.problem->key, "settings.refused");
    EXPECT_EQ(loaded.problem->values.at(0), file.string());
    refused = loaded.problem->values.at(1);
    return loaded.settings;
  }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
  }
  fs::path folder, file;
};

Settings unusual() {
  Settings s;
  s.document.language = Language::fr;
  s.document.look = Look::light;
  s.document.zoom = 1.3f;
  s.document.speed = 0.25f;
  s.document.grain = Grain::layer;
  s.document.reduced_motion = true;
  s.document.outline_open = false;
  s.document.map = {2, 10, false, false, false};
  s.document.heads.kinds = {true, false, true};
  s.document.heads.layer = 2;
  s.document.heads.own_scale = s.document.heads.scores = true;
  s.document.heads.order = HeadOrder::pattern;
  s.document.heads.patterns[0] = false;
  s.document.translation = {Decoding::beam, 2, 3, 5, 1.2, false};
  s.document.exporting = {ExportWhat::block,
                          {},
                          ExportPaper::dark,
                          3,
                          true,
                          ExportPage::letter,
                          false,
                          false,
                          false,
                          12,
                          0.5,
                          3,
                          7,
                          "{n}.{format}",
                          "/some/where"};
  s.document.exporting.formats[2] = ExportFormat::webp;
  set_sampling(s.document.request, {0.3, 20, 0.85, 1});
  s.document.request.place = "/models/ünï \"quoted\"";
  set_sentence(s.document.request, "Il dort.\tÀ 学");
  s.recent_models = {"/b", "/a"};
  s.window = {-1200, 30, 1000, 700, true};
  return s;
}

TEST_F(SettingsFile, WhatIsSavedIsLoaded) {
  EXPECT_EQ(save_settings(file, unusual()), std::nullopt);
  EXPECT_EQ(load(), unusual());
  EXPECT_EQ(files(), 1u) << "nothing is left beside it";
  EXPECT_EQ(written()["zoom"], 1.3) << "not 1.2999999523";
}

TEST_F(SettingsFile, NoFileIsTheDefaults) {
  EXPECT_EQ(load(), Settings());
  EXPECT_EQ(load_settings({}).problem, std::nullopt);
  EXPECT_EQ(files(), 0u);
}

TEST_F(SettingsFile, TheFolderIsMade) {
  file = folder / "some/where/settings.json";
  EXPECT_EQ(save_settings(file, unusual()), std::nullopt);
  EXPECT_EQ(load(), unusual());
}

TEST_F(SettingsFile, UnknownKeysStay) {
  write(R"({"later": {"a": [1]}, "zoom": 1.5, "window": {"screen": "left", "width": 900}})");
  EXPECT_EQ(save_settings(file, Settings()), std::nullopt);
  EXPECT_EQ(written()["later"], json::parse(R"({"a": [1]})"));
  EXPECT_EQ(written()["window"]["screen"], "left");
  EXPECT_EQ(written()["window"]["width"], 1440);
  EXPECT_EQ(written()["zoom"], 1);
}

TEST_F(SettingsFile, AWrongValueCostsOnlyItself) {
  write(R"({"language": "xx", "theme": 3, "grain": "block", "zoom": "big", "speed": null, "reduced_motion": 1,
            "outline_open": false, "model": ["m"], "sentence": "a cat", "map": {"head": "x", "hide_below": 900, "loop": false},
            "heads": {"kinds": ["cross", "tail", 3], "order": "size", "patterns": "all", "own_scale": true},
            "recent_models": [1, "/a", "", "/a", "/b", {}],
            "window": {"x": 5, "y": "low", "width": 900, "height": [], "maximized": "yes"}})");
  Settings expected;
  expected.document.grain = Grain::block;
  expected.document.outline_open = false;
  set_sentence(expected.document.request, "a cat");
  expected.document.map.hide_below = 50;
  expected.document.map.loop = false;
  expected.document.heads.kinds = {false, false, true};
  expected.document.heads.own_scale = true;
  expected.recent_models = {"/a", "/b"};
  expected.window.width = 900;
  std::string refused;
  EXPECT_EQ(load(refused), expected);
  EXPECT_EQ(refused, "request.place = [\"m\"]; language = \"xx\"; map.head = \"x\"; …");
  write(R"({"window": [1], "recent_models": "x", "language": "zh"})");
  expected = Settings();
  expected.document.language = Language::zh;
  EXPECT_EQ(load(refused), expected);
  EXPECT_EQ(refused, "recent_models = \"x\"; window = [1]");
}

TEST_F(SettingsFile, NumbersAreHeldInTheirRange) {
  write(R"({"zoom": 99, "speed": 3, "window": {"x": -1e300, "y": 1e300, "width": 1, "height": 999999999999}})");
  std::string refused;
  const Settings s = load(refused);
  EXPECT_EQ(refused, "zoom = 99 → 2; speed = 3 → 4; window.x = -1e+300 → -100000; …");
  EXPECT_EQ(s.document.zoom, 2);
  EXPECT_EQ(s.document.speed, 4) << "the nearest of the speeds";
  EXPECT_EQ(s.window, (WindowPlace{-100'000, 100'000, 320, 32'000, false}));
  write(R"({"zoom": -3, "speed": -1})");
  EXPECT_EQ(load(refused).document.zoom, 0.8f);
  EXPECT_EQ(load(refused).document.speed, 1);
  write(R"({"speed": 1e9})");
  EXPECT_EQ(load(refused).document.speed, 8);
}

TEST_F(SettingsFile, TextsThatCannotBeAreNotTaken) {
  const auto asked = [](const std::string& sentence, const std::string& place) {
    return json{{"request", {{"place", place}, {"values", {{"sentence", sentence}}}}}}.dump();
  };
  std::string refused;
  write(asked(std::string("a\0b", 3), ""));
  EXPECT_EQ(load(refused), Settings());
  EXPECT_EQ(refused, "request.values.sentence = \"a\\u0000b\"");
  write(asked(std::string(10'001, 'a'), std::string(5000, 'm')));
  EXPECT_EQ(load(refused), Settings());
  write(asked("", "m"));
  EXPECT_EQ(sentence_of(load().document.request), "") << "an empty sentence may be chosen";
}

// Of a run nothing is remembered but its sentence, its model and the knobs: no forced, drawn or changed words.
TEST_F(SettingsFile, ARunIsNotRemembered) {
  Settings s = unusual();
  s.document.request.forced = {{1, 5}};
  s.document.request.changes = {{"encoder/embedding/sum", 0, 0, 1}};
  s.document.request.values["draw"] = true;
  s.document.request.values["seed"] = std::string("9");
  s.document.step = "decode1/output/next";
  s.document.cell = Cell{4, 5};
  s.document.phase = 0.25;
  s.document.heads.sum = true;
  s.document.heads.others = {{AttentionKind::cross, 1, 2}};
  EXPECT_EQ(save_settings(file, s), std::nullopt);
  EXPECT_EQ(load(), unusual());
}

TEST_F(SettingsFile, AKindOfRunThatNobodyKnowsIsTold) {
  write(R"({"request": {"kind": "later", "place": "x", "values": {"sentence": "a", "d": 4}}, "theme": "light"})");
  Settings expected;
  expected.document.look = Look::light;
  std::string refused;
  EXPECT_EQ(load(refused), expected);
  EXPECT_EQ(refused, "request.kind = \"later\"");
  EXPECT_EQ(save_settings(file, expected), std::nullopt);
  EXPECT_EQ(load(), expected) << "its values are not those of the next one";
}

TEST_F(SettingsFile, AParameterOfALaterVersionStays) {
  write(R"({"request": {"kind": "marian", "values": {"later": [1], "top_k": 7}}})");
  EXPECT_EQ(sampling_of(load().document.request).top_k, 7);
  EXPECT_EQ(save_settings(file, Settings()), std::nullopt);
  EXPECT_EQ(written()["request"]["values"]["later"], json::parse("[1]"));
  EXPECT_EQ(written()["request"]["values"]["top_k"], 0);
}

// Version 0.1.0 finds what it looks for, and this one does not look there any more.
TEST_F(SettingsFile, ModelAndSentenceAreLeftForTheFirstVersion) {
  EXPECT_EQ(save_settings(file, unusual()), std::nullopt);
  EXPECT_EQ(written()["model"], "/models/ünï \"quoted\"");
  EXPECT_EQ(written()["sentence"], "Il dort.\tÀ 学");
}

TEST_F(SettingsFile, AtMostEightModelsAreRemembered) {
  json many = json::array();
  for (int i = 0; i < 20; ++i) many.push_back("/" + std::to_string(i));
  write(json{{"recent_models", many}}.dump());
  EXPECT_THAT(load().recent_models, ElementsAre("/0", "/1", "/2", "/3", "/4", "/5", "/6", "/7"));
  EXPECT_THAT(with_recent({"/a", "/b", "/c"}, "/b"), ElementsAre("/b", "/a", "/c"));
  EXPECT_THAT(with_recent({"1", "2", "3", "4", "5", "6", "7", "8"}, "9"),
              ElementsAre("9", "1", "2", "3", "4", "5", "6", "7"));
}

TEST_F(SettingsFile, WhatIsNoJsonIsSetAside) {
  std::ofstream(file.string() + ".bad") << "older";
  for (const std::string& text :
       {std::string("{\"zoom\": 1.5"), std::string(), std::string("[1]"), std::string("\xff\xfe{}"),
        std::string("{\"sentence\": \"\xff\"}"), std::string(100'000, '['), std::string(2'000'000, ' ') + "{}"}) {
    write(text);
    const LoadedSettings loaded = load_settings(file);
    EXPECT_EQ(loaded.settings, Settings());
    ASSERT_TRUE(loaded.problem) << text.substr(0, 20);
    EXPECT_EQ(*loaded.problem, (Message{"settings.set_aside", {file.string() + ".bad"}}));
    EXPECT_FALSE(fs::exists(file));
    EXPECT_EQ(read(file.string() + ".bad"), text);
  }
  EXPECT_EQ(save_settings(file, unusual()), std::nullopt);
  EXPECT_EQ(load(), unusual());
}

TEST_F(SettingsFile, AFileThatBecameWrongIsNotLostBySaving) {
  write("{\"zoom\": 1.5, oops}");
  const auto problem = save_settings(file, unusual());
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->key, "settings.set_aside");
  EXPECT_EQ(read(file.string() + ".bad"), "{\"zoom\": 1.5, oops}");
  EXPECT_EQ(load(), unusual());
}

TEST_F(SettingsFile, WhatCannotBeWrittenIsReported) {
  write("not a folder");
  const auto problem = save_settings(file / "deeper/settings.json", unusual());
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->key, "settings.unwritable");
  ASSERT_EQ(problem->values.size(), 1u);
  EXPECT_THAT(problem->values[0], HasSubstr("settings.json"));
  EXPECT_EQ(read(file), "not a folder");
  EXPECT_EQ(load_settings(file / "deeper/settings.json").problem, std::nullopt) << "there is no such file";
  const auto nowhere = save_settings({}, unusual());
  ASSERT_TRUE(nowhere);
  EXPECT_EQ(nowhere->key, "settings.unwritable");
}

TEST_F(SettingsFile, AFolderOfThatNameIsLeftAlone) {
  fs::create_directories(file / "inside");
  const LoadedSettings loaded = load_settings(file);
  EXPECT_EQ(loaded.settings, Settings());
  ASSERT_TRUE(loaded.problem);
  EXPECT_EQ(loaded.problem->key, "settings.unreadable");
  EXPECT_TRUE(save_settings(file, unusual()));
  EXPECT_TRUE(fs::exists(file / "inside"));
}

TEST_F(SettingsFile, BytesThatAreNoTextAreNotSaved) {
  Settings s = unusual();
  EXPECT_EQ(save_settings(file, s), std::nullopt);
  set_sentence(s.document.request, "\xff");
  s.recent_models = {"/a\xff", "/b"};
  s.document.zoom = 1.6f;
  EXPECT_EQ(save_settings(file, s), std::nullopt);
  EXPECT_EQ(sentence_of(load().document.request), sentence_of(unusual().document.request));
  EXPECT_EQ(load().document.zoom, 1.6f);
  EXPECT_EQ(written()["sentence"], written()["request"]["values"]["sentence"]);
  EXPECT_THAT(load().recent_models, ElementsAre("/b"));
}

TEST_F(SettingsFile, TwoProgramsDoNotDisturbEachOther) {
  Settings one = unusual(), two;
  set_sentence(one.document.request, std::string(9000, 'x'));
  ASSERT_EQ(save_settings(file, two), std::nullopt);
  const auto save_often = [&](const Settings& s) {
    for (int i = 0; i < 40; ++i) EXPECT_EQ(save_settings(file, s), std::nullopt);
  };
  std::thread first(save_often, one), second(save_often, two);
  for (int i = 0; i < 200; ++i) {
    const Settings s = load();
    EXPECT_TRUE(s.document == one.document || s.document == two.document);
  }
  first.join();
  second.join();
  EXPECT_EQ(files(), 1u);
}

#if defined(__linux__)
TEST(Environment, SaysWhereTheFileIs) {
  test::Variable home("HOME"), config("XDG_CONFIG_HOME");
  home.set("/home/someone");
  config.set(std::nullopt);
  EXPECT_EQ(settings_file(), "/home/someone/.config/attnscope/settings.json");
  config.set("relative");
  EXPECT_EQ(settings_file(), "/home/someone/.config/attnscope/settings.json");
  config.set("/elsewhere");
  EXPECT_EQ(settings_file(), "/elsewhere/attnscope/settings.json");
  config.set("");
  home.set(std::nullopt);
  EXPECT_EQ(settings_file(), "");
}
#endif

}  // namespace
}  // namespace attn
