// Links in the outline: on the pictures of its steps, and at the edge of its rows.
#include <algorithm>

#include "app/core/names.h"
#include "app/gui/panels/outline_parts.h"

namespace attn::gui::outline_parts {
namespace {

using As = Record::Lit::As;

// The part of a picture that shows some cells, at least two pixels of it.
scene::Rect part_of(const Frame& frame, const Picture& picture, const CellBox& box) {
  const Tensor& tensor = frame.trace()[picture.step].out;
  const ImVec2 corner = on_screen(frame, 0, 0);
  const float px = frame.px, w = (picture.high.x - picture.low.x) / static_cast<float>(tensor.cols()),
              h = (picture.high.y - picture.low.y) / static_cast<float>(tensor.rows());
  return {(picture.low.x - corner.x + w * static_cast<float>(box.col)) / px,
          (picture.low.y - corner.y + h * static_cast<float>(box.row)) / px,
          std::max(2.0f, w * static_cast<float>(box.cols) / px), std::max(2.0f, h * static_cast<float>(box.rows) / px)};
}

}  // namespace

// Cells that are linked, on the picture: pointed at in ink, read solid, reading dashed.
void picture_links(Frame& frame, const Picture& picture) {
  const StepLinks* of = frame.view.linked.shown().of(picture.step);
  if (!of || !frame.view.linked.pointed) return;
  const std::string& path = frame.trace()[picture.step].path;
  const scene::Color hue = link_hue(frame.theme, *frame.trace()[picture.step].role);
  const auto boxes = [&](const std::vector<CellBox>& cells, As as, scene::Color c) {
    for (const CellBox& box : cells) {
      const scene::Rect r = part_of(frame, picture, box);
      link_box(frame, "thumbnail", path, {r.x - 1, r.y - 1, r.w + 2, r.h + 2}, as, c, 1, 1);
    }
  };
  const Tensor& tensor = frame.trace()[picture.step].out;
  const std::vector<CellBox> whole = {{0, 0, tensor.rows(), tensor.cols()}};
  if (of->read && of->read_cells.empty()) boxes(whole, As::read, hue);
  if (of->reader && of->reader_cells.empty()) boxes(whole, As::reader, hue);
  boxes(of->read_cells, As::read, hue);
  boxes(of->reader_cells, As::reader, hue);
  boxes(of->itself_cells, As::itself, frame.theme.ink);
}

// The cell under the pointer is pointed at; its value is told.
bool point_into(Frame& frame, const Picture& picture) {
  const Tensor& tensor = frame.trace()[picture.step].out;
  const ImVec2 mouse = ImGui::GetIO().MousePos, size(picture.high.x - picture.low.x, picture.high.y - picture.low.y);
  const float x = (mouse.x - picture.low.x) / size.x, y = (mouse.y - picture.low.y) / size.y;
  if (x < 0 || y < 0 || x >= 1 || y >= 1) return false;
  const Index row = static_cast<Index>(y * static_cast<float>(tensor.rows())),
              col = static_cast<Index>(x * static_cast<float>(tensor.cols()));
  point_at(frame, Pointed::cell(picture.step, row, col));
  tooltip(frame,
          step_title(frame.texts, frame.trace()[picture.step]) + ": " + cell_tip(frame, {picture.step, row, col}),
          {0, touched(frame).y, panel_width(frame), row_height}, Tip::level);
  return true;
}

// At the row's left edge: what is read, solid; what reads, dashed; of a folded group, by its steps.
void row_links(Frame& frame, const OutlineNode& node, bool open, float y) {
  const Links& shown = frame.view.linked.shown();
  if (shown.pointed.kind == Pointed::Kind::word || (node.step < 0 && open)) return;
  bool read = false, reader = false, itself = false;
  const std::string inside = node.path + "/";
  for (const StepLinks& of : shown.steps) {
    const std::string& path = frame.trace()[of.step].path;
    if (of.step != node.step && !path.starts_with(inside)) continue;
    read = read || of.read, reader = reader || of.reader, itself = itself || of.itself;
  }
  const scene::Color hue =
      scene::faded(node.role ? link_hue(frame.theme, *node.role) : frame.theme.t1, link_strength(frame));
  if (read) link_line(frame, "outline", node.path, {4, y + 3}, {4, y + row_height - 3}, As::read, hue, 3);
  if (reader) {
    const float x = read ? 8.0f : 4.0f;
    link_line(frame, "outline", node.path, {x, y + 3}, {x, y + row_height - 3}, As::reader, hue, 3);
  }
  if (itself && frame.record) frame.record->lit.push_back({"outline", node.path, As::itself});
  if (itself && frame.view.linked.pointed)
    outline(frame, {margin, y, panel_width(frame) - 2 * margin, row_height}, scene::faded(frame.theme.ink, 0.5), 5, 1);
}

}  // namespace attn::gui::outline_parts
