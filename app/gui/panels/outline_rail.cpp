// The outline where there is no room for it: where we are, in 48 pixels, and the whole tree over the stage on demand.
#include <imgui_internal.h>

#include <algorithm>

#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/outline_parts.h"
#include "app/gui/panels/panels.h"
#include "engine/path.h"

namespace attn::gui {
namespace {

using namespace outline_parts;

std::string short_name(const Frame& frame, const OutlineNode& node) {
  if (node.step < 0) return short_group(frame, node.name);
  const std::string_view letter = node.role->sign.empty() ? node.role->symbol : node.role->sign;
  return letter.empty() ? node.name : std::string(letter);
}

}  // namespace

namespace outline_parts {

std::string short_group(const Frame& frame, std::string_view name) {
  const Part part = Path(name).last();
  const std::string key = "ui.rail_" + std::string(part.name);
  if (!frame.texts.has(key)) return std::string(name);
  return frame.texts(Message{key, {part.number > 0 ? std::to_string(part.number) : std::string()}});
}

}  // namespace outline_parts

namespace {

// Of another head or layer, the step that does there what the current one does here; else the first.
int target_of(const Frame& frame, const OutlineRow& row) {
  if (row.node->step >= 0) return row.node->step;
  const std::string_view rest = Path(frame.trace()[frame.step].path).after(Path(row.node->path).parts().size());
  const int same = rest.empty() ? -1 : frame.trace().find(row.node->path + "/" + std::string(rest));
  return same >= 0 ? same : row.first;
}

void draw_rail_row(Frame& frame, const OutlineRow& row, float y, float width, bool hovered) {
  const scene::Theme& theme = frame.theme;
  const OutlineNode& node = *row.node;
  const bool current = is_current(frame, node), future = row.first > frame.step, step = node.step >= 0;
  const float middle = y + row_height / 2;
  if (current || hovered) draw_selection(frame, {4, y, width - 8, row_height}, current);
  if (step) role_dot(frame, 14, middle, row);
  scene::Color ink = row.open ? theme.t1 : theme.t2;
  if (step) ink = scene::role_color(theme, *node.role);
  if (future) ink = theme.t3;
  if (current) ink = theme.t1;
  const std::string name = short_name(frame, node);
  const float room = step ? width - 24 : width - 6;
  TextStyle style{step || row.open ? Font::ui_bold : Font::ui, step ? 12.0f : 11.0f, ink, scene::Align::center};
  if (frame.fonts.width(name, style.font, style.size) > room) style.size = 10;
  text(frame, step ? 29 : width / 2, middle, name, style, room + (step ? 3 : 0));
}

void rail_list(Frame& frame, float width, float height) {
  const std::string& path = frame.trace()[frame.step].path;
  const std::vector<OutlineRow> rows = rail_rows(frame.facts.roots, path);
  OutlineView& view = frame.view.outline;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const OutlineNode& node = *rows[i].node;
    const float y = static_cast<float>(i) * row_height;
    const Touch t = touch(frame, ("###" + node.path).c_str(), {4, y, width - 8, row_height});
    draw_rail_row(frame, rows[i], y, width, t.hovered);
    row_links(frame, node, rows[i].open, y);
    if (t.hovered) point_at(frame, node.step >= 0 ? Pointed::all_of(node.step) : Pointed::group(node.path));
    if (t.hovered)
      tooltip(frame,
              node.step >= 0 ? step_title(frame.texts, *node.role, node.path) : group_title(frame.texts, node.path),
              {0, y, width, row_height}, Tip::level);
    if (is_current(frame, node) && view.rail_revealed != path) {
      view.rail_revealed = path;
      ImGui::SetScrollY(std::max(0.0f, (y - 0.5f * height) * frame.px));
    }
    if (t.clicked) go(frame, target_of(frame, rows[i]));
  }
  content_ends(frame, static_cast<float>(rows.size()) * row_height);
}

}  // namespace

void outline_rail(Frame& frame) {
  if (!frame.run() || frame.step < 0) return;
  const scene::Theme& theme = frame.theme;
  OutlineView& view = frame.view.outline;
  const float width = panel_width(frame), top = 68, height = panel_height(frame) - top;
  const auto button = [&](const char* id, float y, Icon which, scene::Color ink, const char* tip) {
    const scene::Rect box{8, y, width - 16, 24};
    const Touch t = touch(frame, id, box);
    if (t.hovered) fill(frame, box, t.held ? theme.bg4 : theme.bg3, 6);
    icon(frame, which, width / 2, y + 12, ink);
    if (t.hovered) tooltip(frame, frame.texts(tip), {0, y, width, 24}, Tip::level);
    return t.clicked;
  };
  if (button("###open", 8, Icon::closed, theme.t1, "ui.outline_tip")) view.toggle = true;
  if (button("###filter", 34, Icon::search, theme.t3, "ui.filter_tip")) view.edit_filter = true;
  fill(frame, {8, 64, width - 16, 1}, theme.line1);
  ImGui::SetCursorScreenPos(on_screen(frame, 0, top));
  if (ImGui::BeginChild("###rail", {(width - 1) * frame.px, std::max(1.0f, height * frame.px)}, false,
                        ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollbar))
    rail_list(frame, width, height);
  ImGui::EndChild();
}

void settle_outline(Frame& frame, float width) {
  OutlineView& view = frame.view.outline;
  const bool room = !areas(width, 0).rail;
  if (view.toggle && room) frame.document.outline_open = !frame.document.outline_open;
  if (view.toggle && !room) view.overlay = !view.overlay;
  view.toggle = false;
  const bool rail = !room || !frame.document.outline_open;
  if (rail && view.edit_filter) view.overlay = true;
  if (!rail) view.overlay = false;
}

void outline_overlay(Frame& frame, const scene::Rect& rail) {
  OutlineView& view = frame.view.outline;
  if (!view.overlay) return;
  const bool field_takes_escape = frame.view.typing || view.filter[0] != 0;
  if (begin_panel(frame, "###outline overlay", {0, rail.y, 264, rail.h}, frame.theme.bg1, Edge::right)) {
    if (ImGui::IsWindowAppearing()) ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    outline_panel(frame);
  }
  constexpr ImGuiHoveredFlags anywhere =
      ImGuiHoveredFlags_ChildWindows | ImGuiHoveredFlags_AllowWhenBlockedByActiveItem;
  const bool beside = ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !ImGui::IsWindowHovered(anywhere);
  if (beside || (frame.view.escape && !field_takes_escape)) view.overlay = false;
  end_panel();
}

}  // namespace attn::gui
