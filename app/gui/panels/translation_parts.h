// The panels of the Translation view, one file each.
#pragma once

#include "app/gui/frame.h"
#include "app/gui/widgets.h"
#include "app/scene/views/next_word.h"

namespace attn::gui {

// What the table is made of, up to date with the run and the options; false: there is none.
bool settle_translation(Frame& frame);
scene::TranslationRequest table_request(Frame& frame, const scene::Measure& measure, float width, float top,
                                        float bottom);

float translation_head_height(Frame& frame, float width);
void translation_head(Frame& frame);       // title, how is decoded, the heads of the columns
void translation_table(Frame& frame);      // a row per word
void translation_tree(Frame& frame);       // of a beam search
void translation_inspector(Frame& frame);  // the arithmetic of the playhead's word
// The arithmetic of the playhead's word under sampling; returns the y below.
float sampled_probability(Frame& frame, float y, float width, int t, const scene::NextWord& word);
void beam_inspector(Frame& frame);                             // the sentences that were found, and their scores
void translation_options(Frame& frame, float y, float width);  // knobs of beam and sampling
inline constexpr float translation_options_height = 40;

// The field and the list in which another word is chosen, over the table; `row` is where it is asked for.
void force_card(Frame& frame, const scene::TableRow& row);

// The decoding step of the playhead, or the last one that is written; 0 before the first.
int table_position(const Frame& frame);
std::string small_text(double p);                       // "0.683"; "2.1e−8" where that would be 0.000
void force_word(Frame& frame, int position, Index id);  // the run goes on from there
void release_word(Frame& frame, int position);

}  // namespace attn::gui
