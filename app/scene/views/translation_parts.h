// The parts of the translation's table. Internal to its layout.
#pragma once

#include "app/scene/stage/canvas.h"
#include "app/scene/stage/stage_state.h"
#include "app/scene/views/translation.h"

namespace attn::scene::table {

// One row while it is drawn: what of it is known at the playhead.
struct RowState {
  int t = 0;
  float y = 0;  // of its content
  bool distribution = false, chosen = false, looked = false, words = false;
  bool current = false;  // the playhead is in this decoding step
  bool ghost = false;    // it has not come so far: the row is faint
  NextWord next;         // where distribution is known
  struct Growing {
    NextWord::Row word;
    float grown = 1;  // how much of its bar is there
  };
  std::vector<Growing> so_far;       // while it becomes known
  Index known = 0;                   // of how many words the probability is there
  std::optional<Adjusted> adjusted;  // what sampling makes of it, where that is shown
  const ForcedWord* forced = nullptr;
};

struct Pen {
  const TranslationRequest& ask;
  parts::Canvas& canvas;
  TableColumns columns;
  TranslationTable& made;
};

inline constexpr float content_height = 140, line_height = 22.5f;

void draw_words(const Pen& pen, const RowState& row);  // written so far
void draw_candidates(const Pen& pen, const RowState& row, TableRow& to);
void draw_chosen(const Pen& pen, const RowState& row, TableRow& to);
void draw_looked(const Pen& pen, const RowState& row);  // cross-attention

// The row of the cross-attention of word t in a box of cells. Those of one head have its tag; a mean is no cell of the
// trace and has none.
void draw_weights(const Pen& pen, int t, float x, float y, float cell, float height, bool current);
// The head's cell; of the mean, the one of the head that looked hardest. token −1: the last step that it takes.
CellTag looked_tag(const TranslationRequest& ask, int t, Index token);

// All rows as one matrix, from y on; returns the y below it.
float draw_alignment(const Pen& pen, float y, int written);
float alignment_height(const Run& run, float width);

}  // namespace attn::scene::table
