// Terms: one cell of a product in its parts, drawn below the matrices: factors, products, running sum, result.
#pragma once

#include <string>
#include <vector>

#include "app/scene/stage/parts.h"
#include "app/scene/stage/rich_text.h"

namespace attn::scene::parts {

// The cell that everything turns about: the selected one of a finished matrix, the newest of one that fills.
struct Active {
  Index row = 0, col = 0;
  Index done = 0;          // cells of the matrix that are there
  bool all = true;         // that is every one of them
  bool computing = false;  // the active one is not there yet …
  double part = 1;         // … but so much of its sum is
};
Active active_cell(const StageRequest& request);

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
Terms terms_of(const StageRequest& request, const Active& active);

// Two vectors of one length above each other, their products as bars, and the sum of these, from left to right.
struct Strip {
  Rect box;            // of the columns: what is beside them is for labels
  float label = 0;     // room at the left of that
  bool rows = true;    // the vectors too, not only bars and sum
  Rect first, second;  // where the rows are drawn
  Rect bars, sum;
  float index = 0;  // where the numbers of the terms are written; 0: nowhere
};
constexpr float strip_high = 146, strip_low = 92;
// index: the terms are numbered below, since they do not stand under numbered columns.
Strip strip(Rect box, float label, float row_height, bool index);

struct Names {
  std::string letter, word;  // q, "am"
  Color hue;
};
void draw_strip(const StageRequest& request, const Strip& strip, const Terms& terms, const Grid& a, Index row,
                const Grid& b, Index col, const Names& a_name, const Names& b_name, Scene& to);

// "am · student", the number, how far the matrix is.
struct Result {
  Runs title;
  std::string letter;  // of the matrix: its cell is named at the right
  std::string note;    // beside the number
  Color hue;
};
void draw_result(const StageRequest& request, const Rect& box, const Active& active, const Terms& terms,
                 const Result& result, Scene& to);

}  // namespace attn::scene::parts
