// The translation as it is decoded: a row per word, the arithmetic of one of them beside it.
#include <imgui_internal.h>

#include "app/gui/panels/panels.h"
#include "app/gui/panels/stage_parts.h"
#include "app/gui/panels/translation_parts.h"
#include "app/gui/view.h"

namespace attn::gui {
namespace {

constexpr float strip_width = 40;

float panel_width_for(float width) { return width >= 1920 ? 400.0f : 344.0f; }

// Where there is no room for the arithmetic: a strip that opens it over the table.
void strip(Frame& frame) {
  TranslationView& view = frame.view.translation;
  const float width = panel_width(frame);
  if (icon_button(frame, "###arithmetic", {(width - 28) / 2, 12, 28, 28}, view.overlay ? Icon::next : Icon::previous,
                  frame.texts("translation.panel_tip")))
    view.overlay = !view.overlay;
}

void overlay(Frame& frame, const scene::Rect& place) {
  TranslationView& view = frame.view.translation;
  if (!view.overlay) return;
  if (begin_panel(frame, "###arithmetic overlay", place, frame.theme.bg1, Edge::left)) {
    if (ImGui::IsWindowAppearing()) ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    translation_inspector(frame);
  }
  if (frame.view.escape && !frame.view.typing) view.overlay = false;
  end_panel();
}

void draw(Frame& frame, float width, float height) {
  const Areas a = areas(width, height, false, true);
  const scene::Theme& theme = frame.theme;
  if (!settle_translation(frame) || covers_picture(frame)) {
    panel(frame, "###stage", a.middle, theme.bg0, Edge::none, stage_panel);
    return;
  }
  const bool narrow = width < 1280;
  const float beside = narrow ? strip_width : panel_width_for(width),
              head = translation_head_height(frame, height < 700);
  const float left = a.middle.w - beside, y = a.middle.y, h = a.middle.h;
  panel(frame, "###translation head", {0, y, left, head}, theme.bg0, Edge::none, translation_head);
  panel(frame, "###translation table", {0, y + head, left, h - head}, theme.bg0, Edge::none, translation_table);
  const scene::Rect right{left, y, beside, h};
  if (!narrow) {
    panel(frame, "###translation inspector", right, theme.bg1, Edge::left, translation_inspector);
    return;
  }
  panel(frame, "###translation strip", right, theme.bg1, Edge::left, strip);
  overlay(frame, {left - panel_width_for(width), y, panel_width_for(width), h});
}

}  // namespace

extern constinit const ViewKind translation_view;
const ViewKind translation_view{ViewName::translation, "view.translation", "###view translation", true, draw};

}  // namespace attn::gui
