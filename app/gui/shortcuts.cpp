#include "app/gui/shortcuts.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>

#include "app/gui/actions.h"
#include "app/gui/export_actions.h"
#include "app/gui/heads_actions.h"
#include "app/gui/map_actions.h"
#include "app/gui/translation_actions.h"

namespace attn::gui {
namespace {

using Group = Shortcut::Group;

void at_grain(Frame& frame, Grain grain, int direction) {
  const Grain chosen = std::exchange(frame.document.grain, grain);
  go_by(frame, direction);
  frame.document.grain = chosen;
}

// Does it in the Translation view only.
template <void (*act)(Frame&)>
void translating(Frame& frame) {
  if (in_translation(frame)) act(frame);
}

constexpr Shortcut table[] = {
    {Group::move, GLFW_KEY_SPACE, 0, false, false, false, "Space", "key.play", toggle_play},
    {Group::move, GLFW_KEY_RIGHT, 0, false, false, false, "← →", "key.step", [](Frame& f) { go_by(f, 1); }},
    {Group::move, GLFW_KEY_LEFT, 0, false, false, false, nullptr, "key.step", [](Frame& f) { go_by(f, -1); }},
    {Group::move, GLFW_KEY_RIGHT, 0, false, true, false, "Shift+← →", "key.block",
     [](Frame& f) { at_grain(f, Grain::block, 1); }},
    {Group::move, GLFW_KEY_LEFT, 0, false, true, false, nullptr, "key.block",
     [](Frame& f) { at_grain(f, Grain::block, -1); }},
    {Group::move, GLFW_KEY_RIGHT, 0, true, false, false, "Ctrl+← →", "key.layer",
     [](Frame& f) { at_grain(f, Grain::layer, 1); }},
    {Group::move, GLFW_KEY_LEFT, 0, true, false, false, nullptr, "key.layer",
     [](Frame& f) { at_grain(f, Grain::layer, -1); }},
    {Group::move, GLFW_KEY_HOME, 0, false, false, false, "Home", "key.first", go_first},
    {Group::move, GLFW_KEY_END, 0, false, false, false, "End", "key.last", go_last},
    {Group::move, GLFW_KEY_DOWN, 0, false, false, false, "↑ ↓ Tab", "key.cell", [](Frame& f) { move_cell(f, 1, 0); }},
    {Group::move, GLFW_KEY_UP, 0, false, false, false, nullptr, "key.cell", [](Frame& f) { move_cell(f, -1, 0); }},
    {Group::move, GLFW_KEY_TAB, 0, false, false, false, nullptr, "key.cell", [](Frame& f) { move_cell(f, 0, 1); }},
    {Group::move, GLFW_KEY_TAB, 0, false, true, false, nullptr, "key.cell", [](Frame& f) { move_cell(f, 0, -1); }},
    {Group::move, 0, 'i', false, false, false, "I", "key.ways", [](Frame& f) { f.view.inspector.move = 1; }},
    {Group::move, 0, 'i', false, true, false, nullptr, "key.ways", [](Frame& f) { f.view.inspector.move = -1; }},
    {Group::move, GLFW_KEY_ENTER, 0, false, false, false, "Enter", "key.follow",
     [](Frame& f) { f.view.inspector.follow = true; }},
    {Group::move, GLFW_KEY_RIGHT_BRACKET, 0, false, false, false, "[ ]", "key.head", [](Frame& f) { go_head(f, 1); }},
    {Group::move, GLFW_KEY_LEFT_BRACKET, 0, false, false, false, nullptr, "key.head", [](Frame& f) { go_head(f, -1); }},
    {Group::move, GLFW_KEY_EQUAL, 0, false, false, false, "+ −", "key.timeline_zoom",
     [](Frame& f) { zoom_timeline(f, 1.5); }},
    {Group::move, GLFW_KEY_EQUAL, 0, false, true, false, nullptr, "key.timeline_zoom",
     [](Frame& f) { zoom_timeline(f, 1.5); }},
    {Group::move, GLFW_KEY_KP_ADD, 0, false, false, false, nullptr, "key.timeline_zoom",
     [](Frame& f) { zoom_timeline(f, 1.5); }},
    {Group::move, GLFW_KEY_MINUS, 0, false, false, false, nullptr, "key.timeline_zoom",
     [](Frame& f) { zoom_timeline(f, 1 / 1.5); }},
    {Group::move, GLFW_KEY_KP_SUBTRACT, 0, false, false, false, nullptr, "key.timeline_zoom",
     [](Frame& f) { zoom_timeline(f, 1 / 1.5); }},
    {Group::move, GLFW_KEY_0, 0, false, false, false, "0", "key.timeline_fit", fit_timeline},
    {Group::move, GLFW_KEY_PAGE_DOWN, 0, false, false, false, "PgUp PgDn", "key.timeline_pan",
     [](Frame& f) { pan_timeline(f, 0.8); }},
    {Group::move, GLFW_KEY_PAGE_UP, 0, false, false, false, nullptr, "key.timeline_pan",
     [](Frame& f) { pan_timeline(f, -0.8); }},

    {Group::move, 0, 'g', false, false, false, "G", "key.grain",
     [](Frame& f) { f.document.grain = static_cast<Grain>((static_cast<int>(f.document.grain) + 1) % 4); }},
    {Group::move, 0, 'a', false, false, false, "A", "key.play_all",
     [](Frame& f) { f.document.play_all = !f.document.play_all; }},
    {Group::move, GLFW_KEY_PERIOD, 0, false, false, false, ", .", "key.speed", [](Frame& f) { change_speed(f, 1); }},
    {Group::move, GLFW_KEY_COMMA, 0, false, false, false, nullptr, "key.speed", [](Frame& f) { change_speed(f, -1); }},
    {Group::move, 0, 'z', false, false, false, "Z Shift+Z", "key.matrix_zoom", [](Frame& f) { zoom_matrix(f, 1.5f); }},
    {Group::move, 0, 'z', false, true, false, nullptr, "key.matrix_zoom", [](Frame& f) { zoom_matrix(f, 1 / 1.5f); }},
    {Group::move, 0, 'x', false, false, false, "X", "key.matrix_whole", whole_matrix},

    {Group::edit, 0, 'l', true, false, true, "Ctrl+L", "key.sentence", [](Frame& f) { f.view.edit_sentence = true; }},
    {Group::edit, 0, '/', false, false, false, "/", "key.filter", [](Frame& f) { f.view.outline.edit_filter = true; }},
    {Group::translation, GLFW_KEY_F2, 0, false, false, false, "F2", "key.force", translating<table_force>},
    {Group::translation, GLFW_KEY_ENTER, 0, false, false, false, "Enter", "key.candidate", translating<table_enter>},
    {Group::translation, GLFW_KEY_DELETE, 0, false, false, false, "Del", "key.release", translating<table_release>},
    {Group::translation, 0, 'v', false, false, false, "V", "key.decoding", translating<next_decoding>},
    {Group::translation, 0, 'o', false, false, false, "O", "key.knob", translating<next_option>},
    {Group::translation, GLFW_KEY_UP, 0, false, true, false, "Shift+↑ ↓", "key.turn",
     translating<[](Frame& f) { turn_option(f, 1); }>},
    {Group::translation, GLFW_KEY_DOWN, 0, false, true, false, nullptr, "key.turn",
     translating<[](Frame& f) { turn_option(f, -1); }>},
    {Group::translation, 0, 'r', false, false, false, "R", "key.draw", translating<draw_words_anew>},
    {Group::edit, 0, 'z', true, false, true, "Ctrl+Z", "key.undo", undo},
    {Group::edit, 0, 'y', true, false, true, "Ctrl+Y", "key.redo", redo},
    {Group::edit, 0, 'z', true, true, true, nullptr, "key.redo", redo},

    {Group::look, GLFW_KEY_1, 0, false, false, false, "1 … 4", "key.view",
     [](Frame& f) { f.document.view = ViewName::step; }},
    {Group::look, GLFW_KEY_2, 0, false, false, false, nullptr, "key.view",
     [](Frame& f) { f.document.view = ViewName::map; }},
    {Group::look, GLFW_KEY_3, 0, false, false, false, nullptr, "key.view",
     [](Frame& f) { f.document.view = ViewName::heads; }},
    {Group::look, GLFW_KEY_4, 0, false, false, false, nullptr, "key.view",
     [](Frame& f) { f.document.view = ViewName::translation; }},
    {Group::look, 0, 'w', false, false, false, "W", "key.why",
     [](Frame& f) { f.view.inspector.why = !f.view.inspector.why; }},
    {Group::look, 0, 'd', false, false, false, "D", "key.theme",
     [](Frame& f) { f.document.look = f.document.look == Look::dark ? Look::light : Look::dark; }},
    {Group::look, 0, 'l', false, false, false, "L", "key.language",
     [](Frame& f) { f.document.language = next(f.document.language); }},
    {Group::look, GLFW_KEY_EQUAL, 0, true, false, true, "Ctrl+ + −", "key.zoom", [](Frame& f) { zoom_by(f, 0.1f); }},
    {Group::look, GLFW_KEY_EQUAL, 0, true, true, true, nullptr, "key.zoom", [](Frame& f) { zoom_by(f, 0.1f); }},
    {Group::look, GLFW_KEY_KP_ADD, 0, true, false, true, nullptr, "key.zoom", [](Frame& f) { zoom_by(f, 0.1f); }},
    {Group::look, GLFW_KEY_MINUS, 0, true, false, true, nullptr, "key.zoom", [](Frame& f) { zoom_by(f, -0.1f); }},
    {Group::look, GLFW_KEY_KP_SUBTRACT, 0, true, false, true, nullptr, "key.zoom", [](Frame& f) { zoom_by(f, -0.1f); }},
    {Group::look, GLFW_KEY_0, 0, true, false, true, "Ctrl+0", "key.zoom_reset", [](Frame& f) { f.document.zoom = 1; }},

    {Group::window, GLFW_KEY_F6, 0, false, false, false, "F6 Shift+F6", "key.focus",
     [](Frame& f) { move_focus(f, 1, false); }},
    {Group::window, GLFW_KEY_F6, 0, false, true, false, nullptr, "key.focus",
     [](Frame& f) { move_focus(f, -1, false); }},
    {Group::window, GLFW_KEY_F6, 0, true, false, false, "Ctrl+F6", "key.focus_panel",
     [](Frame& f) { move_focus(f, 1, true); }},
    {Group::window, GLFW_KEY_F6, 0, true, true, false, nullptr, "key.focus_panel",
     [](Frame& f) { move_focus(f, -1, true); }},
    {Group::window, GLFW_KEY_F1, 0, false, false, true, "F1", "key.help",
     [](Frame& f) { f.view.sheet_open = !f.view.sheet_open; }},
    {Group::window, 0, 'b', true, false, true, "Ctrl+B", "key.outline", [](Frame& f) { f.view.outline.toggle = true; }},
    {Group::window, 0, 'm', false, false, false, "M", "key.model", next_model},
    {Group::window, 0, 'o', true, false, true, "Ctrl+O", "key.open_model", ask_for_model},
    {Group::window, 0, 'e', true, false, true, "Ctrl+E", "key.export", ask_for_export},
    {Group::window, 0, 'c', true, false, false, "Ctrl+C", "key.copy_numbers", copy_numbers},
    {Group::window, 0, 't', true, false, false, "Ctrl+T", "key.copy_translation", copy_translation},
    {Group::window, 0, 'c', true, true, false, "Ctrl+Shift+C", "key.copy_image", copy_image},
    {Group::window, GLFW_KEY_ESCAPE, 0, false, false, true, "Esc", "key.escape",
     [](Frame& f) { f.view.escape = true; }},
    {Group::window, 0, 'q', true, false, true, "Ctrl+Q", "key.quit", [](Frame& f) { f.view.quit = true; }},

    {Group::map, GLFW_KEY_ENTER, 0, false, false, false, "Enter", "key.map_open", open_map_step},
    {Group::map, 0, 'h', false, false, false, "H Shift+H", "key.map_head", [](Frame& f) { next_map_head(f, 1); }},
    {Group::map, 0, 'h', false, true, false, nullptr, "key.map_head", [](Frame& f) { next_map_head(f, -1); }},
    {Group::map, 0, 'w', false, false, false, "W Shift+W", "key.map_hide", [](Frame& f) { hide_ribbons(f, 1); }},
    {Group::map, 0, 'w', false, true, false, nullptr, "key.map_hide", [](Frame& f) { hide_ribbons(f, -1); }},
    {Group::map, 0, 't', false, false, false, "T", "key.map_thumbnails",
     [](Frame& f) { switch_map(f, &MapOptions::thumbnails); }},
    {Group::map, 0, 'b', false, false, false, "B", "key.map_barcodes",
     [](Frame& f) { switch_map(f, &MapOptions::barcodes); }},
    {Group::map, 0, 'f', false, false, false, "F", "key.map_loop", [](Frame& f) { switch_map(f, &MapOptions::loop); }},
    {Group::map, 0, 'z', false, false, false, "Z Shift+Z", "key.map_zoom", [](Frame& f) { look_closer_at_map(f, 1); }},
    {Group::map, 0, 'z', false, true, false, nullptr, "key.map_zoom", [](Frame& f) { look_closer_at_map(f, -1); }},
    {Group::map, 0, 'x', false, false, false, "X", "key.map_whole", [](Frame& f) { look_closer_at_map(f, 0); }},
    {Group::map, GLFW_KEY_DOWN, 0, false, true, false, "Shift+↑ ↓", "key.map_down",
     [](Frame& f) { scroll_map(f, 0, 0.25f); }},
    {Group::map, GLFW_KEY_UP, 0, false, true, false, nullptr, "key.map_down",
     [](Frame& f) { scroll_map(f, 0, -0.25f); }},
    {Group::map, GLFW_KEY_PAGE_DOWN, 0, false, false, false, "PgUp PgDn", "key.map_along",
     [](Frame& f) { scroll_map(f, 0.5f, 0); }},
    {Group::map, GLFW_KEY_PAGE_UP, 0, false, false, false, nullptr, "key.map_along",
     [](Frame& f) { scroll_map(f, -0.5f, 0); }},

    {Group::heads, GLFW_KEY_ENTER, 0, false, false, false, "Enter", "key.heads_open", open_head_step},
    {Group::heads, 0, 'e', false, false, false, "E", "key.heads_overlay", switch_head_overlay},
    {Group::heads, 0, 'k', false, false, false, "K", "key.heads_kind", next_head_kind},
    {Group::heads, 0, 'y', false, false, false, "Y", "key.heads_layer", next_head_layer},
    {Group::heads, 0, 'p', false, false, false, "P", "key.heads_pattern", next_head_pattern},
    {Group::heads, 0, 'o', false, false, false, "O", "key.heads_order", next_head_order},
    {Group::heads, 0, 'c', false, false, false, "C", "key.heads_scale", switch_head_scale},
    {Group::heads, 0, 'v', false, false, false, "V", "key.heads_values", switch_head_values},
    {Group::heads, GLFW_KEY_RIGHT_BRACKET, 0, false, true, false, "Shift+[ ]", "key.heads_more",
     [](Frame& f) { extend_heads(f, 1); }},
    {Group::heads, GLFW_KEY_LEFT_BRACKET, 0, false, true, false, nullptr, "key.heads_more",
     [](Frame& f) { extend_heads(f, -1); }},
    {Group::heads, 0, 'r', false, false, false, "R", "key.heads_row", [](Frame& f) { select_head_word(f, false); }},
    {Group::heads, 0, 'r', false, true, false, "Shift+R", "key.heads_col", [](Frame& f) { select_head_word(f, true); }},
    {Group::heads, 0, 's', false, false, false, "S", "key.heads_sum", switch_head_sum},
};

bool fits(const Shortcut& shortcut, const KeyPress& key) {
  const bool same = shortcut.key ? shortcut.key == key.key : shortcut.letter == key.letter;
  return same && shortcut.control == key.control && shortcut.shift == key.shift;
}

// A view's own keys are nothing elsewhere.
bool of_other_view(Group group, ViewName view) {
  return (group == Group::map && view != ViewName::map) || (group == Group::heads && view != ViewName::heads) ||
         (group == Group::translation && view != ViewName::translation);
}
// What lies over the window has the keyboard: of the table it leaves what is of the window as a whole.
bool acts_over_sheets(const Shortcut& s) {
  if (s.key == GLFW_KEY_F6) return true;
  const bool folds_outline = s.control && s.letter == 'b';
  return s.while_typing && !folds_outline && (s.group == Group::look || s.group == Group::window);
}

bool of_one_view(Group group) { return group == Group::map || group == Group::heads || group == Group::translation; }

}  // namespace

std::span<const Shortcut> shortcuts() { return table; }

void press(Frame& frame, const KeyPress& key) {
  if (press_export(frame, key) || press_focused(frame, key)) return;
  const bool captured =
      frame.view.sheet_open || frame.view.folder.open || frame.view.exporting.open;  // a sheet lies over everything
  for (const bool own : {true, false})  // the keys of the view in sight come before those of all views
    for (const Shortcut& shortcut : table) {
      if (!fits(shortcut, key) || of_one_view(shortcut.group) != own) continue;
      if (of_other_view(shortcut.group, frame.document.view)) continue;
      if (frame.view.typing && !shortcut.while_typing) continue;
      if (captured && !acts_over_sheets(shortcut)) continue;
      return shortcut.act(frame);
    }
}

}  // namespace attn::gui
