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
// Plays the story, or everything, where the document says so. In Map and Translation the story is a word at a press.
void toggle_play(Frame& frame);
void begin_story(Frame& frame);  // from its first step on, in the Step view
void copy_translation(Frame& frame);
const Course& played(const Document& document, const RunFacts& facts);
void change_speed(Frame& frame, int direction);

// Selects the cell beside the one that is looked at, held at the edges.
void move_cell(Frame& frame, Index rows, Index cols);
// Selects a cell of the step on the stage; what of the step was still to come is there.
void look_at(Frame& frame, Cell cell);

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
