// Rows: what the stages of row-wise steps (softmax, mask, norm, look-up …) are made of.
//
// A Canvas holds the scene while it is drawn; texts are cut to the room they have, so that nothing leaves the scene.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "app/scene/heatmap_parts.h"
#include "app/scene/stage/stage.h"

namespace attn::scene::rows {

// Where the motion of a step stands: cells before `done` are there, `row` is being worked on, and `within` of its cells
// (0 … columns, a fraction: the next one is on its way).
struct Progress {
  Index done = 0, row = 0;
  double within = 0;
  bool complete = true;
};
Progress progress_of(const StageRequest& ask);

// How far the part from begin to end of a motion is, 0 … 1; in_out: the same, slow at both ends.
double between(double t, double begin, double end);
double in_out(double t);

// Values in place of {0}, {1} …
std::string filled(std::string text, std::initializer_list<std::string> values);

struct Style {
  Font font = Font::ui;
  float size = 13;
  Color color;
  Align align = Align::left;
};

class Canvas {
 public:
  explicit Canvas(const StageRequest& request);

  const StageRequest& ask;
  const Theme& theme;
  Scene scene;
  Rect room;       // within the margins
  float grow = 1;  // how much larger cells and bars may be than at 848×590, up to 1.6

  const Step& step(int number) const { return ask.trace[number]; }
  const Step& step() const { return ask.trace[ask.step]; }
  int input(std::size_t i) const { return step().inputs[i]; }
  std::string text(std::string_view key, std::initializer_list<std::string> values = {}) const;
  float width(std::string_view words, Font font, float size) const { return ask.measure(words, font, size); }

  // A mark whose place is not finite (after an edit to NaN or ∞) is left out.
  Mark& add(Mark mark);
  // Elided to max_width; how wide it is. Nothing is drawn where nothing fits.
  float write(float x, float y, std::string_view words, const Style& style, float max_width, CellTag tag = {});
  // At most that many lines; returns the y below the last.
  float paragraph(float x, float y, std::string_view words, const Style& style, float max_width, int lines, float line);
  void card(const Rect& box);
  void dashed(const Rect& box, Color color);
  void dashed_line(float x1, float y1, float x2, float y2, Color color, float on = 3, float off = 3);
  void target(const Rect& box, CellTag tag);  // nothing to see, but the pointer finds the cell there
  void ring(const Rect& box);                 // two tones: seen on any colour
  float chip(float x, float y, std::string_view words, Color edge, Color ink, float max_width, bool broken = false);
  void arrow(float x1, float x2, float y, Color color);  // to the right or left

 private:
  Mark left_out_;
};

// Title and explanation of a stage, at the top left; the y below them.
float head(Canvas& canvas, std::string_view title, std::string_view idea, float max_width, int lines = 3);

// A range as a bar of its colours, 10 high, with its ends below it: 24 high in all. label stands before it.
void colour_bar(Canvas& canvas, float x, float y, float width, const Range& range, std::string_view label = {});

struct GridLook {
  Range range;
  Index done = -1;  // of its cells; −1: all
  float most_w = 44, most_h = 28;
  bool row_words = true, col_words = true, bracket = true;
  float gutter = 0;  // room for the rows' words, where several matrices have one left edge; 0: as they need
  std::string letter = {}, note = {};  // "A" in the role's hue, and what is said after the shape
  Index row = -1, col = -1;            // in focus: labels in Q's and K's hue
  bool computing = false;              // a ring with a halo around the last cell that is there
  bool selected = false;               // a ring around (row, col)
  Align align = Align::left;           // where more room is given than needed
};

// A matrix as drawn: cells, and the box that labels and title need.
struct Grid {
  Rect cells;
  parts::Cut rows, cols;
  bool image = false;
  Rect row(Index r) const;
  Rect column(Index c) const;
  Rect cell(Index r, Index c) const;
};
Grid grid(Canvas& canvas, int step, const Rect& room, const GridLook& look);

// One row of a step as coloured cells that fill the box; one image where cells would be narrower than 6. Cells from
// column `done` on are pending (−1: all are there).
struct Strip {
  Rect box;
  Index count = 0;
  float px = 1;
  Rect cell(Index c) const { return {box.x + static_cast<float>(c) * px, box.y, px, box.h}; }
};
Strip strip(Canvas& canvas, int step, Index row, const Rect& box, const Range& range, Index done = -1);

// Matrices of one width below each other, their columns aligned: what is combined cell by cell, the step itself last.
struct Layer {
  int step = -1;
  std::string sign;          // before its title: "+", "×", "="
  std::string letter, note;  // as of a grid
};
struct Stack {
  std::vector<Grid> grids;
  std::vector<Range> ranges;
};
Stack stack(Canvas& canvas, const Rect& room, const std::vector<Layer>& layers, const Progress& now);

// Colours of these steps: one range for all if they are of one size (within 3 times), else each its own.
std::vector<Range> shared_ranges(const Trace& trace, const std::vector<int>& steps);

// "am · number 36" and one line of arithmetic, in a card 42 high: parts are written as they are, numbers with their
// cell.
struct Piece {
  std::string words;
  CellTag cell = {};
};
void arithmetic_card(Canvas& canvas, const Rect& box, std::string_view label, const std::vector<Piece>& pieces);

Range range_of(const Step& step);
double value_at(const Step& step, Index row, Index col);
double aux_at(const Step& step, std::string_view name, Index row, Index col);  // a by-product
int step_after(const Trace& trace, int step, std::string_view role);           // first reader with this role, or −1

}  // namespace attn::scene::rows
