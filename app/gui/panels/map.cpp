#include <algorithm>
#include <cmath>

#include "app/core/moment.h"
#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/map_parts.h"
#include "app/gui/panels/stage_parts.h"
#include "app/gui/place.h"
#include "app/gui/widgets.h"
#include "app/scene/ribbon.h"

namespace attn::gui {
namespace {

constexpr float side = 20, edge = 16;

// Large windows have everything larger.
float base_zoom(float width, float height) {
  return std::clamp(std::floor(std::min(width / 1440, height / 690) * 4) / 4, 1.0f, 1.75f);
}

struct Sight {
  float width, height;  // of the panel, logical pixels
  float zoom;           // logical pixels per pixel of the map
};

Sight sight_of(const Frame& frame) {
  const float w = panel_width(frame), h = panel_height(frame);
  return {w, h, base_zoom(w, h) * map_zooms[frame.view.map.zoom]};
}

void stay_within(MapView& map, const Sight& sight) {
  const auto held = [](float at, float room, float all) { return std::clamp(at, 0.0f, std::max(0.0f, all - room)); };
  map.x = held(map.x, sight.width / sight.zoom, map.plan.width);
  map.y = held(map.y, sight.height / sight.zoom, map.plan.height);
}

scene::MapRequest request_of(Frame& frame, const Sight& sight, const scene::Measure& measure) {
  MapView& map = frame.view.map;
  scene::MapRequest request{frame.trace(),
                            map.run,
                            map.plan,
                            frame.shown.map,
                            frame.step,
                            -1,
                            {},
                            frame.theme,
                            measure,
                            {map.x, map.y, sight.width / sight.zoom, sight.height / sight.zoom},
                            sight.zoom,
                            [&frame](std::string_view key) { return std::string(frame.texts(key)); },
                            [&frame, &map](int step) {
                              return map.thumbnails.get(frame.derived.answer.run, step, frame.shown.look, frame.theme);
                            }};
  request.options.head = std::min(request.options.head, map.run.heads());
  const Step& step = frame.trace()[frame.step];
  request.phase = frame.document.phase;
  if (const Index done = cells_done(step, frame.document.phase); done < step.out.size()) request.cells_done = done;
  if (const auto cell = frame.cell()) request.cell = {cell->row, cell->col};
  return request;
}

void update_plan(Frame& frame, const Sight& sight, const scene::Measure& measure) {
  MapView& map = frame.view.map;
  const float base = base_zoom(sight.width, sight.height);
  map.plan = scene::map_plan(map.run, frame.shown.map, sight.width / base, sight.height / base, measure,
                             scene::map_focus(map.run, frame.step, frame.cell() ? frame.cell()->row : 0));
}

const scene::MapScene& scene_of(Frame& frame, const Sight& sight) {
  MapView& map = frame.view.map;
  const MapView::Key key{frame.derived.answer.run,
                         frame.shown.map,
                         frame.step,
                         frame.cell(),
                         frame.document.phase,
                         map.x,
                         map.y,
                         sight.width,
                         sight.height,
                         sight.zoom,
                         frame.shown.language,
                         frame.shown.look,
                         frame.fonts.revision()};
  if (key == map.key) return map.scene;
  const scene::Measure measure = frame.fonts.measure();
  update_plan(frame, sight, measure);
  stay_within(map, sight);
  map.scene = scene::map(request_of(frame, sight, measure));
  map.key = key;
  map.key.x = map.x;
  map.key.y = map.y;
  return map.scene;
}

// When the playhead has gone somewhere else, that place comes into sight.
void follow(Frame& frame, const Sight& sight) {
  MapView& map = frame.view.map;
  if (map.followed == frame.document.step || !map.scene.now) return;
  map.followed = frame.document.step;
  const scene::Rect& now = *map.scene.now;
  const float w = sight.width / sight.zoom, h = sight.height / sight.zoom;
  const auto moved = [](float at, float room, float low, float high) {
    if (high - low > room) return low;
    return at > low ? low : at + room < high ? high - room : at;
  };
  map.x = moved(map.x, w, now.x - 80, now.x + now.w + 80);
  if (now.h + 2 * edge <= h) {
    map.y = moved(map.y, h, now.y - 30, now.y + now.h + edge);
  } else {  // at least the word that is worked on
    const bool decoder = now.y >= map.plan.decoder.top - 1;
    const scene::MapRow& row = decoder ? map.plan.decoder : map.plan.encoder;
    Index word = frame.cell() ? frame.cell()->row : 0;
    if (decoder) word = std::max(0, scene::decode_of(map.run, frame.step) - 1);
    map.y = moved(map.y, h, row.y(word) - h / 3, row.y(word) + h / 3);
  }
}

// Wheel: down, or along where there is no more to see below; with Ctrl: closer; with Shift: along. Middle button: drag.
void scroll(Frame& frame, const Sight& sight) {
  MapView& map = frame.view.map;
  const ImGuiIO& io = ImGui::GetIO();
  const float step = 60 / sight.zoom;
  if (io.MouseWheel != 0 && io.KeyCtrl) {
    const ImVec2 corner = on_screen(frame, 0, 0);
    zoom_map(frame, io.MouseWheel > 0 ? 1 : -1, (io.MousePos.x - corner.x) / frame.px,
             (io.MousePos.y - corner.y) / frame.px);
  } else if (io.MouseWheel != 0) {
    const bool along = io.KeyShift || map.plan.height * sight.zoom <= sight.height + 1;
    (along ? map.x : map.y) -= io.MouseWheel * step;
  }
  map.x -= io.MouseWheelH * step;
  if (ImGui::IsMouseDragging(ImGuiMouseButton_Middle, 0)) {
    map.x -= io.MouseDelta.x / frame.px / sight.zoom;
    map.y -= io.MouseDelta.y / frame.px / sight.zoom;
  }
  stay_within(map, sight);
}

// How much of the map is in sight, where it is not all of it.
void scroll_bars(Frame& frame, const Sight& sight) {
  const MapView& map = frame.view.map;
  const auto bar = [&](float at, float room, float all, bool along) {
    if (all <= room + 1) return;
    const float length = along ? sight.width : sight.height, from = at / all * length, size = room / all * length;
    const scene::Rect rect = along ? scene::Rect{from + 4, sight.height - 7, size - 8, 4}
                                   : scene::Rect{sight.width - 7, from + 4, 4, size - 8};
    fill(frame, rect, frame.theme.bg4, 2);
  };
  bar(map.x, sight.width / sight.zoom, map.plan.width, true);
  bar(map.y, sight.height / sight.zoom, map.plan.height, false);
}

const scene::Mark* ribbon_of(const scene::Scene& scene, scene::CellTag cell) {
  for (auto mark = scene.marks.rbegin(); mark != scene.marks.rend(); ++mark)
    if (mark->kind == scene::Mark::Kind::ribbon && mark->cell == cell) return &*mark;
  return nullptr;
}

// The ribbon of the cell that is looked at, where the playhead is in a head's weights; if that one is not drawn, the
// strongest of its row.
const scene::Mark* selected_ribbon(const Frame& frame, const scene::Scene& scene) {
  const auto cell = frame.cell();
  const scene::MapBlock* const block = scene::attention_of(frame.view.map.run, frame.step);
  if (!cell || !block) return nullptr;
  const scene::Mark* strongest = nullptr;
  for (const scene::Mark& mark : scene.marks) {
    if (mark.kind != scene::Mark::Kind::ribbon || mark.cell.row != cell->row ||
        std::find(block->weights.begin(), block->weights.end(), mark.cell.step) == block->weights.end())
      continue;
    if (mark.cell.col == cell->col) return &mark;
    strongest = &mark;  // the weakest are drawn first
  }
  return strongest;
}

std::string names_of(const Frame& frame, const scene::MapTarget& target) {
  std::vector<std::string> parts = breadcrumb(frame.texts, frame.trace()[target.step]);
  if (target.kind == scene::MapTarget::Kind::block && parts.size() > 1) parts.pop_back();
  if (target.kind == scene::MapTarget::Kind::block && parts.size() > 3) parts.resize(3);  // without its first head
  std::string words;
  for (const std::string& part : parts) words += (words.empty() ? "" : " › ") + part;
  return words;
}

// What is pointed at: a ribbon or a number, else a block, a word, an add & norm.
void under_pointer(Frame& frame, const Sight& sight, const Touch& touch, const Placement& at) {
  const scene::Scene& scene = frame.view.map.scene.scene;
  const scene::Measure measure = frame.fonts.measure();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float x = (mouse.x - at.origin.x) / at.px, y = (mouse.y - at.origin.y) / at.px;
  if (const scene::CellTag cell = scene::cell_at(scene, x, y); cell.step >= 0) {
    point_at(frame, Pointed::cell(cell.step, cell.row, cell.col));
    const scene::Mark* const ribbon = ribbon_of(scene, cell);
    const bool on_it = ribbon && scene::on_ribbon(*ribbon, x, y, 1);
    if (on_it)
      show_ribbon(frame, request_of(frame, sight, measure), {sight.width, sight.height}, *ribbon, at, true);
    else
      tooltip(frame, cell_tip(frame, cell), scene::cell_box(scene, x, y), at);
    if (!touch.clicked) return;
    go(frame, cell.step);
    frame.document.cell = Cell{cell.row, cell.col};
    if (on_it) frame.document.view = ViewName::step;
    return;
  }
  const auto& targets = frame.view.map.scene.targets;
  const auto hit = std::find_if(targets.rbegin(), targets.rend(),
                                [&](const scene::MapTarget& target) { return target.rect.contains(x, y); });
  if (hit == targets.rend()) return;
  tooltip(frame, names_of(frame, *hit), hit->rect, at);
  if (!touch.clicked) return;
  go(frame, hit->step);
  if (hit->row >= 0) frame.document.cell = Cell{hit->row, 0};
}

void picture(Frame& frame, float alpha) {
  Sight sight = sight_of(frame);
  MapView& map = frame.view.map;
  const Touch t = touch(frame, "###map", {0, 0, sight.width, sight.height}, Reach::area);
  // In a window of another size the playhead comes into sight again.
  if (map.key.run && (map.key.width != sight.width || map.key.height != sight.height)) map.followed.clear();
  scene_of(frame, sight);
  if (t.hovered || t.held) {
    scroll(frame, sight);
    sight = sight_of(frame);
  }
  follow(frame, sight);
  const scene::MapScene& shown = scene_of(frame, sight);
  const float px = frame.px * sight.zoom;
  ImVec2 origin = on_screen(frame, 0, 0);
  const float spare = std::max(0.0f, sight.width - map.plan.width * sight.zoom) / 2;
  origin = {std::round(origin.x + spare * frame.px - map.x * px), std::round(origin.y - map.y * px)};
  const Placement at{origin, px, sight.zoom, alpha, frame.record};
  draw(*ImGui::GetWindowDrawList(), shown.scene, at, frame.fonts, frame.textures);
  scroll_bars(frame, sight);
  if (shown.now) draw_flight(frame, *shown.now, at);
  const scene::Measure measure = frame.fonts.measure();
  const bool covered = frame.view.sheet_open || frame.view.folder.open;
  if (t.hovered)
    under_pointer(frame, sight, t, at);
  else if (const scene::Mark* selected = selected_ribbon(frame, shown.scene); selected && !covered)
    show_ribbon(frame, request_of(frame, sight, measure), {sight.width, sight.height}, *selected, at, false);
}

}  // namespace

void settle_map(Frame& frame) {
  MapView& map = frame.view.map;
  if (map.of == frame.derived.answer.run) return;
  map.of = frame.derived.answer.run;
  map.run = frame.run() ? scene::map_run(frame.trace()) : scene::MapRun();
  map.x = map.y = 0;
  map.followed.clear();
}

void zoom_map(Frame& frame, int direction, float x, float y) {
  MapView& map = frame.view.map;
  const int last = static_cast<int>(std::size(map_zooms)) - 1;
  const int to = direction == 0 ? plain_zoom : std::clamp(map.zoom + direction, 0, last);
  // The base is of the window: only the ratio of both matters for what stays in its place.
  const Areas a = areas(ImGui::GetIO().DisplaySize.x / frame.px, ImGui::GetIO().DisplaySize.y / frame.px, false, true);
  const float base = base_zoom(a.middle.w, a.middle.h - map_bar_height(frame, a.middle.w));
  const float before = base * map_zooms[map.zoom], after = base * map_zooms[to];
  map.x += x / before - x / after;
  map.y += y / before - y / after;
  map.zoom = to;
  if (direction == 0) {
    map.x = map.y = 0;
    map.followed.clear();
  }
}

void map_panel(Frame& frame) {
  const float width = panel_width(frame), height = panel_height(frame);
  if (instead_of_run(frame, width, height)) return;
  const bool problem = frame.derived.problem.has_value();
  if (frame.run() && frame.step >= 0)
    picture(frame, problem || frame.derived.busy ? 0.45f : 1.0f);
  else if (!problem)
    text(frame, width / 2, height / 2, frame.texts(frame.derived.busy ? "ui.computing" : "ui.no_run"),
         {Font::ui, 15, frame.theme.t3, scene::Align::center}, width);
}

}  // namespace attn::gui
