// SentenceEdit: which part of the sentence is open as a text field, and how far its words are scrolled.
#pragma once

#include <string>
#include <vector>

#include "app/core/words.h"

namespace attn::gui {

struct SentenceEdit {
  enum class Open { nothing, word, all };
  Open open = Open::nothing;
  Word word;                      // in the field, while one word is open
  std::string sentence;           // as the field left it; any other came from outside
  std::string text;               // in the field, as far as we know
  std::string buffer;             // the library's end of it
  std::vector<std::string> kept;  // characters that the field cannot hold; it holds stand-ins
  bool push = false;              // text, caret and selection are to be put into the field
  std::size_t caret = 0;          // in bytes of text
  bool select = false;            // all of it
  int awaiting = 0;               // frames the field has left to get the caret
  bool at_begin = false, at_end = false, all_selected = false;  // the caret, before the keys of the next frame
  float scroll = 0;                                             // logical pixels
  bool reveal = false;                                          // scroll to the field
  std::string followed;                                         // the cell whose word was last scrolled to
};

}  // namespace attn::gui
