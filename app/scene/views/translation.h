// Run: decoding as a table that grows, a row per word: what could have come, what came, where it looked.
//
// Rows that the playhead has not reached are empty. While the playhead is in a row's probabilities the row has the best
// words so far, their bars growing as they come. Lengths are logical pixels; y counts from the top of the first row.
#pragma once

#include <optional>
#include <vector>

#include "app/scene/stage/stage.h"
#include "app/scene/views/next_word.h"
#include "engine/model/translate.h"

namespace attn::scene {

// Where the columns of the table are, for a panel of this width and so many tokens of the source.
struct TableColumns {
  float left = 24, words = 32, words_end = 216;
  float names = 232, bars = 320, bars_end = 556, numbers = 594;  // numbers end there
  float chosen = 620, chosen_end = 792;
  float looked = 800, cell = 66;  // the first cell, from one cell to the next
  float right = 1072;             // of the table
  Index tokens = 0;
  float looked_end() const { return looked + cell * static_cast<float>(tokens); }
};
TableColumns table_columns(float width, Index tokens);

struct TranslationRequest {
  const Run& run;
  int step = -1;  // the playhead, and how much of its step is done
  double phase = 1;
  std::vector<ForcedWord> forced = {};
  std::optional<SamplingOptions> sampling = {};  // what it makes of each distribution is shown beside it
  bool drawn = false;                            // the words are drawn with it
  int layer = 1, head = 0, heads = 1;            // of the cross-attention, from 1; head 0: the mean of all
  const Tensor& looked;                          // T×n: cross_attention(run, layer, head)
  int focus = -1;                                // candidate of the playhead's row that the keyboard is at
  const Theme& theme;
  float width = 0;
  float top = 0, bottom = 1e9f;  // what is in sight; rows beyond are left out
  const Measure& measure;
  std::function<std::string(std::string_view key)> text;
  Index cells_done = -1;  // how many cells of the playhead's step are there; −1: as its phase says, all or none
};

// What of a row can be pointed at.
struct TableRow {
  int t = 0;
  Rect card, chosen, button;  // button: where another word is forced
  struct Candidate {
    Rect box;
    Index id = 0;
  };
  std::vector<Candidate> candidates;  // none where they are not known yet
  bool known = false, written = false, current = false, forced = false;
};

// A cell of the cross-attention, in a row of the table or in the matrix below it.
struct TableLook {
  Rect box;
  int t = 0;        // the word that looked …
  Index token = 0;  // … and the one it looked at
  CellTag leads;    // the head's weight; of the mean, that of the head that looked hardest there
};

struct TranslationTable {
  Scene scene;
  std::vector<TableLook> looks;
  std::vector<TableRow> rows;  // those in sight
  float rows_end = 0;          // below the last row
};

inline constexpr float table_row_height = 154;
float table_height(const Run& run, float width);  // rows and the alignment below them

TranslationTable translation_table(const TranslationRequest& request);

// The heads of the columns that are words of the source, their feet at y.
Scene source_heads(const TranslationRequest& request, float y, float height);

bool heads_slant(const Run& run, float width, const Measure& measure);  // for want of room

}  // namespace attn::scene
