// Terms: one cell of a product in its parts, drawn below the matrices: factors, products, running sum, result.
#pragma once

#include <string>
#include <vector>

#include "app/scene/stage/parts.h"
#include "app/scene/stage/rich_text.h"

namespace attn::scene::parts {

// A cell of a product, as the engine accounts for it.
struct Terms {
  struct Term {
    CellTag a, b;
    double product = 0;
  };
  std::vector<Term> terms;
  double bias = 0;
  bool has_bias = false;
  CellTag bias_at;
  std::size_t shown = 0;  // of the terms, so far
  double sum(std::size_t count) const;
  // The places of the largest products, largest first.
  std::vector<std::size_t> largest(std::size_t most) const;
};
Terms terms_of(Canvas& canvas, const Cursor& active);

// Two vectors of one length above each other, their products as bars, and the sum of these, from left to right.
struct TermStrip {
  Rect box;            // of the columns: what is beside them is for labels
  float label = 0;     // room at the left of that
  bool rows = true;    // the vectors too, not only bars and sum
  Rect first, second;  // where the rows are drawn
  Rect bars, sum;
  float index = 0;  // where the numbers of the terms are written; 0: nowhere
};
constexpr float strip_high = 146, strip_low = 92;
// index: the terms are numbered below, since they do not stand under numbered columns.
TermStrip term_strip(Rect box, float label, float row_height, bool index);

struct Names {
  std::string letter, word;  // q, "am"
  Color hue;
};
void draw_terms(Canvas& canvas, const TermStrip& strip, const Terms& terms, const Grid& a, Index row, const Grid& b,
                Index col, const Names& a_name, const Names& b_name);

// "am · student", the number, how far the matrix is.
struct Result {
  TextRuns title;
  std::string letter;  // of the matrix: its cell is named at the right
  std::string note;    // beside the number
  Color hue;
  std::string after = {};  // how many terms are there, above a segment for each; then that takes the note's place
  std::string lands = {};  // and below them, what the sum will be
};
void draw_result(Canvas& canvas, const Rect& box, const Cursor& active, const Terms& terms, const Result& result);

// From the card up to the cell that its number belongs to, where nothing is in between.
void draw_lead(Canvas& canvas, const Rect& card, const Rect& cell);

}  // namespace attn::scene::parts
