// Looking closer at the matrices on the stage: wheel, middle button, keys.
#include <algorithm>
#include <cmath>

#include "app/gui/actions.h"
#include "app/gui/panels/map_parts.h"
#include "app/gui/panels/stage_parts.h"
#include "app/gui/widgets.h"
#include "app/scene/sight.h"

namespace attn::gui {
namespace {

constexpr float notch = 1.25f;  // of the wheel

}  // namespace

void keep_close(Frame& frame) {
  StageZoom& close = frame.view.stage_zoom;
  const Tensor& out = frame.trace()[frame.step].out;
  if (close.rows != out.rows() || close.cols != out.cols()) close = {{}, out.rows(), out.cols(), frame.cell()};
  if (frame.view.escape || close.step != frame.step) close.pinned = false;
  close.step = frame.step;
  const std::optional<Cell> cell = frame.cell();
  if (cell == close.followed) return;
  close.followed = cell;
  if (cell) close.sight = scene::with_cell(close.sight, close.rows, close.cols, cell->row, cell->col);
}

void look_closer(Frame& frame, bool hovered, const Placement& at) {
  const ImGuiIO& io = ImGui::GetIO();
  StageZoom& close = frame.view.stage_zoom;
  const scene::Scene& scene = frame.view.stage.scene;
  const float x = (io.MousePos.x - at.origin.x) / at.px, y = (io.MousePos.y - at.origin.y) / at.px;
  if (hovered && (io.MouseWheel != 0 || io.MouseWheelH != 0)) {
    const bool from_afar = io.KeyCtrl && io.MouseWheel < 0 && close.sight.zoom <= 1;
    if (from_afar && !frame.view.map.run.encoder.blocks.empty())
      fly_to_map(frame);  // the whole run is farther away still
    else if (io.KeyCtrl)
      close.sight = scene::zoomed(close.sight, scene, x, y, std::pow(notch, io.MouseWheel));
    else if (io.KeyShift)
      close.sight = scene::scrolled(close.sight, scene, x, y, -io.MouseWheel, 0);
    else
      close.sight = scene::scrolled(close.sight, scene, x, y, -io.MouseWheelH, -io.MouseWheel);
  }
  constexpr ImGuiMouseButton middle = ImGuiMouseButton_Middle;
  if (hovered && ImGui::IsMouseClicked(middle)) close.dragged = true;
  if (!ImGui::IsMouseDown(middle)) close.dragged = false;
  if (close.dragged && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0))
    close.sight = scene::panned(close.sight, scene, x - io.MouseDelta.x / at.px, y - io.MouseDelta.y / at.px,
                                io.MouseDelta.x / at.px, io.MouseDelta.y / at.px);
}

float whole_button(Frame& frame, float right) {
  constexpr float size = 28, middle = 22;
  if (frame.view.stage_zoom.sight.zoom <= 1) return 0;
  if (icon_button(frame, "###whole", {right - size, middle - size / 2, size, size}, Icon::fit,
                  frame.texts("ui.whole_matrix")))
    whole_matrix(frame);
  return size;
}

void zoom_matrix(Frame& frame, float factor) {
  if (frame.step < 0) return;
  const scene::Scene& scene = frame.view.stage.scene;
  const scene::CellTag at =
      frame.cell() ? scene::CellTag{frame.step, frame.cell()->row, frame.cell()->col} : scene::CellTag{};
  // About the selected cell if it is in sight, else about the middle of the result.
  float x = 0, y = 0;
  if (!scene.panes.empty()) {
    const scene::Rect& box = scene.panes.back().box;
    x = box.x + box.w / 2, y = box.y + box.h / 2;
  }
  for (const scene::Mark& mark : scene.marks) {
    if (at.step < 0 || mark.cell.step != at.step) continue;
    const bool one = mark.kind == scene::Mark::Kind::fill && mark.cell == at;
    const scene::Rect place = one ? mark.rect : scene::place_of(mark, at.row, at.col);
    if (place.w <= 0) continue;
    x = place.x + place.w / 2, y = place.y + place.h / 2;
    break;
  }
  frame.view.stage_zoom.sight = scene::zoomed(frame.view.stage_zoom.sight, scene, x, y, factor);
}

void whole_matrix(Frame& frame) { frame.view.stage_zoom.sight = {}; }

}  // namespace attn::gui
