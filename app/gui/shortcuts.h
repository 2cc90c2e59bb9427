// What the keys do: one table for the keyboard, the sheet on F1 and the tests.
#pragma once

#include <span>

#include "app/gui/frame.h"
#include "app/gui/platform.h"

namespace attn::gui {

struct Shortcut {
  enum class Group { move, look, edit, window, map, heads, translation };
  Group group;
  int key;      // GLFW_KEY_…, 0: by letter
  char letter;  // as the keyboard's layout writes it
  bool control, shift;
  bool while_typing;  // also while the caret is in a text field
  const char* keys;   // as the sheet shows them; null: a second way, not shown
  const char* about;  // key of the text table
  void (*act)(Frame&);
};

std::span<const Shortcut> shortcuts();

// One key press. While the caret is in a text field, plain keys belong to that.
void press(Frame& frame, const KeyPress& key);

}  // namespace attn::gui
