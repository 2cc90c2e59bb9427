// Idea: the words at the top left of a stage: headline, explanation, formula, colour bars; as many as there is room
// for.
#pragma once

#include "app/scene/stage/parts.h"
#include "app/scene/stage/rich_text.h"

namespace attn::scene::parts {

struct Idea {
  std::string title;
  Runs words;
  std::vector<Symbol> formula;
  std::vector<std::pair<std::string, Range>> bars;
};

// Draws it into the room. Where that is larger than the words need, returns a box at its right of at least that size;
// else one without width.
Rect draw_idea(const StageRequest& request, const Rect& room, const Idea& idea, float side_width, float side_height,
               Scene& to);

}  // namespace attn::scene::parts
