// Shares: a row of scores as parts of one whole, the bar that they fill, and what becomes of them when the scores grow.
#pragma once

#include <string>
#include <vector>

#include "app/scene/stage/canvas.h"

namespace attn::scene::parts {

// What softmax would make of a row of scores multiplied by each factor: factors×m, evaluated by the engine's own ops.
// A row of it is not a number, or 0 throughout, where softmax is not defined (`defined`).
Tensor shares_of(const Tensor& scores, Index row, const std::vector<double>& factors);
bool defined(const Tensor& shares, Index row);
// What some columns of a row have together, by the engine's sum.
double sum_of(const Mat& of, Index row, const std::vector<Index>& columns);

struct Share {
  std::string word;
  double value = 0;
  CellTag cell = {};    // of the trace, where it is a number of the trace
  bool struck = false;  // goes to a word that may not be looked at
};
// From the left to the right, with their words and numbers where these fit.
void draw_share_bar(Canvas& canvas, const Rect& box, const std::vector<Share>& shares);

// In a card: the largest share of a row of scores by the factor they are multiplied with, from 0 (all alike) to 1, and
// the shares at both ends of the division. way: how far the scores have been divided, 0 … 1.
void draw_saturation(Canvas& canvas, const Rect& card, int scores, Index row, double divisor, double way);

}  // namespace attn::scene::parts
