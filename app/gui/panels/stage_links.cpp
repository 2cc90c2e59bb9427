// What is pointed at, on every matrix in sight, with all that it reads (solid) and all that reads it (dashed).
#include <algorithm>
#include <cmath>
#include <optional>

#include "app/gui/panels/stage_parts.h"
#include "app/gui/widgets.h"
#include "app/scene/texels.h"

namespace attn::gui {
namespace {

using scene::CellTag;
using scene::Mark;
using scene::Rect;
using As = Record::Lit::As;

constexpr float gap = 3;  // that layouts leave between cells, at most

Rect joined(const Rect& a, const Rect& b) {
  const float x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.x + a.w, b.x + b.w) - x, std::max(a.y + a.h, b.y + b.h) - y};
}

bool touch_each_other(const Rect& a, const Rect& b) {
  return a.x <= b.x + b.w + gap && b.x <= a.x + a.w + gap && a.y <= b.y + b.h + gap && b.y <= a.y + a.h + gap;
}

// The part of a matrix whose texels show cells of a box; of bins none of which shows one, and out of sight, nothing.
std::optional<Rect> part_of(const Mark& mark, const CellBox& box) {
  const scene::Texels& m = *mark.texels;
  int left = m.width(), right = -1, top = m.height(), bottom = -1;
  const auto show = [&](Index x, Index y) {
    left = std::min(left, static_cast<int>(x)), right = std::max(right, static_cast<int>(x));
    top = std::min(top, static_cast<int>(y)), bottom = std::max(bottom, static_cast<int>(y));
  };
  if (!m.binned()) {
    const Index down = m.turned ? box.col : box.row, across = m.turned ? box.row : box.col;
    const Index rows = m.turned ? box.cols : box.rows, cols = m.turned ? box.rows : box.cols;
    const Index first_row = std::max(down, m.down.from), last_row = std::min(down + rows, m.down.till()) - 1;
    const Index first_col = std::max(across, m.across.from), last_col = std::min(across + cols, m.across.till()) - 1;
    if (first_row > last_row || first_col > last_col) return std::nullopt;
    show(m.across.position(first_col), m.down.position(first_row));
    show(m.across.position(last_col), m.down.position(last_row));
  } else {
    for (Index y = 0; y < m.height(); ++y)
      for (Index x = 0; x < m.width(); ++x) {
        const Index cell = scene::cell_of(m, y, x);
        if (box.contains(cell / mark.cols, cell % mark.cols)) show(x, y);
      }
  }
  if (right < left || bottom < top) return std::nullopt;
  const float w = mark.rect.w / static_cast<float>(m.width()), h = mark.rect.h / static_cast<float>(m.height());
  return Rect{mark.rect.x + w * static_cast<float>(left), mark.rect.y + h * static_cast<float>(top),
              w * static_cast<float>(right - left + 1), h * static_cast<float>(bottom - top + 1)};
}

// Where a scene shows these cells of a step: one rectangle for each of the places it shows them in.
std::vector<Rect> places(const scene::Scene& scene, int step, const CellBox& box) {
  std::vector<Rect> found;
  for (const Mark& mark : scene.marks) {
    if (mark.cell.step != step) continue;
    std::optional<Rect> rect;
    if (mark.kind == Mark::Kind::fill && box.contains(mark.cell.row, mark.cell.col))
      rect = mark.rect;
    else if (mark.kind == Mark::Kind::texels && mark.texels && mark.texels->width() > 0 && mark.cols > 0)
      rect = part_of(mark, box);
    if (!rect) continue;
    const auto near =
        std::find_if(found.rbegin(), found.rend(), [&](const Rect& r) { return touch_each_other(r, *rect); });
    if (near != found.rend())
      *near = joined(*near, *rect);
    else
      found.push_back(*rect);
  }
  return found;
}

struct Pen {
  Frame& frame;
  const scene::Scene& scene;
  const Placement& at;

