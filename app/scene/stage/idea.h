// Idea: the words of a stage: headline, explanation, formula, colour bars; as many as there is room for.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/scene/stage/parts.h"
#include "app/scene/stage/rich_text.h"

namespace attn::scene::parts {

struct Idea {
  std::string title;
  TextRuns words;
  std::vector<Symbol> formula;
  std::vector<std::pair<std::string, Range>> bars;
  float title_width = 0;  // room for the headline in one line, where that is more than the words have
};

// In a room at the top left, beside or above matrices. Where that is larger than the words need, returns a box at its
// right of at least that size; else one without width.
Rect draw_idea(Canvas& canvas, const Rect& room, const Idea& idea, float side_width = 0, float side_height = 0);

// Across the whole top of the picture: words at the left, formula and bars at the right. At most that many lines of
// explanation; none: the headline only. Returns the y below it all.
float draw_head(Canvas& canvas, const Idea& idea, int lines);

}  // namespace attn::scene::parts
