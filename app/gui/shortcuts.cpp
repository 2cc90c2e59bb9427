#include "app/gui/shortcuts.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>

namespace attn::gui {
namespace {

void zoom(Document& document, float by) { document.zoom = std::clamp(document.zoom + by, smallest_zoom, largest_zoom); }

// Moves the selected cell, held at the edges; the first press selects the first cell.
void move_cell(Frame& frame, Index rows, Index cols) {
  if (frame.step < 0) return;
  const Tensor& out = frame.trace()[frame.step].out;
  if (out.size() == 0) return;
  const auto cell = frame.cell();
  if (!cell) {
    frame.document.cell = Cell{0, 0};
    return;
  }
  frame.document.cell = Cell{std::clamp<Index>(cell->row + rows, 0, out.rows() - 1),
                             std::clamp<Index>(cell->col + cols, 0, out.cols() - 1)};
}

bool with_control(Frame& frame, const KeyPress& key) {
  Document& document = frame.document;
  if (key.letter == 'l')
    frame.view.edit_sentence = true;
  else if (key.letter == 'b')
    frame.view.outline.toggle = true;
  else if (key.letter == 'q')
    frame.view.quit = true;
  else if (key.key == GLFW_KEY_EQUAL || key.key == GLFW_KEY_KP_ADD)
    zoom(document, 0.1f);
  else if (key.key == GLFW_KEY_MINUS || key.key == GLFW_KEY_KP_SUBTRACT)
    zoom(document, -0.1f);
  else if (key.key == GLFW_KEY_0 || key.key == GLFW_KEY_KP_0)
    document.zoom = 1;
  else
    return false;
  return true;
}

}  // namespace

void press(Frame& frame, const KeyPress& key) {
  if (key.control) {
    with_control(frame, key);
    return;
  }
  frame.view.escape = frame.view.escape || key.key == GLFW_KEY_ESCAPE;
  if (frame.view.typing) return;
  Document& document = frame.document;
  const std::vector<int>& places = frame.facts.timeline;
  switch (key.key) {
    case GLFW_KEY_SPACE:
      toggle_play(frame);
      return;
    case GLFW_KEY_LEFT:
      go_by(frame, -1);
      return;
    case GLFW_KEY_RIGHT:
      go_by(frame, 1);
      return;
    case GLFW_KEY_HOME:
      if (!places.empty()) go(frame, places.front());
      return;
    case GLFW_KEY_END:
      if (!places.empty()) go(frame, places.back());
      return;
    case GLFW_KEY_UP:
      move_cell(frame, -1, 0);
      return;
    case GLFW_KEY_DOWN:
      move_cell(frame, 1, 0);
      return;
    case GLFW_KEY_TAB:
      move_cell(frame, 0, key.shift ? -1 : 1);
      return;
    default:
      break;
  }
  if (key.letter == '/') frame.view.outline.edit_filter = true;
  if (key.letter == 'd') document.look = document.look == Look::dark ? Look::light : Look::dark;
  if (key.letter == 'l') document.language = next(document.language);
}

}  // namespace attn::gui
