// Output: the one picture of the five steps at the end of a decode, from the last state to the next word; the step
// decides which of its parts are bright.
#pragma once

#include <vector>

#include "app/scene/stage/canvas.h"
#include "app/scene/stage/stage_state.h"

namespace attn::scene::parts {

constexpr Index best_shown = 5;

// What of the end of a decode is there at this step and moment. Steps: −1 where there is none, or not yet.
struct Output {
  int state = -1, table = -1, similarity = -1, logits = -1, probabilities = -1;
  int row = -1;           // the numbers whose best are shown
  bool share = false;     // they are shares of one whole
  bool chosen = false;    // the step is the choice among them
  bool waiting = false;   // of the best only the names are known yet
  bool complete = false;  // the step is
  double t = 1;           // of its motion
  Index done = 0;         // of the row's numbers
  Index taken = -1;       // the column that is chosen: the largest, or one that is forced, drawn or put there
  Index col = -1;         // the column in focus
  std::vector<Index> top;

  // The numbers in the order of the vocabulary: those that shares are made of.
  int landscape() const { return logits >= 0 ? logits : similarity; }
  // Whether the word that is taken has a line of its own, below the best.
  bool apart() const;
  std::vector<Index> bars() const;  // columns with a bar, from above
};
Output output_of(Canvas& canvas);

// Where everything is; a part without a size is not drawn.
struct OutputPlaces {
  bool whole = false;  // all of it, at once
  Rect idea, state, bars, table, landscape, work, best, input;
};
OutputPlaces output_places(const Canvas& canvas, const Output& of);

// Headline, explanation, formula.
void output_words(Canvas& canvas, const Rect& room, const Output& of);
// The state as a row, with its name; the table of vectors, lying, a column per piece, with a beam at the one in focus.
void output_state(Canvas& canvas, const Rect& box, const Output& of);
void output_table(Canvas& canvas, const Rect& box, const Output& of);
// The work of the step: the row that is taken out, the dot product of one column, the shares by rank.
void output_rows(Canvas& canvas, const Rect& box, const Rect& to, const Output& of);
void output_terms(Canvas& canvas, const Rect& box, const Output& of);
void output_curve(Canvas& canvas, const Rect& box, const Rect& landscape, const Output& of);
// The best as bars, the word that is taken, what is left for all others. Where the bar of that word ends.
Point output_best(Canvas& canvas, const Rect& card, const Output& of);
// What was written so far, and the place of the next word: it flies there from its bar.
void output_input(Canvas& canvas, const Rect& slot, const Output& of, Point from);

// At which place a column is, the largest first.
Index rank_of(const Tensor& out, Index column);

}  // namespace attn::scene::parts
