// Matrix: a matrix with its name, labels and bracket, as large as its room allows; matrices below each other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/scene/stage/parts.h"

namespace attn::scene::parts {

struct MatrixLook {
  Range range;
  Index done = -1;  // of its cells; −1: all
  float most_w = 44, most_h = 28;
  bool row_words = true, col_words = true, bracket = true;
  bool fixed_columns = false;  // something else stands on its columns: only its rows can be looked at more closely
  float gutter = 0;            // room for the rows' words, where several matrices have one left edge; 0: as they need
  std::string letter = {}, note = {};  // "A" in the role's hue, and what is said after the shape
  Index row = -1, col = -1;            // in focus: labels in their hues (label_hues)
  bool computing = false;              // a ring with a halo around the last cell that is there
  bool selected = false;               // a ring around (row, col)
  Align align = Align::left;           // where more room is given than needed
  int before = -1;                     // what stands in the cells that are not there yet: this step's numbers
  float header = 0;                    // least room above the cells for the columns' words: to align several
};
// Its box has no width where there is no room for it.
Grid matrix(Canvas& canvas, int step, const Rect& room, const MatrixLook& look);
// The same in two steps, for matrices that have to agree: where everything goes, then the marks.
struct MatrixPlan {
  Grid grid;
  Labels rows, cols;
  float header = 0;
};
MatrixPlan plan_matrix(const Canvas& canvas, int step, const Rect& room, const MatrixLook& look);
Grid draw_matrix(Canvas& canvas, const MatrixPlan& plan, const Rect& room, const MatrixLook& look);
// Matrices of one size beside each other, cells and rows aligned. Each has its room and its look.
struct Placed {
  int step = -1;
  Rect room;
  MatrixLook look;
};
std::vector<Grid> aligned_matrices(Canvas& canvas, std::vector<Placed> placed);
// Words of its rows at its left, for matrices that stand on columns of their own.
void side_words(Canvas& canvas, const Grid& of, float room, Index active, Color hue);

// Matrices of one width below each other, their columns aligned: what is combined cell by cell, the step itself last.
struct Layer {
  int step = -1;
  std::string sign;          // before its title: "+", "×", "="
  std::string letter, note;  // as of a matrix
};
// Returns that last one.
Grid stack(Canvas& canvas, const Rect& room, const std::vector<Layer>& layers, const std::vector<Range>& ranges,
           const Progress& now);

// "am · number 36" and one line of arithmetic, in a card 42 high: parts are written as they are, numbers with their
// cell.
struct Piece {
  std::string words;
  CellTag cell = {};
};
// A cell of the step itself as such a part: "…" as long as it is not there.
Piece own_piece(const Canvas& canvas, Index row, Index col);
void arithmetic_card(Canvas& canvas, const Rect& box, std::string_view label, const std::vector<Piece>& pieces);
// The same for one cell of the step, below a matrix, at the foot of the picture at the lowest.
constexpr float arithmetic_height = 54;
void arithmetic_below(Canvas& canvas, const Grid& of, Index row, Index col, const std::vector<Piece>& pieces);

}  // namespace attn::scene::parts
