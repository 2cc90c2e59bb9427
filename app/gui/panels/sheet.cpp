#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "app/gui/actions.h"
#include "app/gui/controls.h"
#include "app/gui/overlay.h"
#include "app/gui/panels/panels.h"
#include "app/gui/shortcuts.h"

namespace attn::gui {
namespace {

constexpr float side = 24, row = 26, keys_width = 104;

// "Maj+← →": keys as the keyboards of this language have them.
std::string named_keys(const Frame& frame, std::string_view keys) {
  constexpr std::pair<std::string_view, const char*> names[] = {
      {"Space", "keyname.space"},    {"Enter", "keyname.enter"}, {"Shift", "keyname.shift"},
      {"Home", "keyname.home"},      {"End", "keyname.end"},     {"PgUp", "keyname.page_up"},
      {"PgDn", "keyname.page_down"}, {"Del", "keyname.delete"},  {"Esc", "keyname.escape"}};
  std::string words(keys);
  for (const auto& [name, key] : names) {
    const std::string_view own = frame.texts(key);
    for (std::size_t at = 0; (at = words.find(name, at)) != words.npos; at += own.size())
      words.replace(at, name.size(), own);
  }
  return words;
}

float group(Frame& frame, Shortcut::Group which, const char* title, float x, float y, float width) {
  section(frame, x, y + 8, width, frame.texts(title));
  y += 24;
  for (const Shortcut& s : shortcuts()) {
    if (s.group != which || !s.keys) continue;
    const std::string keys = named_keys(frame, s.keys);
    const float w = frame.fonts.width(keys, Font::mono, 11) + 14;
    fill(frame, {x, y + 2, w, 20}, frame.theme.bg2, 4);
    outline(frame, {x, y + 2, w, 20}, frame.theme.line2, 4);
    text(frame, x + 7, y + 12, keys, {Font::mono, 11, frame.theme.t1});
    text(frame, x + keys_width, y + 12, frame.texts(s.about), {Font::ui, 12.5f, frame.theme.t2}, width - keys_width);
    y += row;
  }
  return y + 12;
}

float settings(Frame& frame, float x, float y, float width) {
  Document& document = frame.document;
  const scene::Theme& theme = frame.theme;
  section(frame, x, y + 8, width, frame.texts("sheet.settings"));
  y += 26;
  text(frame, x, y + 14, frame.texts("sheet.zoom"), {Font::ui, 12.5f, theme.t2}, width - 150);
  if (icon_button(frame, "###zoom out", {x + width - 132, y, 28, 28}, Icon::minus, frame.texts("key.zoom"),
                  {false, document.zoom > smallest_zoom}))
    zoom_by(frame, -0.1f);
  text(frame, x + width - 66, y + 14, fmt::format("{}\u2009%", std::lround(document.zoom * 100)),
       {Font::mono, 12, theme.t1, scene::Align::center});
  if (icon_button(frame, "###zoom in", {x + width - 28, y, 28, 28}, Icon::plus, frame.texts("key.zoom"),
                  {false, document.zoom < largest_zoom}))
    zoom_by(frame, 0.1f);
  y += 36;
  const std::string labels[] = {std::string(frame.texts("sheet.motion_full")),
                                std::string(frame.texts("sheet.motion_reduced"))};
  const Segments segments{"motion", labels, document.reduced_motion ? 1u : 0u};
  const float w = segments_width(frame, segments);
  text(frame, x, y + 14, frame.texts("sheet.motion"), {Font::ui, 12.5f, theme.t2}, width - w - 12);
  document.reduced_motion = segmented(frame, x + width - w, y, 28, segments, frame.texts("sheet.motion_tip")) == 1;
  return y + 40;
}

void shortcuts_page(Frame& frame) {
  const float inner = panel_width(frame) - 2 * side, gap = 32;
  const bool two = inner >= 620;
  const float column = two ? (inner - gap) / 2 : inner, right = two ? side + column + gap : side;
  const float top = overlay_title_height + 8;
  float left_end = group(frame, Shortcut::Group::move, "sheet.move", side, top, column);
  if (!two) left_end = group(frame, Shortcut::Group::map, "sheet.map", side, left_end, column);
  left_end = group(frame, Shortcut::Group::heads, "sheet.heads", side, left_end, column);
  left_end = group(frame, Shortcut::Group::translation, "sheet.translation", side, left_end, column);
  float y = two ? top : left_end;
  y = settings(frame, right, y, column) + 12;
  y = group(frame, Shortcut::Group::look, "sheet.look", right, y, column);
  y = group(frame, Shortcut::Group::edit, "sheet.edit", right, y, column);
  y = group(frame, Shortcut::Group::window, "sheet.window", right, y, column);
  if (two) y = group(frame, Shortcut::Group::map, "sheet.map", right, y, column);
  content_ends(frame, std::max(left_end, y));
}

// What the words and signs of the window mean.
void glossary(Frame& frame) {
  static constexpr std::pair<const char*, const char*> terms[] = {{"glossary.token", "glossary.token_is"},
                                                                  {"glossary.middle", "glossary.middle_is"},
                                                                  {"glossary.space", "glossary.space_is"},
                                                                  {"glossary.marks", "glossary.marks_is"},
                                                                  {"glossary.embedding", "glossary.embedding_is"},
                                                                  {"glossary.position", "glossary.position_is"},
                                                                  {"glossary.query", "glossary.query_is"},
                                                                  {"glossary.score", "glossary.score_is"},
                                                                  {"glossary.mask", "glossary.mask_is"},
                                                                  {"glossary.weights", "glossary.weights_is"},
                                                                  {"glossary.head", "glossary.head_is"},
                                                                  {"glossary.bits", "glossary.bits_is"},
                                                                  {"glossary.residual", "glossary.residual_is"},
                                                                  {"glossary.norm", "glossary.norm_is"},
                                                                  {"glossary.unit", "glossary.unit_is"},
                                                                  {"glossary.logit", "glossary.logit_is"},
                                                                  {"glossary.decoding", "glossary.decoding_is"},
                                                                  {"glossary.given", "glossary.given_is"},
                                                                  {"glossary.ops", "glossary.ops_is"}};
  const float inner = panel_width(frame) - 2 * side, names = std::min(190.0f, inner * 0.34f);
  float y = overlay_title_height + 12;
  for (const auto& [term, is] : terms) {
    const float end =
        paragraph(frame, side, y, names - 12, frame.texts(term), {Font::ui_bold, 12.5f, frame.theme.t1}, 18);
    y = std::max(end, paragraph(frame, side + names, y, inner - names, frame.texts(is),
                                {Font::ui, 12.5f, frame.theme.t2}, 18)) +
        7;
  }
  content_ends(frame, y + 8);
}

}  // namespace

void sheet_panel(Frame& frame, float width, float height) {
  if (!begin_overlay(frame, {"###sheet", 820, 782}, width, height, frame.view.sheet_open)) return;
  const std::string names[] = {std::string(frame.texts("sheet.keys")), std::string(frame.texts("sheet.glossary"))};
  const Segments segments{"sheet page", names, frame.view.sheet_glossary ? 1u : 0u};
  overlay_title(frame, frame.texts("sheet.title"), frame.view.sheet_open);
  const float x = panel_width(frame) - 60 - segments_width(frame, segments);
  frame.view.sheet_glossary = segmented(frame, x, 14, 28, segments) == 1;
  if (frame.view.sheet_glossary)
    glossary(frame);
  else
    shortcuts_page(frame);
  end_overlay(frame);
}

}  // namespace attn::gui
