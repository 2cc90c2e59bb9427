// What the card of a run's parameters keeps between frames.
#pragma once

#include <map>
#include <string>

namespace attn::gui {

struct ParametersView {
  struct Typed {
    std::string text, of;  // what is in the field, and the value's text when it was last taken over
    std::string wrong;     // why it cannot be used; empty: it can
  };
  bool open = false;
  float x = 0, y = 0;                  // of its right upper corner, in the window
  std::map<std::string, Typed> typed;  // by parameter
};

}  // namespace attn::gui
