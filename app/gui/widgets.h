// Small parts that panels are made of. Places and sizes are logical pixels from the corner of the panel's content.
#pragma once

#include <string>
#include <string_view>

#include "app/gui/frame.h"
#include "app/gui/place.h"
#include "app/gui/style.h"

namespace attn::gui {

enum class Edge { none, top, bottom, left, right };

// A fixed area of the window with a separator on one edge; content scrolls if it is higher. False: nothing to draw.
bool begin_panel(Frame& frame, const char* id, const scene::Rect& area, scene::Color background, Edge edge);
void end_panel();
// The same for a panel that is one function; without room there is none.
void panel(Frame& frame, const char* id, const scene::Rect& area, scene::Color background, Edge edge,
           void (*content)(Frame&));
float panel_width(const Frame& frame);
float panel_height(const Frame& frame);
// Says how far down the content reaches, so that it can be scrolled.
void content_ends(Frame& frame, float y);

ImVec2 on_screen(const Frame& frame, float x, float y);

void fill(Frame& frame, const scene::Rect& rect, scene::Color color, float radius = 0);
void outline(Frame& frame, const scene::Rect& rect, scene::Color color, float radius = 0, float width = 1);
// The colours of a range from its least value to its greatest, framed.
void color_scale(Frame& frame, const scene::Rect& rect, const scene::Range& range);
void dashed_outline(Frame& frame, const scene::Rect& rect, scene::Color color, float radius = 0, float width = 1);
void dot(Frame& frame, float x, float y, scene::Color color, float radius = 3);  // x, y: its middle
void line(Frame& frame, float x1, float y1, float x2, float y2, scene::Color color, float width = 1);

struct TextStyle {
  Font font;
  float size;
  scene::Color color;
  scene::Align align = scene::Align::left;
};

// One line, y its middle; cut to max_width with "…". Returns the width drawn.
float text(Frame& frame, float x, float y, std::string_view words, const TextStyle& style, float max_width = 1e6f);

// Lines broken to width from y on; returns the y below them.
float paragraph(Frame& frame, float x, float y, float width, std::string_view words, const TextStyle& style,
                float line_height);

// A small heading, and a hint at the right end of its line.
void section(Frame& frame, float x, float y, float width, std::string_view title, std::string_view hint = {});

struct Touch {
  bool hovered = false, clicked = false, held = false;
  bool by_key = false;  // clicked from the keyboard
};
// An area is pointed into: where matters. It is not clicked from the keyboard.
enum class Reach { control, area };
// Room that can be pointed at and clicked.
Touch touch(Frame& frame, const char* id, const scene::Rect& rect, Reach reach = Reach::control);
// In words, what the pointer is at: below the control that was touched last; of a large area, beside the pointer. It is
// gone with the next key, until the pointer moves.
void tooltip(Frame& frame, std::string_view words);
// The same of something else, which it does not cover, nor its neighbours: below a control, beside a cell, level with a
// row of a list.
void tooltip(Frame& frame, std::string_view words, const scene::Rect& about, Tip where = Tip::beside);
// Of a thing in a scene, beside it.
void tooltip(Frame& frame, std::string_view words, const scene::Rect& in_scene, const Placement& at);
scene::Rect touched(const Frame& frame);  // the item that was touched last

// Links are told apart by their lines as well as by where they are: what is read has a solid line, what reads a dashed
// one. Notes what it lights, if that has a name.
void link_box(Frame& frame, const char* place, std::string_view name, const scene::Rect& rect, Record::Lit::As as,
              scene::Color hue, float radius = 3, float width = 1.5f);
void link_line(Frame& frame, const char* place, std::string_view name, ImVec2 from, ImVec2 to, Record::Lit::As as,
               scene::Color hue, float width = 2);
scene::Color link_hue(const scene::Theme& theme, const Role& role);

enum class Icon {
  first,
  previous,
  play,
  pause,
  next,
  last,
  sun,
  moon,
  open,
  closed,
  plus,
  minus,
  fit,
  close,
  up,
  folder,
  help,
  search,
  pencil,
  warning,
  upload,
  picture,
  more,
  copy
};
void icon(Frame& frame, Icon which, float x, float y, scene::Color color);  // x, y: its middle

struct ButtonLook {
  bool primary = false;  // the one that matters most
  bool enabled = true;
};
// A button with words, its right end at `right`, 32 high.
bool text_button(Frame& frame, const char* id, float right, float y, std::string_view label, ButtonLook look = {});
bool icon_button(Frame& frame, const char* id, const scene::Rect& rect, Icon which, std::string_view tip,
                 ButtonLook look = {});

}  // namespace attn::gui
