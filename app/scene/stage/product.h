// Product: where the three matrices of a product stand: the left factor at the left, the right one above, the result
// where they cross (Falk's arrangement). Room that is left over is for words at the top left, for terms at the foot.
#pragma once

#include "app/scene/stage/terms.h"

namespace attn::scene::parts {

struct ProductPlan {
  int left = -1, above = -1, bias = -1;  // steps; −1: none
  bool turned = false;                   // the right factor is drawn transposed
  std::vector<Symbol> left_name, above_name, result_name;
  // Factors of two sources stand in a zone each, which is named at its top: by a title and a note.
  std::string left_zone, left_note, above_zone, above_note;
  Color left_hue, above_hue, result_hue;
  float left_cell = 29, above_row = 15.5f, row = 28;  // sizes to aim at
  bool numbers_above = true;
  bool foot = true;  // the cell's arithmetic, where there is room for it
};

struct Product {
  Grid left, above, result, bias;
  Labels rows, cols;
  float label = 0;           // room for the rows' labels
  Rect idea;                 // room for words
  Rect foot;                 // room for terms, from the left edge to the card; no height: none
  Rect result_card;          // no height: none
  bool own_columns = false;  // the terms stand below the left factor's own columns
  float row_height = 0;      // of the terms' vectors; 0: only bars and sum
};

Product lay_out(Canvas& canvas, const ProductPlan& plan, const Cursor& active);
void draw_product(Canvas& canvas, const ProductPlan& plan, const Product& product, const Cursor& active);

}  // namespace attn::scene::parts
