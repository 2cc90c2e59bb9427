// Typeset mathematics: symbols, indices, fractions, roots and sums with their limits, as marks of a scene.
//
// Sizes after design.md §2: indices 0.6 of the text, Σ 1.3 with its limits above and below.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/scene/scene.h"

namespace attn::scene {

class Math;
using Formula = std::shared_ptr<const Math>;

// How far a formula reaches from the left end of its baseline.
struct Extent {
  float width = 0, above = 0, below = 0;
};

class Math {
 public:
  virtual ~Math() = default;
  virtual Extent extent(float size, const Measure& measure) const = 0;
  // x: its left end, y: its baseline.
  virtual void draw(float x, float y, float size, const Measure& measure, Scene& to) const = 0;
};

namespace math {

Formula symbol(std::string text, Color color, Font font = Font::ui);
Formula row(std::vector<Formula> parts);
Formula index(Formula base, Formula low);   // base with a subscript
Formula power(Formula base, Formula high);  // base with a superscript
Formula fraction(Formula above, Formula below, Color line);
Formula root(Formula inside, Color line);
Formula sum(Formula low, Formula high, Color color);  // Σ with its limits

}  // namespace math
}  // namespace attn::scene
