// The parts of the outline. Internal to its panel.
#pragma once

#include "app/gui/frame.h"
#include "app/gui/widgets.h"

namespace attn::gui::outline_parts {

constexpr float row_height = 24, margin = 8;
constexpr float list_top = 48;  // below the filter field

// The field with its icon, hint and keys.
void filter_field(Frame& frame, float width);
void clear_filter(OutlineView& view);

// Brings the rows up to date with the run, the language, the folds and the filter.
void update_rows(Frame& frame);
bool is_current(const Frame& frame, const OutlineNode& node);
// Scrolls the list of the current child window so that a row is seen, unless it is.
void reveal_row(const Frame& frame, std::size_t row);

// A role's dot: hollow while its step is still to come.
void role_dot(Frame& frame, float x, float y, const OutlineRow& row);
// Links of the rows: see linked.h. Pictures are drawn by their owners.
struct Picture {
  int step;
  ImVec2 low, high;  // on screen
};
void picture_links(Frame& frame, const Picture& picture);
bool point_into(Frame& frame, const Picture& picture);  // true: the pointer is on it
void row_links(Frame& frame, const OutlineNode& node, bool open, float y);

// A group in two or three letters, by the last part of its path: "H2".
std::string short_group(const Frame& frame, std::string_view name);

void draw_selection(Frame& frame, const scene::Rect& row, bool current);

}  // namespace attn::gui::outline_parts
