#include <algorithm>
#include <cmath>

#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/panels.h"
#include "app/gui/panels/stage_parts.h"
#include "app/gui/style.h"
#include "app/gui/widgets.h"
#include "app/scene/stage/stage.h"
#include "engine/formula.h"
#include "engine/path.h"

namespace attn::gui {
namespace {

constexpr float side = 20, crumb_height = 44;

// Leads to the first step of the group of that depth.
void go_into(Frame& frame, std::size_t depth) {
  const std::string group = std::string(Path(frame.trace()[frame.step].path).first(depth)) + "/";
  const std::vector<Step>& steps = frame.trace().steps();
  const auto first =
      std::find_if(steps.begin(), steps.end(), [&](const Step& step) { return step.path.starts_with(group); });
  if (first != steps.end()) go(frame, static_cast<int>(first - steps.begin()));
}

// "Encoder › Layer 1 › … › Scores": the beginning goes first where room is scarce. Groups are links.
void breadcrumbs(Frame& frame, float width) {
  const std::vector<std::string> parts = breadcrumb(frame.texts, frame.trace()[frame.step]);
  std::size_t first = 0;
  const auto needed = [&] {
    float w = 0;
    for (std::size_t i = first; i < parts.size(); ++i)
      w += frame.fonts.width(parts[i], i + 1 == parts.size() ? Font::ui_bold : Font::ui, 12) + 20;
    return w;
  };
  while (first + 1 < parts.size() && needed() > width) ++first;
  float x = side;
  std::size_t clicked = 0;
  for (std::size_t i = first; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    bool lit = false;
    if (!last) {
      const float w = std::min(frame.fonts.width(parts[i], Font::ui, 12), width + side - x);
      const Touch t =
          touch(frame, ("###crumb " + std::to_string(i)).c_str(), {x - 3, crumb_height / 2 - 11, w + 6, 22});
      lit = t.hovered;
      if (t.clicked) clicked = i + 1;
    }
    const TextStyle style{last ? Font::ui_bold : Font::ui, 12, last || lit ? frame.theme.t1 : frame.theme.t2};
    const float used = text(frame, x, crumb_height / 2, parts[i], style, width + side - x);
    if (lit) line(frame, x, crumb_height / 2 + 8, x + used, crumb_height / 2 + 8, frame.theme.t2);
    x += used;
    if (last) break;
    icon(frame, Icon::closed, x + 10, crumb_height / 2, frame.theme.t3);
    x += 20;
  }
  if (clicked > 0) go_into(frame, clicked);
}

const scene::Scene& scene_of(Frame& frame, float width, float height, std::optional<Cell> pointed) {
  Stage& stage = frame.view.stage;
  const Step& step = frame.trace()[frame.step];
  const Index done = cells_done(step, frame.document.phase);
  const scene::Measure measure = frame.fonts.measure();
  const StageKey key{frame.derived.answer.run,
                     frame.step,
                     frame.document.cell,
                     frame.document.phase,
                     width,
                     height,
                     frame.shown.language,
                     frame.shown.look,
                     frame.fonts.revision(),
                     frame.view.stage_zoom.sight,
                     pointed,
                     frame.view.player.playing};
  if (key == stage.key) return stage.scene;
  scene::StageRequest request{frame.trace(),
                              frame.step,
                              frame.document.phase,
                              -1,
                              {},
                              frame.theme,
                              width,
                              height,
                              measure,
                              step_title(frame.texts, step),
                              formula(frame.trace(), frame.step, formula_words(frame.texts)),
                              [&](std::string_view name) { return std::string(frame.texts(name)); }};
  if (done < step.out.size()) request.cells_done = done;
  if (const auto& cell = frame.document.cell) request.cell = {cell->row, cell->col};
  request.sweeping = frame.view.player.playing;
  request.sight = frame.view.stage_zoom.sight;
  if (pointed) request.pointed = {pointed->row, pointed->col};
  stage.scene = scene::stage(request);
  stage.key = key;
  return stage.scene;
}

// Small matrices are drawn larger, as far as there is room.
float enlarged(const scene::Scene& scene, float width, float height) {
  constexpr float step = 0.25f, most = 1.75f;
  const float fits = std::min(width / scene.width, height / scene.height);
  return std::clamp(std::floor(fits / step) * step, 1.0f, most);
}

// The cell of the step's own matrix under the pointer, whatever lies on it: what the lens shows next.
std::optional<Cell> pointed_cell(const Frame& frame, const scene::Scene& scene, float x, float y) {
  for (const scene::Mark& mark : scene.marks) {
    if (mark.kind != scene::Mark::Kind::texels || mark.cell.step != frame.step || !mark.rect.contains(x, y)) continue;
    scene::Scene alone{scene.width, scene.height, {}, {mark}};
    const scene::CellTag at = scene::cell_at(alone, x, y);
    return Cell{at.row, at.col};
  }
  return {};
}

void picture(Frame& frame, float y, float width, float height, float alpha) {
  if (width < 32 || height < 32) return;
  keep_close(frame);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const Touch t = touch(frame, "###picture", {side, y, width, height}, Reach::area);
  // Where the pointer is, is known of the last picture; it is the same matrix in the same place.
  std::optional<Cell> pointed;
  const Stage& last = frame.view.stage;
  if (frame.view.stage_zoom.pinned)
    pointed = frame.cell();
  else if (t.hovered && last.scene.follows_pointer && last.key.step == frame.step)
    pointed = pointed_cell(frame, last.scene, (mouse.x - last.origin.x) / last.px, (mouse.y - last.origin.y) / last.px);
  const scene::Scene& scene = scene_of(frame, width, height, pointed);
  const float zoom = enlarged(scene, width, height), px = frame.px * zoom;
  const float w = scene.width * zoom, h = scene.height * zoom;
  ImVec2 origin = on_screen(frame, side + std::floor(std::max(0.0f, (width - w) / 2)),
                            y + std::floor(std::max(0.0f, (height - h) / 3)));
  origin = {std::round(origin.x), std::round(origin.y)};
  frame.view.stage.origin = origin, frame.view.stage.px = px;
  const Placement placement{origin, px, zoom, alpha, frame.record};
  draw(*ImGui::GetWindowDrawList(), scene, placement, frame.fonts, frame.textures);
  show_links(frame, scene, placement);
  look_closer(frame, t.hovered, placement);
  if (!t.hovered) return;
  const float mouse_x = (mouse.x - origin.x) / px, mouse_y = (mouse.y - origin.y) / px;
  const scene::CellTag at = scene::cell_at(scene, mouse_x, mouse_y);
  if (at.step < 0) return point_at(frame, label_at(frame, scene, mouse_x, mouse_y));
  point_at(frame, Pointed::cell(at.step, at.row, at.col));
  tooltip(frame, cell_tip(frame, at), scene::cell_box(scene, mouse_x, mouse_y), placement);
  if (!t.clicked) return;
  if (at.step != frame.step) go(frame, at.step);  // a cell of another step leads there
  look_at(frame, Cell{at.row, at.col});
  frame.view.stage_zoom.pinned = scene.follows_pointer;
}

}  // namespace

void stage_panel(Frame& frame) {
  const float width = panel_width(frame) - 2 * side, height = panel_height(frame);
  if (instead_of_run(frame, panel_width(frame), height)) return;
  const bool run = frame.run() && frame.step >= 0;
  const auto& problem = frame.derived.problem;
  if (run) {
    float used = width >= 680 ? you_are_here(frame, side + width) : 0;
    if (used > 0) used += 20;
    if (width - used >= 560)
      if (const float links = chain(frame, side + width - used); links > 0) used += links + 16;
    used += whole_button(frame, side + width - used);
    breadcrumbs(frame, width - (used > 0 ? used + 8 : 0));
  }
  float y = crumb_height;
  y = banners(frame, side, y, width);
  if (run)
    picture(frame, y, width, height - y - 12, problem || frame.derived.busy ? 0.45f : 1.0f);  // of an older sentence
  else if (!problem)
    text(frame, side + width / 2, height / 2, frame.texts(frame.derived.busy ? "ui.computing" : "ui.no_run"),
         {Font::ui, 15, frame.theme.t3, scene::Align::center}, width);
}

}  // namespace attn::gui
