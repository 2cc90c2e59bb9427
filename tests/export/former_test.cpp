// Files of released versions open for ever: each gives the document that is written down here, by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/core/settings.h"
#include "app/export/session.h"
#include "engine/runs/marian_params.h"

using namespace attn;
using namespace attn::figures;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

namespace fs = std::filesystem;

std::string path_of(const std::string& name) { return std::string(ATTN_SOURCE_DIR) + "/tests/sessions/0.1.0/" + name; }

std::string bytes_of(const std::string& name) {
  std::ostringstream out;
  out << std::ifstream(path_of(name), std::ios::binary).rdbuf();
  return out.str();
}

Session opened(const std::string& name) {
  return name.ends_with(".json") ? session_from(bytes_of(name)) : read_session(bytes_of(name));
}

// Every option as 0.1.0 had it at first; values are spelt out, so that another standard would be noticed.
Document plain() {
  Document d;
  d.request = {"marian",
               "en-fr-tiny",
               {{"sentence", std::string("I am a student")},
                {"draw", false},
                {"temperature", 1.3},
                {"top_k", 0.0},
                {"top_p", 0.95},
                {"seed", std::string("1")},
                {"keys_values", std::string("computed")}},
               {},
               {}};
  d.language = Language::en;
  d.look = Look::dark;
  d.zoom = 1;
  d.view = ViewName::step;
  d.translation = {Decoding::greedy, 0, 0, 4, 0.6, true};
  d.cell.reset();
  d.phase = 1;
  d.grain = Grain::step;
  d.speed = 1;
  d.reduced_motion = false;
  d.outline_open = true;
  d.map = {0, 5, true, true, true};
  d.heads = {{true, true, true},
             0,
             false,
             false,
             HeadOrder::model,
             {true, true, true, true, true, true, true, true},
             false,
             {},
             {},
             {}};
  return d;
}

void expect_opens(const std::string& name, What figure, const Document& document) {
  SCOPED_TRACE(name);
  const Session session = opened(name);
  EXPECT_EQ(session.version, "0.1.0");
  EXPECT_EQ(session.model.name, "en-fr-tiny");
  EXPECT_EQ(session.model.checksum, "sha256:96c0fd2c9552d95f962c50fb6f63f0df2ecabc9cd994ccddc3f78dd083342977");
  EXPECT_EQ(session.figure, figure);
  EXPECT_EQ(session.document, document);
  EXPECT_THAT(session.refused, IsEmpty());
  // And as it would be saved now.
  const Session again = session_from(to_json(session));
  EXPECT_EQ(again.document, document);
  EXPECT_EQ(again.figure, figure);
  EXPECT_THAT(again.refused, IsEmpty());
}

TEST(FormerSession, Greedy) {
  Document d = plain();
  d.step = "encoder/layer1/self/head2/weights";
  d.cell = Cell{1, 2};
  expect_opens("greedy.png", What::matrix, d);
}

TEST(FormerSession, ForcedWords) {
  Document d = plain();
  d.request.values["sentence"] = std::string("Where is <the> station?");
  d.request.forced = {{1, 152}, {3, 20}};
  d.step = "encoder/embedding/tokens";
  d.cell = Cell{1, 0};
  d.phase = 0.5;
  expect_opens("forced.svg", What::matrix, d);
}

TEST(FormerSession, DrawnWords) {
  Document d = plain();
  d.request.values["draw"] = true;
  d.request.values["temperature"] = 1.5;
  d.request.values["top_k"] = 50.0;
  d.request.values["top_p"] = 0.9;
  d.request.values["seed"] = std::string("18446744073709551615");
  d.translation.decoding = Decoding::sampling;
  d.step = "decode1/output/next";
  d.language = Language::fr;
  expect_opens("drawn.pdf", What::matrix, d);
}

TEST(FormerSession, KnobsOfUndrawnWords) {
  Document d = plain();
  d.request.values["temperature"] = 0.4;
  d.request.values["top_k"] = 10.0;
  d.request.values["top_p"] = 0.5;
  d.request.values["seed"] = std::string("6");
  d.translation.decoding = Decoding::sampling;
  d.translation.layer = 1;
  d.translation.head = 2;
  d.step = "decode2/output/next";
  d.view = ViewName::translation;
  expect_opens("shares.png", What::translation, d);
}

TEST(FormerSession, Beam) {
  Document d = plain();
  d.translation.decoding = Decoding::beam;
  d.translation.beam_width = 3;
  d.translation.length_penalty = 1;
  d.step = "decode4/output/next";
  d.view = ViewName::translation;
  expect_opens("beam.png", What::translation, d);
}

TEST(FormerSession, WorkedSheet) {
  Document d = plain();
  d.step = "encoder/embedding/tokens";
  expect_opens("worked.html", What::matrix, d);
}

