#include <algorithm>
#include <utility>

#include "app/gui/actions.h"
#include "app/gui/overlay.h"
#include "app/gui/panels/panels.h"
#include "app/gui/text_field.h"

namespace attn::gui {
namespace {

constexpr float side = 24, row = 28, field_height = 34, note_height = 24;

// The list follows the path as it is typed.
void refresh(View::FolderList& folder) {
  const bool fresh = std::exchange(folder.fresh, false);
  if (fresh && folder.path.empty()) folder.path = home_folder();
  if (folder.listed == folder.path && !fresh) return;
  folder.listed = folder.path;
  folder.listing = list_folder(folder.path);
}

void open_it(Frame& frame, const std::string& path) {
  open_model(frame, path);
  frame.view.folder.open = false;
}

bool is_figure(const View::FolderList& folder) { return folder.listing.of_file && may_be_figure(folder.path); }

void path_field(Frame& frame, float y, float width) {
  View::FolderList& folder = frame.view.folder;
  constexpr float up = 34;
  if (icon_button(frame, "###parent folder", {side, y, up, field_height}, Icon::up, frame.texts("folder.parent")))
    folder.path = parent_of(folder.path);
  const scene::Rect rect{side + up + 8, y, width - up - 8, field_height};
  const bool bad = folder.listing.problem.has_value();
  const TextField field{"###folder path", rect, 13, frame.texts("folder.hint"), bad, folder.appearing};
  folder.appearing = false;
  if (!text_field(frame, field, folder.path)) return;
  if (is_figure(folder))
    frame.view.open_figure = folder.path;
  else if (folder.listing.model)
    open_it(frame, folder.listing.folder);
  else
    folder.appearing = true;  // Enter took the caret away; there is more to type
}

bool entry_row(Frame& frame, float y, float width, const FolderListing::Entry& entry) {
  const scene::Theme& theme = frame.theme;
  const scene::Rect rect{0, y, width, row};
  const Touch t = touch(frame, ("###folder " + entry.name).c_str(), rect);
  if (!ImGui::IsItemVisible()) return false;
  if (t.hovered) fill(frame, rect, theme.bg3, 4);
  const float middle = y + row / 2;
  icon(frame, entry.figure ? Icon::picture : Icon::folder, 18, middle, entry.model ? theme.e : theme.t3);
  float end = width - 12;
  if (entry.model)
    end -= text(frame, end, middle, frame.texts("folder.model"), {Font::ui, 11, theme.e, scene::Align::right}) + 8;
  text(frame, 36, middle, entry.name, {entry.model ? Font::ui_bold : Font::ui, 13, theme.t1}, end - 36);
  if (t.clicked && entry.model) open_it(frame, inside(frame.view.folder.listing.folder, entry.name));
  if (t.clicked && entry.figure) frame.view.open_figure = inside(frame.view.folder.listing.folder, entry.name);
  return t.clicked && !entry.model && !entry.figure;
}

void entries(Frame& frame, float y, float width, float height) {
  const FolderListing& listing = frame.view.folder.listing;
  ImGui::SetCursorScreenPos(on_screen(frame, side, y));
  ImGui::BeginChild("###folders", {width * frame.px, height * frame.px}, false, ImGuiWindowFlags_NoNav);
  float at = 0;
  std::string entered;  // the list changes with the path, so not while it is walked through
  for (const FolderListing::Entry& entry : listing.entries) {
    if (entry_row(frame, at, panel_width(frame) - 12, entry)) entered = entry.name;
    at += row;
  }
  const auto say = [&](const std::string& words) {
    at = paragraph(frame, 8, at + 8, width - 24, words, {Font::ui, 12.5f, frame.theme.t3}, 18);
  };
  if (listing.problem) say(frame.texts(*listing.problem));
  if (!listing.complete) say(frame.texts(Message{"folder.more", {std::to_string(most_entries)}}));
  if (!listing.problem && listing.entries.empty()) say(std::string(frame.texts("folder.none")));
  content_ends(frame, at + 8);
  ImGui::EndChild();
  if (!entered.empty()) frame.view.folder.path = inside(listing.folder, entered);
}

}  // namespace

void folder_panel(Frame& frame, float width, float height) {
  View::FolderList& folder = frame.view.folder;
  if (!begin_overlay(frame, {"###model folder", 640, 520}, width, height, folder.open)) return;
  folder.appearing = folder.appearing || folder.fresh;
  refresh(folder);
  overlay_title(frame, frame.texts("folder.title"), folder.open);
  const float inner = panel_width(frame) - 2 * side, bottom = panel_height(frame) - 56;
  path_field(frame, overlay_title_height, inner);
  if (const auto& note = folder.listing.note; note && !is_figure(folder))
    text(frame, side + 42, overlay_title_height + field_height + note_height / 2 + 2, frame.texts(*note),
         {Font::ui, 12, frame.theme.t3}, inner - 42);
  const float list = overlay_title_height + field_height + note_height + 4;
  entries(frame, list, inner, bottom - list - 8);
  text(frame, side, bottom + 20, frame.texts("folder.drop"), {Font::ui, 11.5f, frame.theme.t3}, inner - 140);
  if (text_button(frame, "###open folder", side + inner, bottom + 4, frame.texts("folder.open"),
                  {true, folder.listing.model || is_figure(folder)})) {
    if (is_figure(folder))
      frame.view.open_figure = folder.path;
    else
      open_it(frame, folder.listing.folder);
  }
  end_overlay(frame);
}

}  // namespace attn::gui
