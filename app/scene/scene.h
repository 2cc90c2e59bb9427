// Scene: a picture as a list of marks in logical pixels, each tagged with the trace cell it shows.
//
// Layouts are pure functions that make scenes; backends (window, SVG, PNG) draw them. Nothing here knows a backend.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/tensor.h"

namespace attn::scene {

struct Color {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  bool operator==(const Color&) const = default;
};

struct Point {
  float x = 0, y = 0;
  bool operator==(const Point&) const = default;
};

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;
  bool contains(float px, float py) const { return px >= x && py >= y && px < x + w && py < y + h; }
};

// The cell of the trace a mark shows; step -1: none.
struct CellTag {
  int step = -1;
  Index row = 0, col = 0;
  bool operator==(const CellTag&) const = default;
};

enum class Font { ui, ui_bold, mono };
enum class Align { left, center, right };

// RGBA pixels (alpha not premultiplied), drawn with nearest sampling: one texel per cell of a large matrix, or per bin
// of cells where there are more cells than pixels.
struct Image {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgba;
  std::vector<Index> cells;  // the cell, as row · columns + column, that each texel shows; empty: one texel per cell
};

struct Texels;  // app/scene/texels.h: numbers, coloured where they are drawn

struct Mark {
  enum class Kind { fill, outline, line, text, image, texels, polygon, polyline, ribbon };
  Kind kind = Kind::fill;
  Rect rect;  // fill, outline, image, texels, ribbon: the box; line: from (x, y) to (x + w, y + h); text: see below;
              // else unused
  Color color;
  float width = 1;   // stroke width of outline, line and polyline, half of it on either side of the edge
  float radius = 0;  // rounded corners of fill and outline
  std::string text;  // text: rect.x is the anchor (by align), rect.y the vertical centre of the line
  Font font = Font::ui;
  float size = 13;  // text size in logical pixels
  Align align = Align::left;
  float angle = 0;  // text: degrees counter-clockwise about the anchor
  std::shared_ptr<const Image> image;
  std::shared_ptr<const Texels> texels;
  // polygon: the corners, convex, filled; polyline: stroked, open; ribbon: upper and lower corner of its left end, then
  // of its right end, filled between two curves that leave and arrive level
  std::vector<Point> points;
  CellTag names;             // text: label of a row (col −1) or a column (row −1) of a step
  CellTag cell;              // fill and text of one cell; image, matrix: the step, row and col are 0
  Index rows = 0, cols = 0;  // image, matrix of a tensor: the tensor's shape; texels divide the box evenly
  Rect part;                 // image: the texels of it that are drawn, whole numbers; empty: all of them
};

// A matrix that can be looked at more closely, and what of its two sides is in sight; see sight.h.
struct Pane {
  enum class Side { none, rows, cols, inner };  // of the step; inner: what the factors of a product share
  struct Axis {
    Side side = Side::none;
    Index count = 0, from = 0, seen = 0;
  };
  Rect box;
  Axis down, across;
};

// The texels that an image mark draws, from the corner; and those texels alone.
struct ImagePart {
  int x = 0, y = 0, width = 0, height = 0;
};
ImagePart part_in(const Mark& mark);
Image part_of(const Mark& mark);

struct Scene {
  float width = 0, height = 0;
  Color background;
  std::vector<Mark> marks;
  std::vector<Pane> panes = {};
  bool follows_pointer = false;  // the picture depends on which of the step's cells is pointed at
};

// Width in logical pixels of a text, as the backend at hand will draw it.
using Measure = std::function<float(std::string_view text, Font font, float size)>;

// From the vertical centre of a line down to its baseline, in text sizes: half the height of Inter's and JetBrains
// Mono's capitals, so that backends with other metrics put text at the same height.
constexpr float baseline_below_centre = 0.364f;

// The cell under a point, from the marks (images and matrices included), the narrow gaps between cells counted to a
// neighbour; step -1 if there is none. Where a texel shows one of many cells, it is that one: what is named is what is
// seen.
CellTag cell_at(const Scene& scene, float x, float y);
// What of the picture shows that cell; of a ribbon, the point itself.
Rect cell_box(const Scene& scene, float x, float y);

// Where an image or a matrix shows a cell; no width where it does not.
Rect place_of(const Mark& mark, Index row, Index col);

}  // namespace attn::scene
