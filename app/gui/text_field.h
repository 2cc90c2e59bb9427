// A line of text that is edited in place.
#pragma once

#include <string>

#include "app/gui/widgets.h"

namespace attn::gui {

struct TextField {
  const char* id;
  scene::Rect rect;
  float size;             // of the text
  std::string_view hint;  // shown while it is empty
  bool bad = false;       // what it holds cannot be used
  bool take_caret = false;
};

// Edits text; true when Enter is pressed. While it has the caret, view.typing is set. Undo belongs to the document.
bool text_field(Frame& frame, const TextField& field, std::string& text);

// A key pressed in this frame, as Dear ImGui has it: for what is done beside a field that has the keyboard.
bool field_key(ImGuiKey key);

}  // namespace attn::gui
