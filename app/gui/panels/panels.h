// The panels of the window, one file each. They read and edit the frame's document.
#pragma once

#include "app/gui/frame.h"

namespace attn::gui {

void header_panel(Frame& frame);     // name, model, language, theme
void sentence_panel(Frame& frame);   // the sentence, and its translation word by word
void outline_panel(Frame& frame);    // the tree of steps
void outline_rail(Frame& frame);     // in its place, where there is little room
void stage_panel(Frame& frame);      // the current step as a picture
void inspector_panel(Frame& frame);  // the current step and the selected cell in words and numbers
void dock_panel(Frame& frame);       // previous, play, next; where we are; what came out

// What lies over everything while it is open.
void sheet_panel(Frame& frame, float width, float height);      // shortcuts and settings
void folder_panel(Frame& frame, float width, float height);     // folders, to open a model from
void welcome_panel(Frame& frame, float width, float height);    // what this is, at the first start
void notice_panel(Frame& frame, float width, float height);     // an export that is under way; one sentence
void export_panel(Frame& frame, float width, float height);     // what is to be saved, and how
void parameters_card(Frame& frame, float width, float height);  // of a run, all of them
void figure_menu(Frame& frame);                                 // of the figure under the right button
// Which of panel, rail and overlay the outline is, by the keys pressed and the width of the window.
void settle_outline(Frame& frame, float width);
// Above all others, if it is open: the tree over the stage.
void outline_overlay(Frame& frame, const scene::Rect& rail);

}  // namespace attn::gui
