// The cell under the pointer, and on every matrix in sight the cells that it reads and that read it.
#include <algorithm>

#include "app/core/links.h"
#include "app/gui/panels/stage_parts.h"
#include "app/gui/style.h"

namespace attn::gui {
namespace {

using scene::CellTag;
using scene::Mark;

bool earlier(const CellTag& a, const CellTag& b) {
  return std::tie(a.step, a.row, a.col) < std::tie(b.step, b.row, b.col);
}

std::vector<int> steps_in(const scene::Scene& scene) {
  std::vector<int> steps;
  for (const Mark& mark : scene.marks)
    if (mark.cell.step >= 0) steps.push_back(mark.cell.step);
  std::sort(steps.begin(), steps.end());
  steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
  return steps;
}

struct Pen {
  const Placement& at;
  void ring(const scene::Rect& r, scene::Color c, float width) const {
    const float px = at.px, stroke = std::max(1.0f, width * px);
    const ImVec2 low(at.origin.x + r.x * px, at.origin.y + r.y * px),
        high(at.origin.x + (r.x + r.w) * px, at.origin.y + (r.y + r.h) * px);
    ImGui::GetWindowDrawList()->AddRect(low, high, color(c), 2 * px, 0, stroke);
  }
};

}  // namespace

void show_links(Frame& frame, const scene::Scene& scene, CellTag cell, const Placement& at) {
  std::vector<CellTag> linked = cells_read(frame.trace(), cell);
  for (const CellTag& reader : cells_reading(frame.trace(), cell, steps_in(scene))) linked.push_back(reader);
  std::sort(linked.begin(), linked.end(), earlier);
  const Pen pen{at};
  const scene::Color ink = scene::faded(frame.theme.ink, 0.85);
  for (const Mark& mark : scene.marks) {
    if (mark.cell.step < 0) continue;
    if (mark.kind == Mark::Kind::fill) {
      if (mark.cell == cell)
        pen.ring(mark.rect, frame.theme.ink, 1.5f);
      else if (std::binary_search(linked.begin(), linked.end(), mark.cell, earlier))
        pen.ring(mark.rect, ink, 1);
    } else if (mark.rows > 0 && mark.cols > 0) {
      auto from = std::lower_bound(linked.begin(), linked.end(), CellTag{mark.cell.step, 0, 0}, earlier);
      for (; from != linked.end() && from->step == mark.cell.step; ++from) {
        scene::Rect one = scene::place_of(mark, from->row, from->col);
        if (one.w <= 0) continue;
        one.w = std::max(one.w, 3.0f), one.h = std::max(one.h, 3.0f);
        pen.ring(one, ink, 1);
      }
    }
  }
}

}  // namespace attn::gui
