// View: one way to look at the run, between the sentence and the dock. One file of views/ each, found by the manifest.
#pragma once

#include <span>

#include "app/gui/frame.h"

namespace attn::gui {

struct ViewKind {
  ViewName name;
  const char* title;                                      // key of the tab's word
  const char* id;                                         // of the tab: "###view map"
  bool low_dock = false;                                  // without the flame graph: the view needs the height
  void (*draw)(Frame& frame, float width, float height);  // all its panels, in a window of this size
  bool (*fits)(const Frame& frame) = nullptr;             // whether the run has what it shows; null: every run has
};

std::span<const ViewKind* const> view_kinds();  // from the manifest

// The first tab's, where there is no file for it.
const ViewKind& view_kind(ViewName name);

// In the order of their tabs.
std::span<const ViewKind* const> tabs();

// Of the document's view; of one that the run has nothing for, the first tab's. Before there is a run every one fits.
bool fits(const Frame& frame, const ViewKind& kind);
const ViewKind& shown_view(const Frame& frame);

}  // namespace attn::gui