Document filtered() {
  Document d = plain();
  d.step = "decode2/layer1/cross/head1/weights";
  d.view = ViewName::heads;
  d.language = Language::zh;
  d.heads.kinds = {true, false, true};
  d.heads.layer = 2;
  d.heads.own_scale = d.heads.scores = d.heads.sum = true;
  d.heads.order = HeadOrder::pattern;
  d.heads.others = {{AttentionKind::cross, 2, 3}, {AttentionKind::encoder, 1, 4}};
  return d;
}

TEST(FormerSession, HeadsWithAFilterOfEightPatterns) {
  Document d = filtered();
  d.heads.patterns = {true, false, true, true, false, true, true, false};
  expect_opens("heads.png", What::heads, d);
}

TEST(FormerSession, HeadsWithAFilterOfSevenPatterns) {
  Document d = filtered();
  d.heads.patterns = {true, false, true, true, false, true, false, false};  // the seventh flag was that of "broad"
  expect_opens("seven_patterns.json", What::heads, d);
}

TEST(FormerSession, Map) {
  Document d = plain();
  d.step = "decode2/layer1/cross/head1/weights";
  d.view = ViewName::map;
  d.phase = 0.5;
  d.map = {3, 20, false, false, false};
  expect_opens("map.png", What::map, d);
}

TEST(FormerSession, ChangedCells) {
  Document d = plain();
  d.step = "encoder/layer1/self/head1/weights";
  d.cell = Cell{1, 2};
  d.request.changes = {{"encoder/layer1/self/head1/weights", 1, 2, 0.5f},
                       {"encoder/layer1/self/head1/scores", 0, 0, -HUGE_VALF}};
  expect_opens("edited.png", What::stage, d);
}

TEST(FormerSession, WhatCannotBeCostsOnlyItselfAndIsTold) {
  const Session session = opened("by_hand.json");
  Document d = plain();
  d.step = "encoder/layer1/self/head2/weights";
  d.cell = Cell{1, 2};
  d.request.forced = {{2, 7}};
  d.request.changes = {{"encoder/embedding/sum", 0, 1, -HUGE_VALF}};
  d.heads.kinds = {true, true, false};
  d.heads.patterns = {false, false, false, false, false, false, true, true};  // what was "broad" is now one of two
  d.translation.beam_width = 5;
  EXPECT_EQ(session.document, d);
  EXPECT_THAT(session.refused, ElementsAre("request.forced[2] = {\"id\":8,\"position\":2}",
                                           "request.changes[2] = {\"column\":2,\"path\":\"encoder/embedding/su…",
                                           "translation.beam_width = 9 → 5", "map.head = \"two\"",
                                           "heads.order = \"size\"", "colour = \"red\""));
}

TEST(FormerSettings, OfTheWindow) {
  const LoadedSettings loaded = load_settings(path_of("settings.json"));
  EXPECT_FALSE(loaded.problem);
  Settings expected;
  expected.document.request.values["sentence"] = std::string("I am happy");
  expected.document.request.values["temperature"] = 1.3;
  expected.document.request.place = "en-fr-tiny";
  expected.document.look = Look::light;
  expected.document.language = Language::zh;
  expected.document.view = ViewName::heads;
  expected.window.x = expected.window.y = 0;
  EXPECT_EQ(loaded.settings, expected);
}

