// Shares: a row of scores as parts of one whole, the bar that they fill, and what becomes of them when the scores grow.
#pragma once

#include <string>
#include <vector>

#include "app/scene/stage/canvas.h"

namespace attn::scene::parts {

// The softmax of a row, all scores multiplied by a factor: what it would give, computed when it is drawn. −∞ gets 0;
// empty where that is not defined.
std::vector<double> shares_of(const Tensor& scores, Index row, double factor = 1);

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
