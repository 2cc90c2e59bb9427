// What keys do in the Translation view.
#pragma once

#include <string>
#include <vector>

#include "app/gui/frame.h"

namespace attn::gui {

inline bool in_translation(const Frame& frame) {
  return frame.document.view == ViewName::translation && frame.run() && frame.step >= 0 &&
         !frame.run()->written.empty();
}

// Word t of the run, from 1.
inline const Written& written_word(const Frame& frame, int t) {
  return frame.run()->written[static_cast<std::size_t>(t - 1)];
}

void table_rows(Frame& frame, int direction);        // the next or previous word; of the tree, the row above or below
void table_candidates(Frame& frame, int direction);  // the keyboard's candidate; of the tree, its node
void table_enter(Frame& frame);                      // takes that candidate; opens that node
void table_force(Frame& frame);                      // the field for another word
void table_release(Frame& frame);                    // the playhead's word is no longer forced
void next_look(Frame& frame, int direction);         // mean, head 1, head 2 … of one layer, then of the next
void next_decoding(Frame& frame);
void next_option(Frame& frame);  // the knob that the keyboard turns
void turn_option(Frame& frame, int direction);
void draw_words_anew(Frame& frame);      // with another seed, if words are drawn already
void open_node(Frame& frame, int node);  // its beginning becomes the run, its last word the playhead

// Knobs of beam and sampling, with the stops of their sliders.
enum class Knob { width, penalty, temperature, top_k, top_p };
int stops(Knob knob);
int stop_of(const Document& document, Knob knob);
void set_stop(Document& document, Knob knob, int stop);
std::string stop_text(const Frame& frame, Knob knob);
std::vector<Knob> knobs(Decoding decoding);

}  // namespace attn::gui