Settings changed() {
  Settings s;
  s.document.request = {"marian",
                        "/models/ünï \"quoted\"",
                        {{"sentence", std::string("Il dort.\tÀ 学")},
                         {"draw", false},
                         {"temperature", 0.3},
                         {"top_k", 20.0},
                         {"top_p", 0.85},
                         {"seed", std::string("1")},
                         {"keys_values", std::string("auto")}},
                        {},
                        {}};
  s.document.language = Language::fr;
  s.document.look = Look::light;
  s.document.zoom = 1.3f;
  s.document.speed = 0.25f;
  s.document.grain = Grain::layer;
  s.document.view = ViewName::heads;
  s.document.reduced_motion = true;
  s.document.outline_open = false;
  s.document.map = {2, 10, false, false, false};
  s.document.heads.kinds = {true, false, true};
  s.document.heads.layer = 2;
  s.document.heads.own_scale = s.document.heads.scores = true;
  s.document.heads.order = HeadOrder::pattern;
  s.document.heads.patterns = {true, true, false, true, true, true, true, false};
  s.document.translation = {Decoding::beam, 2, 3, 5, 1.2, false};
  ExportOptions& e = s.document.exporting;
  e = {ExportWhat::block,
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
  e.formats.fill(ExportFormat::png);
  e.formats[2] = ExportFormat::webp;
  s.recent_models = {"/b", "/a"};
  s.window = {-1200, 30, 1000, 700, true};
  return s;
}

TEST(FormerSettings, EveryValueChanged) {
  const LoadedSettings loaded = load_settings(path_of("settings_changed.json"));
  EXPECT_FALSE(loaded.problem);
  EXPECT_EQ(loaded.settings, changed());
}

TEST(FormerSettings, SavedAgainTheyStayTheSameAndSayNothing) {
  const fs::path file = fs::path(testing::TempDir()) / "attnscope-former-settings.json";
  fs::copy_file(path_of("settings_changed.json"), file, fs::copy_options::overwrite_existing);
  Settings now = changed();
  now.document.request.values["sentence"] = std::string("another one");
  EXPECT_EQ(save_settings(file, now), std::nullopt);
  const LoadedSettings loaded = load_settings(file);
  EXPECT_FALSE(loaded.problem);
  EXPECT_EQ(loaded.settings, now);
  fs::remove(file);
}

TEST(FormerSettings, WhatCannotBeCostsOnlyItselfAndIsTold) {
  const LoadedSettings loaded = load_settings(path_of("settings_by_hand.json"));
  Settings expected;
  expected.document.request.values["sentence"] = std::string("They are tired");
  expected.document.request.values["temperature"] = 1.3;
  expected.document.request.place = "en-fr-tiny";
  expected.document.language = Language::zh;
  expected.document.view = ViewName::heads;
  expected.document.zoom = 2;
  expected.document.heads.patterns = {false, false, false, true, false, false, false, false};
  EXPECT_EQ(loaded.settings, expected);
  ASSERT_TRUE(loaded.problem);
  EXPECT_EQ(*loaded.problem, (Message{"settings.refused",
                                      {path_of("settings_by_hand.json"),
                                       "request.values.top_p = 0; heads.patterns = \"mixd\"; theme = \"sepia\"; …"}}));
}

// A session keeps every choice that a figure can show.
TEST(Session, EveryFieldComesBack) {
  Session s;
  s.version = "9";
  s.model = {"a model", "sha256:12"};
  s.figure = What::translation;
  Document& d = s.document;
  d.request = {"marian",
               "/a/place",
               {{"sentence", std::string("x")},
                {"draw", true},
                {"temperature", 0.25},
                {"top_k", 3.0},
                {"top_p", 0.125},
                {"seed", std::string("12345678901234567890")},
                {"keys_values", std::string("kept")}},
               {{1, 2}, {3, 4}},
               {{"a/b", 0, 1, 0.1f}, {"c", 2, 3, HUGE_VALF}}};
  d.language = Language::zh;
  d.view = ViewName::translation;
  d.translation = {Decoding::sampling, 1, 2, 5, 1.75, true};
  d.step = "a/step";
  d.cell = Cell{3, 4};
  d.phase = 0.625;
  d.map = {7, 30, false, false, false};
  d.heads = {{false, true, false},
             4,
             true,
             true,
             HeadOrder::focus,
             {false, true, false, true, false, true, false, true},
             true,
             {{AttentionKind::decoder, 5, 6}},
             {},
             {}};
  const Session read = session_from(to_json(s));
  EXPECT_EQ(read.document, d);
  EXPECT_EQ(read.version, "9");
  EXPECT_EQ(read.model.name, "a model");
  EXPECT_EQ(read.model.checksum, "sha256:12");
  EXPECT_EQ(read.figure, What::translation);
  EXPECT_THAT(read.refused, IsEmpty());
}

TEST(Session, OfALaterVersionTellsWhatItDoesNotUnderstand) {
  const Session s = session_from(
      R"({"program":"AttnScope","version":"7","format":2,"request":{"kind":"marian","place":"m","values":{"sentence":"a",
      "width":3,"temperature":-1},"forced":[{"position":1}]},"step":"x","view":"compare","model":{"name":"m","size":5},
      "heads":{"patterns":["first","striped"]},"pair":{"a":1}})");
  EXPECT_EQ(sentence_of(s.document.request), "a");
  EXPECT_EQ(sampling_of(s.document.request).temperature, 0);
  EXPECT_EQ(s.document.heads.patterns, (std::array{false, false, false, true, false, false, false, false}));
  EXPECT_THAT(s.refused, ElementsAre("model.size = 5", "request.values.temperature = -1 → 0",
                                     "request.values.width = 3", "request.forced[1] = {\"position\":1}",
                                     "view = \"compare\"", "heads.patterns = \"striped\"", "pair = {\"a\":1}"));
}

TEST(Session, OfAKindOfRunThatNobodyKnowsIsOfALaterVersion) {
  try {
    session_from(
        R"({"program":"AttnScope","version":"7","format":2,"request":{"kind":"gpt2","place":"m"},"step":"x"})");
    FAIL() << "it was opened";
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(e.what(), "this figure cannot be opened: it was written by a later version of AttnScope, 7");
  }
}

}  // namespace
