// The parts of a heatmap: axes cut into positions, labels, cells, legend. Internal to the heatmap's layout.
//
// All lengths are logical pixels.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "app/scene/heatmap.h"
#include "app/scene/texels.h"

namespace attn::scene::parts {

using scene::Cut;

// Whole pixels per position, at most preferred; as many cells per position as it takes to leave each a pixel.
Cut cut_axis(Index count, float room, float preferred);

struct Label {
  Index index = 0;
  std::string text;
  float width = 0;
};

// The labels of one axis, thinned until none touches the next.
struct Labels {
  std::vector<Label> labels;
  Font font = Font::ui;
  float size = 12;
  bool slanted = false;            // columns: 45°
  bool ticks = false;              // not every cell has its label: a tick says which one it is
  float extent = 0;                // room it takes beside the cells: width of rows' labels, height of columns'
  float overhang = 0;              // columns: how far the labels reach beyond the last column
  std::vector<Index> strong = {};  // those that were to come first
};

// selected: index that has to have its label, or -1. strongest: the only indices to label, if any. strong: those that
// come right after the selected one, where there is not room for all words.
Labels row_labels(const Axis& axis, const Cut& cut, float max_width, Index selected, const Measure& measure,
                  const std::vector<Index>& strong = {});
Labels column_labels(const Axis& axis, const Cut& cut, float max_extent, Index selected,
                     const std::vector<Index>& strongest, const Measure& measure,
                     const std::vector<Index>& strong = {});
// The rows, or columns, of a matrix with the largest numbers: of those in sight, at most so many.
std::vector<Index> strong_rows(const Tensor& tensor, const Cut& rows, bool columns = false);
float label_need(const Axis& axis, const Cut& cut, const Measure& measure);  // widest of few labels

// How numbers are printed in the cells, if they are.
struct Numbers {
  bool shown = false, whole = false, narrow = false;
  int decimals = 2;
  float size = 10, width = 0;  // of the widest
};

struct Layout {
  const Trace* trace = nullptr;
  int step = 0;
  const HeatmapOptions* options = nullptr;
  const Measure* measure = nullptr;
  Range range;
  bool image = false;
  Rect cells;  // box of all cells
  Cut rows, cols;
  Numbers numbers;
  Index done = 0;                               // cells computed so far, row by row; the others are pending
  bool computing = false;                       // the last of them is the one that is being looked at
  bool has_masked = false, has_broken = false;  // −∞; NaN or +∞
  const Step& the_step() const { return (*trace)[step]; }
  const Tensor& tensor() const { return the_step().out; }
  const Theme& theme() const { return options->theme; }
};

// The cell that a texel shows, of those before number `done`: NaN and +∞ before any number, numbers by size, −∞ last.
// row −1: none of the bin's cells is computed yet.
struct Shown {
  Index row = -1, col = -1;
  double value = 0;
};
Shown strongest_of(const Tensor& tensor, const Cut& rows, const Cut& cols, Index row_bin, Index col_bin, Index done);
// NaN and +∞ in the error colour, −∞ as told.
Color texel_color(const Theme& theme, double value, const Range& range, Color masked);

// As large as they fit into cells of that size; not shown if they do not. brief: with one decimal before not at all.
Numbers choose_numbers(const Tensor& tensor, const Range& range, bool whole, float cell_w, float cell_h,
                       const Measure& measure, bool brief = false);

std::string number_text(const Numbers& how, double value);
// Next to nothing is written in a low voice, where that can still be read.
Color number_color(const Theme& theme, const std::string& shown, double value, Color cell);

// One cell that is computed, in a colour: its number where numbers are shown; −∞ has a stroke, NaN and +∞ an edge.
void draw_cell(const Theme& theme, const Numbers& numbers, double value, Color color, const Rect& box,
               const CellTag& tag, Scene& to);
// The corner of a cell whose number is beyond the range, in two tones: the ends of some colour maps are as bright as
// ink.
void draw_notch(const Theme& theme, const Rect& box, Scene& to);
// Strokes across a box, for masked cells of an image.
void draw_hatching(const Theme& theme, const Rect& box, Scene& to);

// States of one cell: not computed yet, an empty place with a dot; selected, in two tones because no single one is seen
// on both ends of every colour map; being computed, a glow around it.
void draw_pending(const Theme& theme, const Rect& box, float radius, const CellTag& tag, Scene& to);
void draw_ring(const Theme& theme, const Rect& box, Scene& to);
void draw_halo(const Theme& theme, const Rect& box, Scene& to);

void draw_labels(const Layout& layout, const Labels& rows, const Labels& cols, Scene& to);
void draw_bracket(const Layout& layout, Scene& to);
void draw_cells(const Layout& layout, Scene& to);
void draw_image(const Layout& layout, Scene& to);
void draw_rings(const Layout& layout, Scene& to);

constexpr float legend_height = 46;
float legend_width(const Layout& layout, float room);
void draw_legend(const Layout& layout, float x, float y, float room, Scene& to);

// The colour map from one end of the range to the other, a texel per entry.
std::shared_ptr<const Image> range_image(const Theme& theme, const Range& range);

// What is written below that: at its left end, in its middle, at its right end. The number of largest size stands
// beyond the end whose colour it has, with an arrow: "+3 ▸ 4.06". Empty where there is no room.
struct RangeTicks {
  std::string low, middle, high;
};
RangeTicks range_ticks(const Range& range, float width, const std::function<float(const std::string&)>& measure);

Rect grown(Rect r, float by);

// Marks.
Mark fill(Rect rect, Color color, float radius = 0);
Mark outline(Rect rect, Color color, float width, float radius = 0);
Mark line(float x1, float y1, float x2, float y2, Color color, float width);
Mark text(float x, float y, std::string words, Font font, float size, Color color, Align align = Align::left);
Mark polygon(std::vector<Point> points, Color color);
Mark polyline(std::vector<Point> points, Color color, float width);

}  // namespace attn::scene::parts
