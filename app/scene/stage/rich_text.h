// Text in more than one colour: sentences with the words of the run in them, formulas.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/scene/stage/stage.h"

namespace attn::scene::parts {

struct Run {
  std::string text;
  Color color;
  Font font = Font::ui;
};
using Runs = std::vector<Run>;

// A text with {0}, {1} … replaced by runs of their own colour, and **strong** words in bold.
Runs filled(std::string_view words, const Runs& values, Color color, Color strong);
// The same in one colour.
std::string filled(std::string_view words, const std::vector<std::string>& values);

// How many lines it takes; draws them from y (the top of the first line) on, the last one shortened if there are more
// than `most`. Returns how many were drawn.
int line_count(const StageRequest& request, const Runs& runs, float width, float size);
int draw_lines(const StageRequest& request, const Runs& runs, float x, float y, float width, float size, float line,
               int most, Scene& to);

// A formula: symbols one after another, raised or lowered.
struct Symbol {
  std::string text;
  Color color;
  enum class Place { line, above, below } place = Place::line;
};
float formula_width(const StageRequest& request, const std::vector<Symbol>& symbols, float size);
void draw_formula(const StageRequest& request, const std::vector<Symbol>& symbols, float x, float y, float size,
                  Scene& to);

// "Q 4×16" from x on; "Kᵀ" ending at x, "16×4" below it where there is room.
void draw_name(const StageRequest& request, float x, float y, const std::vector<Symbol>& name, const std::string& shape,
               Scene& to);
void draw_name_left(const StageRequest& request, float right, float y, const std::vector<Symbol>& name,
                    const std::string& shape, bool with_shape, Scene& to);

}  // namespace attn::scene::parts