  // On the stage widgets count from the corner of the panel, scenes from their own.
  Rect on_panel(const Rect& r, float by) const {
    const ImVec2 corner = on_screen(frame, 0, 0);
    const float zoom = at.px / frame.px;
    return {(at.origin.x - corner.x) / frame.px + r.x * zoom - by,
            (at.origin.y - corner.y) / frame.px + r.y * zoom - by, std::max(r.w * zoom, 3.0f) + 2 * by,
            std::max(r.h * zoom, 3.0f) + 2 * by};
  }
  void ring(int step, const CellBox& box, As as, scene::Color hue, float width, float by) const {
    for (const Rect& r : places(scene, step, box))
      link_box(frame, "stage", frame.trace()[step].path, on_panel(r, by), as, hue, 3, width);
  }
  void rings(int step, const std::vector<CellBox>& boxes, As as, scene::Color hue, float width, float by) const {
    for (const CellBox& box : boxes) ring(step, box, as, hue, width, by);
  }
};

CellBox whole(const Tensor& t) { return {0, 0, t.rows(), t.cols()}; }

// What is pointed at itself: a cell with its row and column, a row in Q's hue, a column in K's.
void pointed_at(const Pen& pen, const StepLinks& of) {
  const scene::Theme& theme = pen.frame.theme;
  const Pointed& pointed = pen.frame.view.linked.shown().pointed;
  const Tensor& out = pen.frame.trace()[of.step].out;
  if (pointed.kind == Pointed::Kind::cell) {
    if (out.cols() > 1)
      pen.ring(of.step, {pointed.row, 0, 1, out.cols()}, As::itself, scene::faded(theme.q, 0.8), 1, 1);
    if (out.rows() > 1)
      pen.ring(of.step, {0, pointed.col, out.rows(), 1}, As::itself, scene::faded(theme.k, 0.8), 1, 1);
    return pen.rings(of.step, of.itself_cells, As::itself, theme.ink, 1.5f, 1);
  }
  if (of.itself_cells.empty()) return pen.ring(of.step, whole(out), As::itself, theme.ink, 1.5f, 2);
  for (const CellBox& box : of.itself_cells) {
    const bool column = box.rows == out.rows() && box.cols < out.cols();
    pen.ring(of.step, box, As::itself, column ? theme.k : theme.q, 1.5f, 1);
  }
}

}  // namespace

// The selected cell, while the step turns about another: dashed.
static void show_pinned(Frame& frame, const scene::Scene& scene, const Placement& at) {
  const auto cell = frame.pinned();
  if (!cell) return;
  const Pen pen{frame, scene, at};
  const scene::Color color = scene::faded(frame.theme.ink, 0.8);
  for (const Rect& r : places(scene, frame.step, {cell->row, cell->col, 1, 1}))
    dashed_outline(frame, pen.on_panel(r, 1), color, 3);
}

void show_links(Frame& frame, const scene::Scene& scene, const Placement& at) {
  show_pinned(frame, scene, at);
  const Linked& linked = frame.view.linked;
  if (!linked.pointed) return;  // what is selected is marked by the picture itself
  const Pen pen{frame, scene, at};
  for (const StepLinks& of : linked.shown().steps) {
    const Step& step = frame.trace()[of.step];
    const scene::Color hue = link_hue(frame.theme, *step.role);
    if (of.read && of.read_cells.empty()) pen.ring(of.step, whole(step.out), As::read, hue, 1.5f, 2);
    if (of.reader && of.reader_cells.empty()) pen.ring(of.step, whole(step.out), As::reader, hue, 1.5f, 2);
    pen.rings(of.step, of.read_cells, As::read, hue, 1.25f, 1);
    pen.rings(of.step, of.reader_cells, As::reader, hue, 1.25f, 1);
    if (of.itself) pointed_at(pen, of);
  }
}

Pointed label_at(Frame& frame, const scene::Scene& scene, float x, float y) {
  for (const Mark& mark : scene.marks) {
    if (mark.kind != Mark::Kind::text || mark.names.step < 0) continue;
    const float w = frame.fonts.width(mark.text, mark.font, mark.size), h = 1.3f * mark.size;
    const float left = mark.align == scene::Align::left ? 0 : mark.align == scene::Align::center ? w / 2 : w;
    const float turn = mark.angle * 3.14159265f / 180;  // back to where the text would stand level
    const float dx = x - mark.rect.x, dy = y - mark.rect.y;
    const float along = dx * std::cos(turn) - dy * std::sin(turn), across = dx * std::sin(turn) + dy * std::cos(turn);
    if (!Rect{-left, -h / 2, w, h}.contains(along, across)) continue;
    return mark.names.col < 0 ? Pointed::row_of(mark.names.step, mark.names.row)
                              : Pointed::col_of(mark.names.step, mark.names.col);
  }
  return {};
}

}  // namespace attn::gui
