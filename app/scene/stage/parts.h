// What the stage's pictures are made of besides cells: brackets, labels, beams, cards, colour bars.
#pragma once

#include <string>
#include <vector>

#include "app/scene/stage/grid.h"

namespace attn::scene::parts {

// Part of the way from one opaque colour to another.
Color mixed(Color from, Color to, double part);

Mark polygon(std::vector<Point> points, Color color);
Mark polyline(std::vector<Point> points, Color color, float width);

// The pairs of a list of points as dashes.
void dashed(Point from, Point to, Color color, float width, Scene& scene);
// A head at the end of an arrow that comes from there.
void arrow_head(Point from, Point tip, float length, Color color, Scene& scene);

// Square brackets around a matrix.
void bracket(const Rect& cells, Color color, Scene& to);
// A box with an outline.
void card(const Theme& theme, const Rect& box, Scene& to);
// A row or column outlined in the hue of its role.
void frame(const Rect& cells, Color color, Scene& to);
// What joins it to its result.
void beam(const Rect& box, Color color, Scene& to);

// Labels of the rows (right-aligned at x) or of the columns (their feet at y). active: bold, in that hue.
void draw_row_labels(const StageRequest& request, const Grid& grid, const Labels& labels, float x, Index active,
                     Color hue, Scene& to);
void draw_col_labels(const StageRequest& request, const Grid& grid, const Labels& labels, float y, Index active,
                     Color hue, Scene& to);

// A colour bar of a width with its ends in numbers; `name` above it. 34 high.
constexpr float color_bar_height = 36;
void color_bar(const StageRequest& request, float x, float y, float width, const std::string& name, const Range& range,
               Scene& to);

// One line of text, shortened to the room it has.
void words(const StageRequest& request, float x, float y, const std::string& shown, Font font, float size, Color color,
           float room, Scene& to, Align align = Align::left);

}  // namespace attn::scene::parts
