// Saving figures from the window: the dialog, copying, and opening what a figure shows.
#pragma once

#include <string>

#include "app/export/plan.h"
#include "app/gui/export_preview.h"
#include "app/gui/frame.h"
#include "app/gui/platform.h"

namespace attn::gui {

void ask_for_export(Frame& frame);  // opens the dialog, where there is a run
void close_export(Frame& frame);

// A key that is the dialog's while it is open. False: it is not.
bool press_export(Frame& frame, const KeyPress& key);

// The chosen files, or the question whether to replace those that are there.
void do_export(Frame& frame, bool replace);

// Whether what is in sight can be a film.
bool films(const Frame& frame);
// What is chosen, of the run and the view in sight. There is a run.
figures::Order order_of(const Frame& frame);
// With its file's name and beginning; made anew only if something has changed.
const ExportPreview& preview_of(Frame& frame);
// Seconds until the film in the preview shows another frame; infinite: there is none.
double until_next_frame(const ExportView& view, double now);
// Whether the folder that is typed is none.
bool lacks_folder(const Frame& frame);
// Whether Enter would export now.
bool can_export(Frame& frame);

void copy_numbers(Frame& frame);  // of the step, separated by tabs
void copy_image(Frame& frame);    // of the view, by the system's own tool

// Shows what the figure in a file shows: the document, or why not. opened: the model that the figure was made with.
std::optional<Notice> open_figure(const std::string& path, Document& document, std::optional<OpenedModel>& opened);
// Whether the model that has been loaded is the one an opened figure was made with; nothing to say while it is not
// known, or where it is. wake: called from another thread when it becomes known.
bool is_being_compared(const std::optional<OpenedModel>& opened);
bool is_compared(const std::optional<OpenedModel>& opened);  // and compare_models has not said so yet
std::optional<Notice> compare_models(std::optional<OpenedModel>& opened, const Derived& derived);

}  // namespace attn::gui
