// Parts of the map, one file each. Internal to its layout.
#pragma once

#include "app/scene/marks.h"
#include "app/scene/views/map.h"

namespace attn::scene::map_parts {

enum class State { done, now, later };

// The encoder, or the decoder in one of its steps, with what it takes to know what is there yet.
struct Side {
  const MapStack* stack = nullptr;   // of the step shown
  const MapStack* before = nullptr;  // the decoding step before it, if there is one
  const MapRow* row = nullptr;
  const std::vector<MapColumn>* columns = nullptr;
  const std::vector<std::string>* words = nullptr;
  bool decoder = false;
  bool begun = false;  // the playhead is in it or beyond
};

// Where the row of a lane's word stands: a step has a row for every word so far, or those of the newest alone.
struct Lane {
  int step = -1;  // −1: not known yet
  Index row = 0;
};

class Builder {
 public:
  explicit Builder(const MapRequest& request);

  const MapRequest& q;
  const Theme& theme;
  const MapPlan& plan;
  Side encoder, decoder;
  MapScene out;
  std::vector<Mark> on_top;        // drawn after everything else
  const Builder* above = nullptr;  // of a ghost: what is there already is not drawn again

  bool seen(const Rect& rect) const;
  void add(Mark mark);  // unless it is out of sight
  // A line of text no longer than max; nothing of it where it is not wholly in sight.
  void text(float x, float y, std::string_view words, Font font, float size, Color color, Align align, float max);
  void dashes(const std::vector<Point>& points, Color color, float width, float on, float off);
  void target(MapTarget::Kind kind, const Rect& rect, int step, Index row = -1);

  bool cell_done(int step, Index row, Index col) const;
  bool row_done(int step, Index row) const;
  bool step_done(int step) const;
  State state(const MapBlock& block) const;
  // The row of a step that is of the word at a place of the sequence; −1: it has none.
  Index row_of(int step, Index place) const;
  // From where a block's row for the word at a place is known by now: from this decoding step, else from an earlier
  // one.
  Lane known(const Side& side, const MapColumn& column, Index place) const;
  // The block that knew it before this decoding step; null: none.
  const MapBlock* block_before(const Side& side, const MapColumn& column, Index place) const;
  const MapBlock* block(const Side& side, const MapColumn& column) const;
  const MapBlock* block_before(const Side& side, const MapColumn& column) const;  // the same of the step before
  Index rows(const Side& side) const;  // how many words have entered by now, of those that have a lane
  // The stack's newest word: the one being worked on. -1: all are.
  Index newest(const Side& side) const;
};

void draw_lanes(Builder& to, const Side& side);
void draw_words(Builder& to, const Side& side);
void draw_cards(Builder& to, const Side& side);
void draw_titles(Builder& to, const Side& side);
void draw_barcodes(Builder& to, const Side& side);
void draw_add_norms(Builder& to, const Side& side);
void draw_memory(Builder& to);
void draw_attention(Builder& to, const Side& side, const MapColumn& column);
void draw_output(Builder& to);
void draw_loops(Builder& to);
void draw_flow(Builder& to);
void draw_ghosts(Builder& to);  // faint, below all else: what the playhead has not reached
// Thin lanes: where the playhead's words are followed by others, one bracket in a column stands for their boxes.
bool bracketed(const Builder& to, const Side& side, Index word);
void draw_later(Builder& to, const Side& side, float x, float w, bool words);
// Which lanes of a row have room for a name: those with boxes, then `first`, then all from the top on.
std::vector<bool> named(const Builder& to, const MapRow& row, Index first = -1);
Index looked_at(const Builder& to);  // the encoder's word that the selected cell of cross-attention is of; -1: none
float name_size(const Builder& to, const MapRow& row, Index word);
void draw_layers(Builder& to, const Side& side);
void draw_guide(Builder& to);
void barcode(Builder& to, int step, Index row, const Rect& rect, const Range& range, bool tagged);
std::string with_number(std::string words, Index number);  // in place of {0}
void plus(Builder& to, float x, float y, bool done);
// Many words: small shapes go without round corners, which cost most of their triangles.
inline bool dense(const MapPlan& plan) { return plan.ribbon < 12; }
void traveller(Builder& to, float x, float y, float radius);  // a value on its way
float eased(double t);                                        // slow at first and in the end

}  // namespace attn::scene::map_parts
