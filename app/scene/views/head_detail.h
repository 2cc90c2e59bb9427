// Head detail: one head's weights, or several heads' sum or mean, large enough to read: words, numbers, how focused
// each row is, what each word receives, and the same weights as a flow of values from the words asked to those asking.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "app/scene/stage/rich_text.h"
#include "app/scene/views/heads_grid.h"

namespace attn::scene {

struct HeadDetailRequest {
  int step = -1;          // whose cells the marks are tagged with
  const Tensor& values;   // what the cells show, words on its axes
  const Tensor& weights;  // what flows; the same, unless the cells show scores
  Range range;
  bool causal = false;  // cells right of the diagonal are masked
  bool weighty = true;  // the cells are weights: rows and columns have sums that mean something
  bool sums_to_one = true;
  std::vector<double> bits, most_bits;  // of every row: its entropy and the largest it could have
  std::vector<double> received;         // of every column
  std::optional<std::pair<Index, Index>> cell;
  std::vector<Index> rows, cols;  // words selected; of two or more the sum or mean is shown
  bool sum = false;
  parts::TextRuns sentence;
  const StageRequest& stage;  // theme, texts, measure, width and height
};

struct HeadDetail {
  Scene scene;
  Rect cells, row_words, col_words;     // where the matrix is, and where its words can be clicked
  float row_height = 0, col_width = 0;  // of one word there
  float flow_top = 0;                   // where the flow begins
};
HeadDetail head_detail(const HeadDetailRequest& request);

// The flow alone, into a box: left the words asked, as high as what they give in all, right those asking.
void draw_flow(const HeadDetailRequest& request, const Rect& box, Scene& to);

}  // namespace attn::scene
