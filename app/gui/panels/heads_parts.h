// The panels of the Heads view, one file each, and what they share.
#pragma once

#include "app/gui/frame.h"

namespace attn::gui {

void heads_filters(Frame& frame);  // which heads, in which colours and order
void heads_page(Frame& frame);     // all of them, small
void heads_detail(Frame& frame);   // one of them, large

// The heads of the run as it is now. False: there is no run.
bool settle_heads(Frame& frame);

std::string head_title(const Frame& frame, const HeadName& name);  // "Encoder · Layer 1 · Head 2"
std::string_view pattern_rule(const Frame& frame, Pattern pattern);

// The heads shown large: the one the playhead is in, and those of its kind that are selected beside it.
std::vector<int> chosen_heads(const Frame& frame);

const Tensor& shown_matrix(const Frame& frame, const Head& head);  // weights or scores, by the options

}  // namespace attn::gui
