// Actions: what buttons and keys do to the document. Free functions over the frame.
#pragma once

#include "app/gui/frame.h"
#include "engine/run_kind.h"

namespace attn::gui {

// Puts a step on the stage by hand; playing stops.
void go(Frame& frame, int step);
void go_by(Frame& frame, int direction);  // at the chosen grain
void go_first(Frame& frame);
void go_last(Frame& frame);
// The same operation in the next or previous head of the block.
void go_head(Frame& frame, int direction);
void toggle_play(Frame& frame);
void change_speed(Frame& frame, int direction);

// Moves the selected cell, held at the edges; the first press selects the first cell.
void move_cell(Frame& frame, Index rows, Index cols);

void zoom_matrix(Frame& frame, float factor);  // on the stage, about the selected cell
void whole_matrix(Frame& frame);               // all of it again

void zoom_by(Frame& frame, float by);  // of everything drawn
void zoom_timeline(Frame& frame, double factor);
void pan_timeline(Frame& frame, double by);  // in widths of what is in sight
void fit_timeline(Frame& frame);

void undo(Frame& frame);
void redo(Frame& frame);

// Bundled models, those opened before, the current one.
std::vector<std::string> known_models(const Frame& frame);
// Another model: a bundled one by name, or a folder by path.
void open_model(Frame& frame, const std::string& name);
void open_run(Frame& frame, const RunKind& kind);  // one that needs no model, with the words there are
void next_model(Frame& frame);                     // of those in the list, in a circle
void ask_for_model(Frame& frame);                  // opens the list of folders

}  // namespace attn::gui
