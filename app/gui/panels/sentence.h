// Parts of the sentence bar, which sentence.cpp puts side by side.
#pragma once

#include <string>
#include <vector>

#include "app/gui/panels/panels.h"
#include "app/gui/widgets.h"

namespace attn::gui {

// Where the selected cell's row and column are among the words; a place of −1: nowhere.
struct Asked {
  std::uint8_t row_sequence = 0, col_sequence = 0;
  int row = -1, col = -1;
  scene::Color row_hue, col_hue;
};
Asked asked(const Frame& frame);

// Of the words that are read; 0 as long as there is no run.
inline std::uint8_t source_sequence(const Frame& frame) {
  return frame.run() ? frame.run()->source_sequence : std::uint8_t{0};
}

// Whether a chip is lit by what is pointed at, or holds the selected cell's row or column; and what lights it.
struct ChipLinks {
  bool row = false, col = false;  // in the hues of Asked
  WordLinks words;
};
ChipLinks chip_links(const Frame& frame, const Asked& a, std::uint8_t sequence, int first, int last);
// A line at its foot: read; a dashed one at its head: reads.
void draw_chip_links(Frame& frame, std::uint8_t sequence, int first, const scene::Rect& rect, const ChipLinks& links,
                     const Asked& a);

// sentence_field.cpp: the part of the sentence that is open for editing.
void follow_document(Frame& frame);                  // before drawing: what changed from outside, Ctrl+L
void open_word(Frame& frame, const WordEdit& word);  // the sentence becomes the edit's
void open_sentence(Frame& frame);                    // all of it in one field
float field_width(Frame& frame);
void sentence_field(Frame& frame, const scene::Rect& rect);

// sentence_layout.cpp: which words the sentence has, and how wide they are.
struct SourceChip {
  enum class Kind { word, field, hint, end };  // hint: there are no words yet; end: the model's closing token
  Kind kind = Kind::word;
  Word word;
  Pieces pieces;
  std::string index;  // of its pieces among the rows, "4" or "4–5"; empty: not read yet
  bool unknown = false, beyond = false;
  float width = 0;
};
std::vector<SourceChip> source_chips(Frame& frame);
float width_of(const std::vector<SourceChip>& chips);                                // with the gaps between them
std::vector<std::string_view> parts_of(const Frame& frame, const SourceChip& chip);  // the texts of its pieces

struct SourceLook {
  float padding = 10, gap = 6, piece_gap = 9, sign = 18, text = 14;  // sign: room of the warning
};
inline constexpr SourceLook source_look;
inline constexpr std::string_view end_mark = "</s>";

// sentence_chips.cpp: those words on screen.
void source_words(Frame& frame, std::vector<SourceChip> chips, const scene::Rect& area);

// sentence_target.cpp: the words of the translation.
float target_width(Frame& frame);
void target_words(Frame& frame, float x, float right, float y, float h);

// parameters.cpp: the parameters of a run that writes no words, as far as there is room.
void parameters(Frame& frame, float x, float right, float y, float h);

// The outline of a word: solid, or dashed if it is not there yet or not known.
struct ChipLook {
  scene::Color ground, edge;
  float stroke = 1;
  bool dashed = false;
};
void chip_box(Frame& frame, const scene::Rect& rect, const ChipLook& look);
void chip_tip(Frame& frame, const scene::Rect& rect, std::string_view words);  // below the bar: it covers no word

}  // namespace attn::gui
