// Focus: which control the keyboard acts on. F6 goes from one to the next in the order they are drawn, Ctrl+F6 from
// panel to panel; Enter or Space clicks it, arrows turn what has stops. Areas where it matters where one points have
// keys of their own and are left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attn::gui {

struct Frame;
struct KeyPress;
struct Touch;

struct Focus {
  struct Place {
    unsigned id = 0, panel = 0;  // Dear ImGui's
    std::string name;            // its id after "###", which other panels may use too
    bool turns = false;
  };
  unsigned id = 0;           // of the control that has it; 0: none
  std::string name;          // of the same
  std::vector<Place> order;  // as they were touched in this frame
  bool moved = false;        // since the last frame: it is to be brought into sight
  bool click = false;        // in this frame
  int turn = 0;              // stops to the right, in this frame
};

// To the next control, or with -1 to the one before; or to the first of the next panel. After the last comes the first.
void move_focus(Frame& frame, int by, bool panel);

// Enter, Space, arrows and Escape while a control has it. False: it is a key for others.
bool press_focused(Frame& frame, const KeyPress& key);

// While a control is touched: it takes its place in the order. What the keyboard does to it is added to the touch.
void note_focus(Frame& frame, std::string_view id, Touch& touch);

// For controls with stops, after touch(): how many to go, and arrows are theirs from now on.
int focus_turn(Frame& frame);

void begin_focus(Frame& frame);
// What lies over everything has the keyboard to itself.
void cover_focus(Frame& frame);
// Forgets the focus where its control is gone or the mouse is used.
void end_focus(Frame& frame);

}  // namespace attn::gui
