#include <algorithm>
#include <cmath>

#include "app/gui/actions.h"
#include "app/gui/controls.h"
#include "app/gui/export_actions.h"
#include "app/gui/panels/panels.h"
#include "app/gui/record_note.h"
#include "app/gui/view.h"
#include "engine/run_kind.h"

namespace attn::gui {
namespace {

constexpr float gap = 8;

// Nine cells of a heatmap.
void logo(Frame& frame, float x, float y) {
  static constexpr int shades[9] = {90, 190, 60, 140, 240, 120, 40, 160, 210};
  for (int i = 0; i < 9; ++i) {
    const auto shade = static_cast<std::size_t>(shades[i]);
    fill(frame, {x + 7 * static_cast<float>(i % 3), y + 7 * static_cast<float>(i / 3), 6, 6}, frame.theme.seq[shade],
         1.5f);
  }
}

float languages_switch(Frame& frame, float right, float y, float h) {
  std::vector<std::string> names;
  for (const Language language : languages) names.emplace_back(own_name(language));
  const Segments segments{"language", names, static_cast<std::size_t>(frame.document.language), 34};
  const float x = right - segments_width(frame, segments);
  frame.document.language = languages[segmented(frame, x, y, h, segments, frame.texts("ui.language_tip"))];
  return x;
}

float tab(Frame& frame, const ViewKind& kind, float x, float height) {
  const std::string_view name = frame.texts(kind.title);
  const bool current = kind.name == frame.document.view;
  const float w = std::round(frame.fonts.width(name, Font::ui_bold, 13)) + 28;
  const scene::Rect box{x, height / 2 - 14, w, 28};
  const Touch t = touch(frame, kind.id, box);
  if (current || t.hovered) fill(frame, box, t.held && !current ? frame.theme.bg4 : frame.theme.bg3, 6);
  if (current) fill(frame, {x + 12, height - 2.5f, w - 24, 2.5f}, frame.theme.ink, 1);
  text(frame, x + w / 2, height / 2, name,
       {current ? Font::ui_bold : Font::ui, 13, current ? frame.theme.t1 : frame.theme.t2, scene::Align::center});
  if (t.clicked) frame.document.view = kind.name;
  return x + w + 4;
}

float view_tabs(Frame& frame, float x, float height) {
  for (const ViewKind* kind : tabs())
    if (fits(frame, *kind)) x = tab(frame, *kind, x, height);
  return x - 4;
}

// "2+2 L · 4 H · d 64"
std::string model_shape(const Frame& frame) {
  if (!frame.derived.answer.model || frame.derived.answer.asked.request.place != frame.document.request.place)
    return {};
  const ModelConfig& c = frame.derived.answer.model->config;
  return frame.texts(Message{"ui.model_shape",
                             {std::to_string(c.encoder.layers), std::to_string(c.decoder.layers),
                              std::to_string(c.encoder.heads), std::to_string(c.d_model)}});
}

bool list_item(Frame& frame, const std::string& label, const std::string& name, bool chosen, float width) {
  frame.fonts.push(Font::ui, 13, label);
  const bool clicked =
      ImGui::Selectable((label + "###model " + name).c_str(), chosen, 0, {width * frame.px, 24 * frame.px});
  if (frame.record)
    note_item(*frame.record, "###model " + name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), frame.px);
  frame.fonts.pop();
  return clicked;
}

// Bundled models, those opened before, and a way to others.
void model_list(Frame& frame, float width) {
  for (const std::string& name : known_models(frame)) {
    if (list_item(frame, short_name(name), name, name == frame.document.request.place, width)) open_model(frame, name);
    if (ImGui::IsItemHovered() && short_name(name) != name) tooltip(frame, name, touched(frame), Tip::level);
  }
  ImGui::Separator();
  for (const RunKind* kind : run_kinds()) {
    if (kind->needs_model) continue;
    const std::string id(kind->id), label(frame.texts("run." + id));
    if (list_item(frame, label, "run " + id, frame.document.request.kind == id, width)) open_run(frame, *kind);
  }
  ImGui::Separator();
  if (list_item(frame, std::string(frame.texts("ui.open_model")), "folder", false, width)) ask_for_model(frame);
}

// The model, or the kind of run that needs none.
std::string asked_for(const Frame& frame) {
  const Request& request = frame.document.request;
  return run_kind(request.kind).needs_model ? short_name(request.place)
                                            : std::string(frame.texts("run." + request.kind));
}

void model_selector(Frame& frame, float x, float y, float width, float h) {
  const scene::Theme& theme = frame.theme;
  const scene::Rect all{x, y, width, h};
  const Touch t = touch(frame, "###model", all);
  fill(frame, all, t.hovered ? theme.bg3 : theme.bg2, 6);
  outline(frame, all, theme.line3, 6);
  const float middle = y + h / 2, end = x + width - 28;
  float at = x + 12;
  if (width >= 220) at += text(frame, at, middle, frame.texts("ui.model"), {Font::ui, 12, theme.t3}) + 8;
  at += text(frame, at, middle, asked_for(frame), {Font::ui_bold, 12.5f, theme.t1}, end - at) + 12;
  const std::string shape = model_shape(frame);
  if (width >= 220 && at + frame.fonts.width(shape, Font::mono, 11) <= end)
    text(frame, end - 4, middle, shape, {Font::mono, 11, theme.t3, scene::Align::right});
  icon(frame, Icon::open, x + width - 16, middle, theme.t2);
  if (t.hovered) tooltip(frame, frame.texts("ui.model_tip"));
  if (t.clicked) ImGui::OpenPopup("###models");
  ImGui::SetNextWindowPos(on_screen(frame, x, y + h + 4));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {8 * frame.px, 6 * frame.px});
  if (ImGui::BeginPopup("###models")) {
    model_list(frame, width - 16);
    if (frame.view.escape) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

// With its word where there is room; returns its left end.
float export_button(Frame& frame, float right, float y, float h, bool word) {
  const scene::Theme& theme = frame.theme;
  const std::string_view label = frame.texts("export.export");
  const float w = word ? std::round(frame.fonts.width(label, Font::ui_bold, 13)) + 44 : h;
  const scene::Rect box{right - w, y, w, h};
  const Touch t = touch(frame, "###export button", box);
  const double alpha = frame.run() ? 1 : 0.45;
  fill(frame, box, scene::faded(theme.ink, alpha), 6);
  icon(frame, Icon::upload, word ? box.x + 18 : box.x + w / 2, y + h / 2, scene::faded(theme.ink_on, alpha));
  if (word) text(frame, box.x + 32, y + h / 2, label, {Font::ui_bold, 13, scene::faded(theme.ink_on, alpha)});
  if (t.hovered) tooltip(frame, frame.texts("export.button_tip"));
  if (t.clicked) ask_for_export(frame);
  return box.x;
}

}  // namespace

void header_panel(Frame& frame) {
  const float width = panel_width(frame), height = panel_height(frame), h = height < 48 ? 28.0f : 32.0f,
              y = (height - h) / 2;
  logo(frame, 16, height / 2 - 10);
  const float name_end = 48 + text(frame, 48, height / 2, "AttnScope", {Font::ui_bold, 15, frame.theme.t1});
  const float tabs_end = view_tabs(frame, std::max(184.0f, name_end + 24), height);
  const bool dark = frame.document.look == Look::dark;
  float right = width - 16;
  if (icon_button(frame, "###theme", {right - h, y, h, h}, dark ? Icon::moon : Icon::sun, frame.texts("ui.theme_tip")))
    frame.document.look = dark ? Look::light : Look::dark;
  right = languages_switch(frame, right - h - gap, y, h) - gap;
  right -= h;
  if (icon_button(frame, "###help", {right, y, h, h}, Icon::help, frame.texts("ui.help_tip")))
    frame.view.sheet_open = true;
  right = export_button(frame, right - gap, y, h, right - tabs_end >= 420) - gap;
  const float room = right - tabs_end - 24;
  if (room >= 80) {
    const float w = std::min(300.0f, room);
    model_selector(frame, right - w, y, w, h);
  }
}

}  // namespace attn::gui
