// Canvas: a picture while it is drawn: what is asked for, the marks so far, and those that all kinds of steps share.
//
// Texts are cut to the room they have, and what has no place (after an edit to NaN or ∞) is left out, so that nothing
// leaves the scene.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/scene/marks.h"
#include "app/scene/stage/stage.h"

namespace attn::scene::parts {

struct Style {
  Font font = Font::ui;
  float size = 13;
  Color color;
  Align align = Align::left;
};

// Text in more than one colour.
struct TextRun {
  std::string text;
  Color color;
  Font font = Font::ui;
};
using TextRuns = std::vector<TextRun>;
// A text with {0}, {1} … replaced by runs of their own colour, and **strong** words in bold.
TextRuns filled(std::string_view words, const TextRuns& values, Color color, Color strong);

class Canvas {
 public:
  explicit Canvas(const StageRequest& request);

  const StageRequest& ask;
  const Theme& theme;
  Scene scene;
  std::function<void(Canvas&)> on_top;  // drawn when all else is
  Rect room;                            // all of it but for the halos of cells at its right and lower edges

  const Step& step(int number) const { return ask.trace[number]; }
  const Step& step() const { return ask.trace[ask.step]; }
  int input(std::size_t i) const { return step().inputs[i]; }
  // Of the text table, with values in place of {0}, {1} …; rich: in colours of their own, and **strong** words in bold.
  std::string text(std::string_view key, const std::vector<std::string>& values = {}) const;
  TextRuns rich(std::string_view key, const TextRuns& values, Color color, Color strong) const;
  std::string grouped(Index count) const;  // 8 000, 8,000
  float width(std::string_view words, Font font, float size) const { return ask.measure(words, font, size); }

  Mark& add(Mark mark);
  // Elided to max_width; how wide it is. Nothing is drawn where nothing fits, and no part of a cell's number.
  float write(float x, float y, std::string_view words, const Style& style, float max_width, CellTag tag = {});
  void card(const Rect& box);
  void dashed(Point from, Point to, Color color, float stroke = 1, float on = 3, float off = 3);
  void dashed(const Rect& box, Color color);
  float chip(float x, float y, std::string_view words, Color edge, Color ink, float max_width, bool broken = false);
  void arrow_head(Point from, Point tip, float length, Color color);  // at the end of an arrow that comes from there
  void arrow(float x1, float x2, float y, Color color);               // to the right or left

  // Marks of focus: the cell itself, one that is being computed, its row or column, what joins those to their result.
  // None where the cell is not in sight.
  void ring(const Rect& cell) {
    if (cell.w > 0) draw_ring(theme, cell, scene);
  }
  void halo(const Rect& cell) {
    if (cell.w > 0) draw_halo(theme, cell, scene);
  }
  void frame(const Rect& cells, Color hue);
  void beam(const Rect& box, Color hue);
  void target(const Rect& box, CellTag tag);  // nothing to see, but the pointer finds the cell there

 private:
  Mark left_out_;
};

// Part of the way from one opaque colour to another.
Color mixed(Color from, Color to, double part);

}  // namespace attn::scene::parts
