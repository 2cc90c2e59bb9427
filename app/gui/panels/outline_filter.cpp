// The filter above the tree: what is typed, what it finds, and its keys.
#include <imgui_internal.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "app/gui/actions.h"
#include "app/gui/panels/outline_parts.h"
#include "app/gui/record_note.h"

namespace attn::gui::outline_parts {
namespace {

// Up and Down, which a field of one line has no use for.
int note_arrow(ImGuiInputTextCallbackData* data) {
  int& arrow = *static_cast<int*>(data->UserData);
  if (data->EventKey == ImGuiKey_UpArrow) arrow = -1;
  if (data->EventKey == ImGuiKey_DownArrow) arrow = 1;
  return 0;
}

// The next hit before or after the current step, around the ends.
void go_to_hit(Frame& frame, int by) {
  OutlineView& view = frame.view.outline;
  const std::vector<int>& hits = view.hits;
  if (hits.empty()) return;
  std::size_t place = 0;
  if (view.chose_hit) {
    const auto at = std::find(hits.begin(), hits.end(), frame.step);
    if (at != hits.end()) place = static_cast<std::size_t>(at - hits.begin() + by) + hits.size();
  } else if (by < 0) {
    place = hits.size() - 1;
  }
  go(frame, hits[place % hits.size()]);
  view.chose_hit = true;
}

void keys(Frame& frame, bool active, int arrow, bool entered) {
  OutlineView& view = frame.view.outline;
  if (active && arrow != 0) {
    update_rows(frame);
    go_to_hit(frame, arrow);
  }
  if (!entered) return;
  update_rows(frame);
  if (!view.chose_hit) go_to_hit(frame, 0);
  view.overlay = false;
}

// Nothing else is left with Escape: no field, no list, nothing that lies over the window.
bool free_escape(const Frame& frame) {
  const View& view = frame.view;
  return ImGui::GetActiveID() == 0 && !view.typing && !view.sheet_open && !view.folder.open && !view.exporting.open &&
         !view.parameters.open && !view.welcome && view.focus.id == 0 &&
         !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

void key_hint(Frame& frame, float width) {
  const scene::Rect key{width - 46, 15, 26, 18};
  outline(frame, key, frame.theme.line2, 4);
  text(frame, key.x + key.w / 2, key.y + key.h / 2, "/", {Font::mono, 11, frame.theme.t3, scene::Align::center});
}

// In place of the hint while there is something to clear. Drawn before the field, which would take the click.
bool clear_button(Frame& frame, float width) {
  const scene::Rect box{width - 40, 12, 24, 24};
  const Touch t = touch(frame, "###clear filter", box);
  if (t.hovered) tooltip(frame, frame.texts("ui.filter_clear"));
  return t.clicked;
}

}  // namespace

void clear_filter(OutlineView& view) {
  view.filter.fill(0);
  view.closed.clear();
  view.hits.clear();
  view.chose_hit = false;
  view.stale = true;
  view.revealed.clear();  // the whole tree again: with the current step in sight
}

void filter_field(Frame& frame, float width) {
  OutlineView& view = frame.view.outline;
  const scene::Theme& theme = frame.theme;
  const float px = frame.px;
  const scene::Rect field{12, 10, width - 24, 28};
  bool had_text = view.filter[0] != 0;
  frame.fonts.push(Font::ui, 12.5f, view.filter.data());
  const ImGuiID id = ImGui::GetID("###filter");
  if (frame.view.escape && had_text && free_escape(frame)) {
    clear_filter(view);
    had_text = false;
  }
  if (frame.view.escape && ImGui::GetActiveID() == id) {
    if (had_text)
      clear_filter(view);
    else
      view.overlay = false;
    ImGui::ClearActiveID();
  }
  const bool cleared = had_text && clear_button(frame, width);
  ImGui::SetCursorScreenPos(on_screen(frame, field.x, field.y));
  ImGui::SetNextItemWidth((field.w - (had_text ? 28 : 0)) * px);
  fill(frame, field, theme.bg2, 6);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {28 * px, std::max(0.0f, (28 * px - ImGui::GetFontSize()) / 2)});
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0);
  if (std::exchange(view.edit_filter, false)) {
    ImGui::SetKeyboardFocusHere();
    frame.view.awaiting_caret = 3;
  }
  const auto before = view.filter;
  int arrow = 0;
  const bool entered = ImGui::InputText("###filter", view.filter.data(), view.filter.size(),
                                        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_NoUndoRedo |
                                            ImGuiInputTextFlags_CallbackHistory | ImGuiInputTextFlags_AutoSelectAll,
                                        note_arrow, &arrow);
  const bool active = ImGui::IsItemActive(), hovered = ImGui::IsItemHovered();
  if (frame.record) note_item(*frame.record, "###filter", ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), px);
  ImGui::PopStyleVar(2);
  frame.fonts.pop();
  if (active) frame.view.awaiting_caret = 0;
  frame.view.typing = frame.view.typing || active;
  if (std::strcmp(before.data(), view.filter.data()) != 0) {
    view.closed.clear();
    view.chose_hit = false;
    view.stale = true;
    if (view.filter[0] == 0) view.revealed.clear();
  }
  if (cleared) {
    clear_filter(view);
    if (ImGui::GetActiveID() == id) ImGui::ClearActiveID();
  }
  keys(frame, active, arrow, entered);

  outline(frame, field, theme.line3, 6);
  if (active) outline(frame, {field.x - 1, field.y - 1, field.w + 2, field.h + 2}, theme.ink, 7, 2);
  icon(frame, Icon::search, 26, 24, theme.t3);
  if (view.filter[0] != 0) {
    icon(frame, Icon::close, width - 28, 24, theme.t2);
    return;
  }
  text(frame, 40, 24, frame.texts("ui.filter_hint"), {Font::ui, 12, theme.t3}, field.w - 70);
  if (!active) key_hint(frame, width);
  if (hovered && !active) tooltip(frame, frame.texts("ui.filter_tip"), {0, field.y, width, field.h}, Tip::level);
}

}  // namespace attn::gui::outline_parts
