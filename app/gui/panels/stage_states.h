// What the stage shows besides a step: what a reader should know about the run, and an empty frame without one.
#pragma once

#include "app/gui/frame.h"

namespace attn::gui {

// Boxes with problems and notes from y on; returns the y below them.
float banners(Frame& frame, float x, float y, float width);

// Without a sentence: the frame of a product with nothing in it, and sentences to begin with.
void empty_stage(Frame& frame, float width, float height);

}  // namespace attn::gui
