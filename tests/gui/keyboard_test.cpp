// Everything that can be clicked can be clicked without a mouse.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gmock/gmock.h>

#include <set>

#include "app/gui/headless.h"
#include "tests/support/window.h"

namespace attn::gui {
namespace {

// Where it matters where one points, and what is typed into: they have keys of their own (the map and the timeline are
// moved along, cells selected with arrows, steps reached with arrows, "/" filters).
bool has_own_keys(const std::string& name) {
  for (const char* prefix : {"timeline", "overview", "map", "picture", "filter", "bar ", "picture ", "looked ",
                             "head cells", "source heads", "status", "head flow", "asking words", "asked words"})
    if (name == prefix || (std::string(prefix).ends_with(' ') && name.starts_with(prefix))) return true;
  return false;
}

struct Case {
  ViewName view;
  Decoding decoding;
  const char* step;
  int width;
};

HeadlessOptions options(const Case& c) {
  HeadlessOptions o;
  o.pixels = false;
  o.width = c.width;
  o.settings.document.view = c.view;
  o.settings.document.translation.decoding = c.decoding;
  o.settings.document.step = c.step;
  return o;
}

std::set<std::string> clickable(const Headless& window) {
  std::set<std::string> names;
  for (const Record::Item& item : window.seen().items)
    if (!has_own_keys(item.name) && item.name != "map card" && item.name != "received")
      names.insert(item.name);  // those are looked at only
  return names;
}

// What F6 reaches until it is where it began.
std::set<std::string> reached(Headless& window, bool back) {
  std::set<std::string> names;
  std::set<unsigned> ids;  // names may be those of other panels' controls too
  for (int i = 0; i < 500; ++i) {
    window.press(GLFW_KEY_F6, false, back);
    const Focus& focus = window.program().view().focus;
    EXPECT_NE(focus.id, 0u);
    if (!ids.insert(focus.id).second) return names;
    names.insert(focus.name);
  }
  ADD_FAILURE() << "F6 does not come back to where it began";
  return names;
}

class Keyboard : public testing::TestWithParam<Case> {};

TEST_P(Keyboard, ReachesEveryControl) {
  Headless window(options(GetParam()));
  window.settle();
  const std::set<std::string> all = clickable(window);
  ASSERT_GT(all.size(), 20u);
  for (const bool back : {false, true}) {
    window.press(GLFW_KEY_ESCAPE);
    // Lists scroll to what has the focus, so more may be reached than was in sight.
    const std::set<std::string> found = reached(window, back);
    for (const std::string& name : all) EXPECT_TRUE(found.contains(name)) << name << (back ? ", backwards" : "");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Views, Keyboard,
    testing::Values(Case{ViewName::step, Decoding::greedy, "decode3/layer2/cross/head2/weights", 1440},
                    Case{ViewName::step, Decoding::greedy, "encoder/layer1/self/head1/scores", 1024},
                    Case{ViewName::map, Decoding::greedy, "decode3/layer2/cross/head2/weights", 1440},
                    Case{ViewName::heads, Decoding::greedy, "encoder/layer1/self/head2/weights", 1440},
                    Case{ViewName::heads, Decoding::greedy, "encoder/layer1/self/head2/weights", 1024},
                    Case{ViewName::translation, Decoding::greedy, "decode3/output/next", 1440},
                    Case{ViewName::translation, Decoding::beam, "decode3/output/next", 1440},
                    Case{ViewName::translation, Decoding::sampling, "decode3/output/next", 1440}));

// Goes on until the control has the focus.
void focus(Headless& window, std::string_view name) {
  for (int i = 0; i < 500 && window.program().view().focus.name != name; ++i) window.press(GLFW_KEY_F6);
  ASSERT_EQ(window.program().view().focus.name, name);
}

// What a click does and what Enter does is the same, for one control of each kind.
TEST(KeyboardFocus, EnterDoesWhatAClickDoes) {
  struct Pair {
    ViewName view;
    const char* name;
  };
  for (const Pair& p :
       {Pair{ViewName::step, "theme"}, Pair{ViewName::step, "language 2"}, Pair{ViewName::step, "view heads"},
        Pair{ViewName::step, "grain 2"}, Pair{ViewName::step, "last"}, Pair{ViewName::step, "target 2"},
        Pair{ViewName::map, "map head 3"}, Pair{ViewName::map, "map loop"}, Pair{ViewName::heads, "kind decoder"},
        Pair{ViewName::heads, "pattern 2"}, Pair{ViewName::heads, "heads order 1"}, Pair{ViewName::heads, "mean 1"},
        Pair{ViewName::translation, "candidate 2 1"}, Pair{ViewName::translation, "chosen 2"},
        Pair{ViewName::translation, "open step"}}) {
    const Case c{p.view, Decoding::greedy, "decode3/output/next", 1440};
    const auto after = [&](bool by_key) {
      Headless window(options(c));
      window.settle();
      const Document before = window.program().document();
      if (by_key) {
        focus(window, p.name);
        window.press(GLFW_KEY_ENTER);
      } else {
        window.click(p.name);
      }
      window.settle();
      EXPECT_NE(window.program().document(), before) << p.name;
      return window.program().document();
    };
    EXPECT_EQ(after(false), after(true)) << p.name;
  }
}

class KeyboardFocusTest : public WindowTest {};

TEST_F(KeyboardFocusTest, ArrowsTurnWhatHasStopsAndMoveTheStepElsewhere) {
  window.press(GLFW_KEY_2);
  const int hide = document().map.hide_below;
  const std::string before = path();
  focus(window, "map threshold");
  window.press(GLFW_KEY_RIGHT);
  EXPECT_GT(document().map.hide_below, hide);
  window.press(GLFW_KEY_LEFT);
  EXPECT_EQ(document().map.hide_below, hide);
  EXPECT_EQ(path(), before);
  focus(window, "map loop");
  window.press(GLFW_KEY_RIGHT);
  EXPECT_NE(path(), before);
}

TEST_F(KeyboardFocusTest, AListIsTurned) {
  window.press(GLFW_KEY_END);
  window.press(GLFW_KEY_4);
  focus(window, "look head");
  window.press(GLFW_KEY_DOWN);
  window.press(GLFW_KEY_DOWN);
  EXPECT_EQ(document().translation.head, 2);
  window.press(GLFW_KEY_UP);
  EXPECT_EQ(document().translation.head, 1);
}

TEST_F(KeyboardFocusTest, EscapeAndTheMouseEndIt) {
  window.press(GLFW_KEY_F6);
  EXPECT_FALSE(view().focus.name.empty());
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_TRUE(view().focus.name.empty());
  window.press(GLFW_KEY_SPACE);
  EXPECT_TRUE(view().player.playing) << "plain keys are what they were";
  window.press(GLFW_KEY_SPACE);
  window.press(GLFW_KEY_F6);
  window.click("grain 1");
  EXPECT_TRUE(view().focus.name.empty());
}

TEST_F(KeyboardFocusTest, PanelsAreReachedAtOnce) {
  std::vector<std::string> first;
  for (int i = 0; i < 20; ++i) {
    window.press(GLFW_KEY_F6, true);
    if (!first.empty() && view().focus.name == first.front()) break;
    first.push_back(view().focus.name);
  }
  EXPECT_THAT(first, testing::IsSupersetOf({"view step", "source 0", "first"}));
  EXPECT_LT(first.size(), 10u);
  window.press(GLFW_KEY_F6, true, true);
  EXPECT_EQ(view().focus.name, first.back());
}

// What lies over the window has the keyboard to itself.
TEST_F(KeyboardFocusTest, TheSheetHasIt) {
  window.press(GLFW_KEY_F1);
  std::set<std::string> names = reached(window, false);
  EXPECT_TRUE(names.contains("close"));
  EXPECT_FALSE(names.contains("view step"));
  focus(window, "close");
  window.press(GLFW_KEY_ENTER);
  EXPECT_FALSE(view().sheet_open);
}

}  // namespace
}  // namespace attn::gui
