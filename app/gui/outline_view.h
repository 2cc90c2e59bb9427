// What the outline keeps between frames: folds, the filter, the rows that follow from both.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "app/gui/outline_rows.h"
#include "app/gui/thumbnails.h"

namespace attn::gui {

struct OutlineView {
  Folds open{"encoder"};  // groups that are unfolded …
  Folds closed;           // … and folded, while steps are filtered
  std::array<char, 128> filter{};
  bool edit_filter = false;  // put the caret into the filter field
  bool chose_hit = false;    // since the filter was edited
  std::string revealed;      // the step the outline was opened and scrolled for
  std::string rail_revealed;

  bool toggle = false;   // panel or rail, at the next frame
  bool overlay = false;  // where there is only the rail, the panel lies over the stage

  std::vector<OutlineRow> rows;
  std::vector<int> hits;  // steps, while they are filtered: the best matches first
  bool stale = true;      // what the rows follow from has changed; or that is another run or language than:
  std::shared_ptr<const Run> run;
  Language language = Language::en;

  Thumbnails thumbnails;
};

}  // namespace attn::gui
