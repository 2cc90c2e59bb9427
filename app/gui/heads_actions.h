// What keys do in the Heads view; elsewhere they do nothing.
#pragma once

#include "app/gui/frame.h"

namespace attn::gui {

void next_head_kind(Frame& frame);     // all kinds, then one by one
void next_head_layer(Frame& frame);    // all layers, then one by one
void next_head_pattern(Frame& frame);  // all patterns, then those that were found one by one
void next_head_order(Frame& frame);
void switch_head_scale(Frame& frame);
void switch_head_values(Frame& frame);
void switch_head_sum(Frame& frame);
// The next or previous head beside those that are selected; back over one that is, and it is left out again.
void extend_heads(Frame& frame, int direction);
// The row's word, or the column's, of the selected cell.
void select_head_word(Frame& frame, bool column);
// Where there is little room: the enlarged head over the page, or away.
void switch_head_overlay(Frame& frame);
// The Step view of the enlarged head's weights, or scores.
void open_head_step(Frame& frame);

}  // namespace attn::gui
