// What the stage shows besides a step, one file each.
#pragma once

#include "app/gui/frame.h"

namespace attn::gui {

// Whether there is something else to show than a picture of the run: a model being read, one that cannot be, no
// sentence. stage_panel() shows it.
bool covers_picture(const Frame& frame);

// In the middle of an area of this size: how much of a model has been read, and a button that stops it.
void loading_card(Frame& frame, float width, float height);
// Why the model cannot be opened, and ways out.
void model_problem_card(Frame& frame, float width, float height);

// The operations of the current head, ending at `right`; returns how wide they are, 0 if the step is in no head.
float chain(Frame& frame, float right);

// Rings around a cell of the scene, the cells that it reads and those that read it, where the scene shows them.
void show_links(Frame& frame, const scene::Scene& scene, scene::CellTag cell, const Placement& at);

// Boxes with problems and notes from y on; returns the y below them.
float banners(Frame& frame, float x, float y, float width);

// Without a sentence: the frame of a product with nothing in it, and sentences to begin with.
void empty_stage(Frame& frame, float width, float height);

}  // namespace attn::gui
