// What the stage shows besides a step, one file each.
#pragma once

#include "app/gui/frame.h"

namespace attn::gui {

// Where there is no run to show in an area of this size, what is shown instead: a model being read, why it cannot be,
// sentences to begin with. False: there is one, or there will be soon.
bool instead_of_run(Frame& frame, float width, float height);

// The same for views of several panels: whether something else than a run is to be shown, and a panel of that; where
// there is neither that nor a run, a word about why.
bool stage_has_card(const Frame& frame);
void stage_card(Frame& frame);

// In the middle of an area of this size: how much of a model has been read, and a button that stops it.
void loading_card(Frame& frame, float width, float height);
// Why the model cannot be opened, and ways out.
void model_problem_card(Frame& frame, float width, float height);

// The operations of the current group, ending at `right`; returns how wide they are, 0 if there is no chain.
float chain(Frame& frame, float right);

// The architecture of the run as a small picture, ending at `right`; returns how wide it is, 0 if it has none.
float you_are_here(Frame& frame, float right);

// What is pointed at, here or in another panel, what that reads and what reads it, where the scene shows them.
void show_links(Frame& frame, const scene::Scene& scene, const Placement& at);
// The row or column whose label is at a place of the scene.
Pointed label_at(Frame& frame, const scene::Scene& scene, float x, float y);

// The sight of the matrices for this step: another shape is seen as a whole, a newly selected cell is brought into it.
void keep_close(Frame& frame);
// Wheel and middle button over the picture that was just drawn.
void look_closer(Frame& frame, bool hovered, const Placement& at);
// While only a part is in sight, a button at `right` that shows all; returns how wide it is.
float whole_button(Frame& frame, float right);

// Boxes with problems and notes from y on; returns the y below them.
float banners(Frame& frame, float x, float y, float width);

// Without a sentence: the frame of a product with nothing in it, and sentences to begin with.
void empty_stage(Frame& frame, float width, float height);

}  // namespace attn::gui
