// Linked highlighting: what every panel lights up for the one thing that is pointed at or, while nothing is, selected.
//
// Panels say what is under the pointer (point_at) and light what `shown` holds. A panel that is drawn earlier than the
// one with the pointer learns of it in the next frame, which Program draws at once.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/core/links.h"
#include "engine/run.h"

namespace attn::gui {

struct Frame;

struct Linked {
  // Of what was pointed at in the last frame, otherwise of what is selected.
  const Links& shown() const;
  const Links& of_selected() const;
  bool pointed = false;                       // whether anything is
  std::vector<std::vector<WordLinks>> words;  // that `shown` touches, by sequence of the trace
  Pointed next;                               // what is pointed at in this frame
  int found = 0;                              // counts what became of the search for what is selected

  // There is more to show than the last frame could: something else is pointed at, or not all readers are found yet.
  bool stale() const;

  std::shared_ptr<const Run> run;  // that these look through
  std::optional<LinkSearch> selected_search, pointed_search;
};

// Before the panels: brings `shown` up to date. Computes nothing while the thing stays the same.
void update_links(Frame& frame);

void point_at(Frame& frame, Pointed thing);

// How the words [first, last) of a sequence are touched, taken together.
WordLinks word_links(const Frame& frame, std::uint8_t sequence, int first, int last);

// "scores[am, student] = 0.3768": a cell and its value, unless that is still to be computed.
bool computed(const Frame& frame, const scene::CellTag& cell);
std::string cell_tip(const Frame& frame, const scene::CellTag& cell);

// How strongly links are drawn: fully for what is pointed at, less for what is merely selected.
double link_strength(const Frame& frame);

}  // namespace attn::gui
