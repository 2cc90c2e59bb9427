#include <algorithm>
#include <cmath>

#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/dock_parts.h"
#include "app/gui/record_note.h"
#include "app/gui/widgets.h"

namespace attn::gui {
namespace {

struct Sheet {
  float y, width, lane;
  FlameWindow window;

  float x(double place) const {
    return dock_side + width * static_cast<float>((place - window.first) / (window.last - window.first));
  }
  double place(float mouse) const {
    return window.first + static_cast<double>((mouse - dock_side) / width) * (window.last - window.first);
  }
};

// Outlined: solid where it is read, dashed where it reads.
void draw_links(Frame& frame, const FlameBar& bar, const scene::Rect& rect, bool current) {
  const StepLinks* of = frame.view.linked.shown().of(bar.step);
  if (!of) return;
  const scene::Color hue = scene::faded(link_hue(frame.theme, *bar.role), link_strength(frame));
  using As = Record::Lit::As;
  if (of->itself && frame.view.linked.pointed && !current)
    link_box(frame, "flame", bar.path, rect, As::itself, scene::faded(frame.theme.ink, 0.8), 3, 1);
  if (of->read) link_box(frame, "flame", bar.path, rect, As::read, hue);
  if (of->reader) link_box(frame, "flame", bar.path, rect, As::reader, hue);
}

// Where a name begins that the playhead would cross: right of it, or left of it.
float beside_head(float head, float x, float width, float right) {
  constexpr float apart = 5;
  if (head < x - apart || head > x + width + apart) return x;
  if (head + apart + width <= right - 2) return std::max(x, head + apart);
  return head - apart - width >= x - 4 ? head - apart - width : x;
}

void draw_bar(Frame& frame, const Sheet& sheet, const FlameBar& bar, bool current, bool hovered) {
  const scene::Theme& theme = frame.theme;
  const float left = std::max(sheet.x(bar.first), dock_side - 2),
              right = std::min(sheet.x(bar.last), dock_side + sheet.width + 2), w = right - left - 1.5f;
  if (w < 1) return;
  const float y = sheet.y + sheet.lane * static_cast<float>(bar.lane), h = sheet.lane - 2;
  const bool leaf = bar.step >= 0;
  const scene::Color hue = leaf ? scene::role_color(theme, *bar.role) : theme.t2;
  const bool linked = leaf && frame.view.linked.pointed && frame.view.linked.shown().of(bar.step);
  const double alpha = current || hovered || linked ? 0.42 : theme.dark ? 0.20 : 0.10;
  const scene::Color ground = leaf ? scene::faded(hue, alpha) : current ? theme.bg4 : hovered ? theme.bg4 : theme.bg3;
  fill(frame, {left, y, w, h}, ground, 3);
  if (leaf) fill(frame, {left, y + h - 2.5f, w, 2.5f}, scene::faded(hue, 0.95), 1);
  if (leaf && current) outline(frame, {left, y, w, h}, theme.ink, 3, 1.5f);
  if (frame.record)
    note_item(*frame.record, "bar " + bar.path, on_screen(frame, left, y), on_screen(frame, left + w, y + h), frame.px);
  if (leaf) draw_links(frame, bar, {left + 1, y + 1, w - 2, h - 2}, current);
  if (w < 10) return;
  constexpr float size = 10.5f, padding = 4;
  const float room = w - 2 * padding;
  const auto fits = [&](const std::string& label, Font font) { return frame.fonts.width(label, font, size) <= room; };
  const std::vector<std::string> labels =
      leaf ? flame_labels(frame.texts, *bar.role, bar.path) : flame_labels(frame.texts, bar.path);
  const auto first = std::find_if(labels.begin(), labels.end(), [&](const auto& l) { return fits(l, Font::ui); });
  if (first == labels.end()) return;
  const std::string& label = *first;
  const Font font = current && fits(label, Font::ui_bold) ? Font::ui_bold : Font::ui;
  const scene::Color ink = current ? theme.t1 : leaf ? hue : theme.t2;
  if (leaf)
    text(frame, left + w / 2, y + h / 2 - 0.8f, label, {font, size, ink, scene::Align::center});
  else
    text(frame, beside_head(sheet.x(playhead(frame)), left + padding, frame.fonts.width(label, font, size), left + w),
         y + h / 2, label, {font, size, ink});
}

// The deepest bar under the pointer.
const FlameBar* pointed_at(const Frame& frame, const Sheet& sheet, ImVec2 mouse) {
  const int lane = static_cast<int>(std::floor((mouse.y - sheet.y) / sheet.lane));
  if (lane < 0 || lane >= static_cast<int>(frame.facts.flame.lanes.size())) return nullptr;
  return bar_at(frame.facts.flame, lane, sheet.place(mouse.x));
}

void tip(Frame& frame, const Sheet& sheet, const FlameBar& bar) {
  std::string words;
  if (bar.step >= 0) {
    for (const std::string& part : breadcrumb(frame.texts, frame.trace()[bar.step]))
      words += (words.empty() ? "" : " › ") + part;
  } else {
    words = frame.texts(
        Message{"ui.group_steps", {group_title(frame.texts, bar.path), std::to_string(bar.last - bar.first)}});
  }
  const float left = std::max(sheet.x(bar.first), dock_side),
              right = std::min(sheet.x(bar.last), dock_side + sheet.width);
  tooltip(frame, words, {left, sheet.y + sheet.lane * static_cast<float>(bar.lane), right - left, sheet.lane},
          Tip::below);
}

// Wheel: along; with Ctrl: closer; middle button: drag.
void move_window(Frame& frame, const Sheet& sheet, float mouse) {
  const ImGuiIO& io = ImGui::GetIO();
  FlameWindow& window = frame.view.flame;
  const int places = frame.facts.flame.places;
  const double seen = window.last - window.first;
  const auto wheel = static_cast<double>(io.MouseWheel);
  if (wheel != 0 && io.KeyCtrl)
    window = zoomed(window, std::pow(1.25, wheel), sheet.place(mouse), places);
  else if (wheel != 0)
    window = panned(window, -wheel * seen / 12, places);
  if (ImGui::IsMouseDragging(ImGuiMouseButton_Middle, 0))
    window = panned(window, -static_cast<double>(io.MouseDelta.x / frame.px / sheet.width) * seen, places);
}

void head(Frame& frame, const Sheet& sheet) {
  const float x = sheet.x(playhead(frame));
  if (x < dock_side - 1 || x > dock_side + sheet.width + 1) return;
  // Down to the bar of the step itself, whose name it would cross.
  const std::string& path = frame.trace()[frame.step].path;
  const float low = sheet.y + sheet.lane * static_cast<float>(std::count(path.begin(), path.end(), '/')) - 1;
  line(frame, x, sheet.y - 4, x, low, frame.theme.ink, 1.5f);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (const auto& [dx, dy] : {std::pair{-6, -9}, {6, -9}, {6, -4}, {0, 2}, {-6, -4}})
    list.PathLineTo(on_screen(frame, x + static_cast<float>(dx), sheet.y + static_cast<float>(dy)));
  list.PathFillConvex(color(frame.theme.ink));
}

}  // namespace

void flame_graph(Frame& frame, float y, float width, float lane_height) {
  const Flame& flame = frame.facts.flame;
  if (flame.places == 0 || frame.step < 0) return;
  const Sheet sheet{y, width, lane_height, frame.view.flame};
  const auto lanes = static_cast<float>(flame.lanes.size());
  // Pressing goes to what is under the pointer; dragging scrubs.
  const Touch t = touch(frame, "###timeline", {dock_side, y - 8, width, lanes * lane_height + 8}, Reach::area);
  const ImVec2 corner = on_screen(frame, 0, 0), at = ImGui::GetIO().MousePos;
  const ImVec2 mouse{(at.x - corner.x) / frame.px, (at.y - corner.y) / frame.px};
  const FlameBar* under = t.hovered || t.held ? pointed_at(frame, sheet, mouse) : nullptr;
  const bool handle = mouse.y < y;
  if (t.hovered) move_window(frame, sheet, mouse.x);
  const bool dragged = t.held && (handle || ImGui::IsMouseDragging(ImGuiMouseButton_Left));
  if (dragged) scrub(frame, sheet.place(mouse.x));
  if (t.clicked && under && !handle && !was_dragged())
    go(frame, frame.facts.timeline[static_cast<std::size_t>(under->first)]);
  const bool weight = frame.step < frame.facts.timeline.front();  // of the model: it is nowhere on the timeline
  const int place = weight ? -1 : place_of(frame.facts.timeline, frame.step);
  ImGui::PushClipRect(on_screen(frame, dock_side, y - 10), on_screen(frame, dock_side + width, y + lanes * lane_height),
                      true);
  for (int lane = 0; lane < static_cast<int>(flame.lanes.size()); ++lane)
    for (const FlameBar& bar : visible(flame, lane, sheet.window))
      draw_bar(frame, sheet, bar, bar.first <= place && place < bar.last, under == &bar && !t.held);
  head(frame, sheet);
  ImGui::PopClipRect();
  if (!under || !t.hovered || t.held || handle) return;
  point_at(frame, under->step >= 0 ? Pointed::all_of(under->step) : Pointed::group(under->path));
  tip(frame, sheet, *under);
}

}  // namespace attn::gui
