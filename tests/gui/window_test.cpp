// The whole window, used as a person would: what every button and key does. Nothing is drawn to a screen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>

#include "app/gui/headless.h"
#include "app/gui/shortcuts.h"
#include "tests/support/window.h"

namespace attn::gui {
namespace {

TEST_F(WindowTest, OpensWithATranslation) {
  EXPECT_EQ(window.title(), "I am a student → Je suis étudiant · AttnScope");
  EXPECT_EQ(path(), default_first_step);
  EXPECT_EQ(document().phase, 1);
}

TEST_F(WindowTest, TransportGoesThroughTheSteps) {
  window.click("first");
  EXPECT_EQ(path(), "encoder/embedding/tokens");
  window.click("next");
  EXPECT_EQ(path(), "encoder/embedding/lookup");
  window.click("previous");
  EXPECT_EQ(path(), "encoder/embedding/tokens");
  window.click("last");
  EXPECT_EQ(path(), "decode4/output/next");
  window.click("next");
  EXPECT_EQ(path(), "decode4/output/next") << "held at the end";
}

TEST_F(WindowTest, GrainSaysHowFarAStepGoes) {
  window.click("first");
  window.click("grain 2");
  EXPECT_EQ(document().grain, Grain::block);
  window.click("next");
  EXPECT_EQ(path(), "encoder/layer1/self/head1/query");
  window.click("grain 3");
  window.click("next");
  EXPECT_EQ(path(), "encoder/layer2/self/head1/query");
  window.click("grain 0");
  window.click("next");
  EXPECT_EQ(path(), "encoder/layer2/self/head1/key");
  EXPECT_DOUBLE_EQ(document().phase, 1.0 / (5 * 16));
  EXPECT_EQ(looked_at(), std::pair(Index{0}, Index{0})) << "the cell that has just been computed";
  window.click("next");
  EXPECT_EQ(looked_at(), std::pair(Index{0}, Index{1}));
  EXPECT_EQ(document().cell, std::nullopt) << "nothing is selected by that";
}

TEST_F(WindowTest, PlayMovesWithTheClockAndStopsAtTheEnd) {
  window.click("first");
  window.click("play");
  EXPECT_TRUE(view().player.playing);
  window.pass(2);
  EXPECT_NE(path(), "encoder/embedding/tokens");
  const std::string before = path();
  window.click("play");
  EXPECT_FALSE(view().player.playing);
  window.pass(60);
  EXPECT_EQ(path(), before) << "paused";
  window.click("last");
  window.click("previous");
  window.click("play");
  window.pass(60);
  EXPECT_EQ(path(), "decode4/output/next");
  EXPECT_FALSE(view().player.playing);
}

TEST_F(WindowTest, NothingIsGivenAwayEarly) {
  window.click("grain 0");
  window.click("next");  // the first cell of the context
  ASSERT_EQ(path(), "encoder/layer1/self/head1/context");
  const auto says = [&](std::string_view words) {
    return std::any_of(window.seen().texts.begin(), window.seen().texts.end(),
                       [&](const Record::Text& t) { return t.panel == "inspector" && t.words == words; });
  };
  EXPECT_FALSE(says("Not computed yet"));
  Document before = document();
  before.phase = 0;
  window.choose(before);
  EXPECT_TRUE(says("Not computed yet"));
  window.press(GLFW_KEY_DOWN);  // who selects a cell wants to see it
  EXPECT_FALSE(says("Not computed yet"));
  EXPECT_DOUBLE_EQ(document().phase, 1);
}

TEST_F(WindowTest, TheInspectorFollowsWhatPlays) {
  window.click("first");
  window.click("grain 2");
  window.click("next");  // the query of head 1, complete
  window.click("grain 0");
  window.click("next");
  const auto before = looked_at();
  window.click("play");
  window.pass(0.5);  // into the first row
  EXPECT_EQ(looked_at().first, 0);
  EXPECT_GT(looked_at().second, before.second);
}

TEST_F(WindowTest, SpeedIsDraggedToItsStops) {
  const scene::Rect slider = window.seen().find("speed")->rect;
  window.drag(slider.x + slider.w / 2, slider.y + 12, slider.x + slider.w, slider.y + 12);
  EXPECT_EQ(document().speed, 8);
  window.drag(slider.x + slider.w - 6, slider.y + 12, slider.x - 50, slider.y + 12);
  EXPECT_EQ(document().speed, 0.25f);
}

TEST_F(WindowTest, TheTimelineIsZoomedAndClicked) {
  const FlameWindow before = view().flame;
  window.click("timeline closer");
  EXPECT_LT(view().flame.last - view().flame.first, before.last - before.first);
  window.click("timeline fit");
  EXPECT_EQ(view().flame, (FlameWindow{0, 659}));
  window.click("timeline farther");
  EXPECT_EQ(view().flame, (FlameWindow{0, 659})) << "there is no more to see";
  const scene::Rect flame = window.seen().find("timeline")->rect;
  window.click(flame.x + flame.w * 0.999f, flame.y + 12);  // the group at the right end: its first step
  EXPECT_EQ(path(), "decode4/embedding/tokens");
  window.wheel(flame.x + 1, flame.y + 40, 3, true);
  EXPECT_NEAR(view().flame.first, 0, 0.3) << "zoomed at the pointer, which is at the left end";
  EXPECT_LT(view().flame.last, 659);
  window.wheel(flame.x + 10, flame.y + 40, -2);
  EXPECT_GT(view().flame.first, 0);
}

TEST_F(WindowTest, DraggingTheTimelineScrubs) {
  window.click("timeline fit");
  const scene::Rect flame = window.seen().find("timeline")->rect;
  const float y = flame.y + 3;  // the handle's track
  window.drag(flame.x + 10, y, flame.x + flame.w / 2, y);
  EXPECT_EQ(window.program().step(), trace().find("encoder/embedding/tokens") + 329);
  EXPECT_NEAR(document().phase, 0.5, 0.02);
}

TEST_F(WindowTest, TheOverviewMovesTheWindowOfTheTimeline) {
  window.press(GLFW_KEY_HOME);
  for (int i = 0; i < 6; ++i) window.press(GLFW_KEY_EQUAL);
  const scene::Rect strip = window.seen().find("overview")->rect;
  const double width = view().flame.last - view().flame.first;
  window.drag(strip.x + strip.w * 0.02f, strip.y + 8, strip.x + strip.w * 0.52f, strip.y + 8);
  EXPECT_NEAR(view().flame.last - view().flame.first, width, 1e-6);
  EXPECT_NEAR(view().flame.first, 0.5 * 659, 2);
  EXPECT_EQ(path(), "encoder/embedding/tokens") << "dragging moves what is seen, not what is shown";
  window.click(strip.x + strip.w * 0.9f, strip.y + 8);  // a click leads there, in all views
  EXPECT_NEAR(window.program().step() - trace().find("encoder/embedding/tokens"), 0.9 * 659, 3);
  EXPECT_LE(view().flame.first, 0.9 * 659);
  EXPECT_GE(view().flame.last, 0.9 * 659);
}

TEST_F(WindowTest, ThemeAndLanguage) {
  window.click("theme");
  EXPECT_EQ(document().look, Look::light);
  window.click("language 1");
  EXPECT_EQ(document().language, Language::zh);
  window.press(GLFW_KEY_L);
  EXPECT_EQ(document().language, Language::fr);
  window.press(GLFW_KEY_D);
  EXPECT_EQ(document().look, Look::dark);
}

TEST_F(WindowTest, TheSheetListsTheKeysAndHoldsTheSettings) {
  window.press(GLFW_KEY_F1);
  EXPECT_TRUE(view().sheet_open);
  window.click("zoom in");
  EXPECT_FLOAT_EQ(document().zoom, 1.1f);
  window.click("motion 1");
  EXPECT_TRUE(document().reduced_motion);
  const std::string before = path();
  window.press(GLFW_KEY_RIGHT);
  EXPECT_EQ(path(), before) << "the sheet lies over everything";
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_FALSE(view().sheet_open);
  window.click("help");
  EXPECT_TRUE(view().sheet_open);
  window.click("close");
  EXPECT_FALSE(view().sheet_open);
  window.press(GLFW_KEY_F1);
  window.click(4, 300);
  EXPECT_FALSE(view().sheet_open) << "a click beside it closes it";
}

TEST_F(WindowTest, KeysMove) {
  window.press(GLFW_KEY_HOME);
  EXPECT_EQ(path(), "encoder/embedding/tokens");
  window.press(GLFW_KEY_RIGHT);
  EXPECT_EQ(path(), "encoder/embedding/lookup");
  window.press(GLFW_KEY_LEFT);
  EXPECT_EQ(path(), "encoder/embedding/tokens");
  window.press(GLFW_KEY_RIGHT, false, true);
  EXPECT_EQ(path(), "encoder/layer1/self/head1/query");
  window.press(GLFW_KEY_RIGHT_BRACKET);
  EXPECT_EQ(path(), "encoder/layer1/self/head2/query");
  window.press(GLFW_KEY_LEFT_BRACKET);
  window.press(GLFW_KEY_LEFT_BRACKET);
  EXPECT_EQ(path(), "encoder/layer1/self/head1/query") << "there is no head before the first";
  window.press(GLFW_KEY_RIGHT, true);
  EXPECT_EQ(path(), "encoder/layer2/self/head1/query");
  window.press(GLFW_KEY_END);
  EXPECT_EQ(path(), "decode4/output/next");
  window.press(GLFW_KEY_SPACE);
  EXPECT_TRUE(view().player.playing);
  window.press(GLFW_KEY_SPACE);
  EXPECT_FALSE(view().player.playing);
}

TEST_F(WindowTest, KeysMoveTheCell) {
  Document chosen = document();
  chosen.cell = Cell{1, 3};
  window.choose(chosen);
  window.press(GLFW_KEY_DOWN);
  EXPECT_EQ(document().cell, (Cell{2, 3}));
  window.press(GLFW_KEY_UP);
  window.press(GLFW_KEY_TAB);
  EXPECT_EQ(document().cell, (Cell{1, 4}));
  window.press(GLFW_KEY_TAB);
  EXPECT_EQ(document().cell, (Cell{1, 4})) << "held at the edge";
  window.press(GLFW_KEY_TAB, false, true);
  EXPECT_EQ(document().cell, (Cell{1, 3}));
}

TEST_F(WindowTest, KeysZoom) {
  window.press(GLFW_KEY_EQUAL, true);
  EXPECT_FLOAT_EQ(document().zoom, 1.1f);
  window.press(GLFW_KEY_MINUS, true);
  window.press(GLFW_KEY_MINUS, true);
  EXPECT_FLOAT_EQ(document().zoom, 0.9f);
  for (int i = 0; i < 20; ++i) window.press(GLFW_KEY_EQUAL, true);
  EXPECT_FLOAT_EQ(document().zoom, largest_zoom);
  window.press(GLFW_KEY_0, true);
  EXPECT_FLOAT_EQ(document().zoom, 1);
  window.press(GLFW_KEY_0);
  EXPECT_EQ(view().flame, (FlameWindow{0, 659}));
  window.press(GLFW_KEY_EQUAL);
  EXPECT_LT(view().flame.last - view().flame.first, 659);
}

// The picture of another look or language is the one that a window opened with it has.
TEST(Looks, ChangeEverythingDrawn) {
  HeadlessOptions plain{{}, {}, 1280, 760};
  scene::Image changed;
  {
    Headless first(plain);  // one at a time: the library has one context
    first.settle();
    first.press(GLFW_KEY_D);
    first.press(GLFW_KEY_L);
    changed = first.picture();
  }
  plain.settings.document.look = Look::light;
  plain.settings.document.language = Language::zh;
  Headless second(plain);
  const scene::Image opened = second.picture();
  std::size_t different = 0;
  for (std::size_t i = 0; i < opened.rgba.size(); i += 4)
    if (std::abs(opened.rgba[i] - changed.rgba[i]) > 8) ++different;
  EXPECT_EQ(different, 0u);
}

TEST_F(WindowTest, TheChainLeadsThroughTheHead) {
  window.click("chain Q");
  EXPECT_EQ(path(), "encoder/layer1/self/head1/query");
  window.click("chain Σ");
  EXPECT_EQ(path(), "encoder/layer1/self/head1/context");
  window.click("filter");
  window.type("decode2 layer1 cross head3 softmax");
  window.press(GLFW_KEY_ENTER);
  window.click("chain K");
  EXPECT_EQ(path(), "decode1/layer1/cross/head3/key") << "where the keys of the source were computed";
}

TEST_F(WindowTest, QuitsByKey) {
  window.press(GLFW_KEY_Q, true);
  EXPECT_TRUE(window.closed());
}

// Everything that the sheet promises is a key that does something: its document, its view or the step changes.
TEST(Shortcuts, NoneIsDead) {
  for (const Shortcut& s : shortcuts()) {
    Headless fresh({{}, {}, 1280, 480});
    fresh.settle();
    const Program& program = fresh.program();
    const auto state = [&] {
      const View& v = program.view();
      return std::tuple(program.document(), program.step(), v.player.playing, v.flame, v.stage_zoom.sight, v.sheet_open,
                        v.folder.open, v.typing, v.inspector.focus, v.inspector.why, fresh.closed(), v.heads.overlay,
                        v.translation.knob, v.map.zoom, v.map.x, v.map.y, v.exporting.open, v.focus.id,
                        v.notice ? v.notice->key : std::string());
    };
    if (std::string_view(s.about) == "key.undo" || std::string_view(s.about) == "key.redo") {
      fresh.press(GLFW_KEY_L, true);
      fresh.type("s");
      fresh.press(GLFW_KEY_ESCAPE);
      if (std::string_view(s.about) == "key.redo") fresh.press(GLFW_KEY_Z, true);
    }
    const std::string_view about = s.about;
    const bool knobs = about == "key.knob" || about == "key.turn" || about == "key.draw";
    if (knobs || about == "key.force" || about == "key.candidate" || about == "key.release" ||
        about == "key.decoding") {
      fresh.press(GLFW_KEY_END);
      fresh.press(GLFW_KEY_4);
      for (int i = 0; i < (knobs ? 2 : 0); ++i) fresh.press(GLFW_KEY_V);
      for (int i = 0; i < 2; ++i)
        if (about == "key.candidate" || about == "key.release") fresh.press(GLFW_KEY_TAB);
      if (about == "key.release") fresh.press(GLFW_KEY_ENTER);
      if (about == "key.candidate") fresh.press(GLFW_KEY_TAB);
    }
    if (about == "key.view" && s.key == GLFW_KEY_1) fresh.press(GLFW_KEY_4);
    if (std::string_view(s.about) == "key.zoom_reset") fresh.press(GLFW_KEY_EQUAL, true);
    if (std::string_view(s.about) == "key.escape") fresh.press(GLFW_KEY_F1);
    if (std::string_view(s.about) == "key.head") fresh.press(GLFW_KEY_RIGHT_BRACKET);
    if (std::string_view(s.about) == "key.follow")
      for (int i = 0; i < 2; ++i) fresh.press(GLFW_KEY_I);
    if (std::string_view(s.about).starts_with("key.matrix")) {
      fresh.press(GLFW_KEY_RIGHT);
      if (s.shift || s.letter == 'x') fresh.press(GLFW_KEY_Z);
    }
    if (std::string_view(s.about) == "key.view" && s.key != GLFW_KEY_2) fresh.press(GLFW_KEY_2);
    if (std::string_view(s.about).starts_with("key.heads_")) fresh.press(GLFW_KEY_3);
    if (s.group == Shortcut::Group::map) fresh.press(GLFW_KEY_2);
    if (about == "key.map_whole") fresh.press(GLFW_KEY_Z);
    if (about == "key.map_hide" && !s.shift) fresh.press(GLFW_KEY_W);
    if (about == "key.map_down" && s.key == GLFW_KEY_UP) fresh.press(GLFW_KEY_DOWN, false, true);
    if (about == "key.map_along") {
      for (int i = 0; i < 3; ++i) fresh.press(GLFW_KEY_Z);
      if (s.key == GLFW_KEY_PAGE_UP) fresh.press(GLFW_KEY_PAGE_DOWN);
    }
    if (std::string_view(s.about) == "key.heads_overlay") fresh.resize(1024, 640);  // elsewhere it is always there
    if (std::string_view(s.about) == "key.heads_more") fresh.press(GLFW_KEY_RIGHT_BRACKET);
    if (about == "key.timeline_fit" || about == "key.timeline_zoom") fresh.press(GLFW_KEY_EQUAL);  // it begins whole
    if (std::string_view(s.about) == "key.timeline_pan")
      for (int i = 0; i < 4; ++i) fresh.press(GLFW_KEY_EQUAL);
    const auto before = state();
    fresh.press(s.key ? s.key : s.letter == '/' ? GLFW_KEY_SLASH : GLFW_KEY_A + s.letter - 'a', s.control, s.shift);
    EXPECT_NE(before, state()) << s.about << " " << (s.keys ? s.keys : "");
  }
}

// A whole translation without a mouse: another sentence, every step in turn, the last word chosen.
TEST(Keyboard, IsEnough) {
  Headless window({{}, {}, 640, 480});  // small, so that hundreds of frames are soon drawn
  window.settle();
  const auto trace = [&]() -> const Trace& { return window.program().derived().answer.run->trace; };
  const auto path = [&] { return trace()[window.program().step()].path; };
  window.press(GLFW_KEY_L, true);
  window.press(GLFW_KEY_A, true);
  window.type("Thank you");
  window.press(GLFW_KEY_ENTER);
  window.press(GLFW_KEY_HOME);
  int presses = 0;
  for (; path() != trace()[trace().size() - 1].path && presses < 5000; ++presses) window.press(GLFW_KEY_RIGHT);
  EXPECT_EQ(window.program().derived().answer.run->output, "Merci");
  EXPECT_EQ(presses, trace().size() - 1 - trace().find("encoder/embedding/tokens"));
}

}  // namespace
}  // namespace attn::gui
