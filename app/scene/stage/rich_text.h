// Text in more than one colour: sentences with the words of the run in them, formulas.
#pragma once

#include <string>
#include <vector>

#include "app/scene/stage/canvas.h"

namespace attn::scene::parts {

// How many lines it takes; draws them from y (the top of the first line) on, the last one shortened if there are more
// than `most`. No single word stands in the last one, if that can be helped. Returns how many were drawn.
int line_count(Canvas& canvas, const TextRuns& runs, float width, float size);
int draw_lines(Canvas& canvas, const TextRuns& runs, float x, float y, float width, float size, float line, int most);

// The least width in which it takes no more lines than in this: lines of about one length.
float balanced_width(Canvas& canvas, const TextRuns& runs, float width, float size);

// A formula: symbols one after another, raised or lowered.
struct Symbol {
  std::string text;
  Color color;
  enum class Place { line, above, below } place = Place::line;
};
float formula_width(Canvas& canvas, const std::vector<Symbol>& symbols, float size);
void draw_formula(Canvas& canvas, const std::vector<Symbol>& symbols, float x, float y, float size);

// "Q 4×16" from x on; "Kᵀ" ending at x, "16×4" below it where there is room.
void draw_name(Canvas& canvas, float x, float y, const std::vector<Symbol>& name, const std::string& shape);
void draw_name_left(Canvas& canvas, float right, float y, const std::vector<Symbol>& name, const std::string& shape,
                    bool with_shape);

}  // namespace attn::scene::parts
