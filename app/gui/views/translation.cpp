// The translation as it is decoded: a row per word, the arithmetic of one of them beside it.
#include <imgui_internal.h>

#include <utility>

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
  const bool open = frame.view.translation.overlay;
  if (icon_button(frame, "###arithmetic", {(panel_width(frame) - 28) / 2, 12, 28, 28},
                  open ? Icon::next : Icon::previous, frame.texts("translation.panel_tip")))
    frame.view.outline.toggle = true;  // as the key does
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

float notes_above(Frame& frame, const scene::Rect& area) {
  float end = 0;
  if (begin_panel(frame, "###translation notes", area, frame.theme.bg0, Edge::none)) {
    ImGui::BringWindowToDisplayBack(ImGui::GetCurrentWindow());  // it is as high as the view, but below the others
    constexpr float top = 12;
    const float y = banners(frame, 16, top, area.w - 32);
    end = y > top ? y : 0;
  }
  end_panel();
  return end;
}

void draw(Frame& frame, float width, float height) {
  const Areas a = areas(width, height, false, true);
  const scene::Theme& theme = frame.theme;
  TranslationView& view = frame.view.translation;
  if (!settle_translation(frame) || stage_has_card(frame)) {
    panel(frame, "###stage", a.middle, theme.bg0, Edge::none, stage_card);
    return;
  }
  const bool narrow = width < 1280;
  TranslationOptions& options = frame.document.translation;
  const bool folded = narrow || !options.panel;
  const float beside = folded ? strip_width : panel_width_for(width), left = a.middle.w - beside;
  // What should be known about the run stands above it.
  const float notes = notes_above(frame, {0, a.middle.y, left, a.middle.h});
  const float head = translation_head_height(frame, left), y = a.middle.y + notes, h = a.middle.h - notes;
  panel(frame, "###translation head", {0, y, left, head}, theme.bg0, Edge::none, translation_head);
  panel(frame, "###translation table", {0, y + head, left, h - head}, theme.bg0, Edge::none,
        options.decoding == Decoding::beam ? translation_tree : translation_table);
  const scene::Rect right{left, a.middle.y, beside, a.middle.h};
  panel(frame, folded ? "###translation strip" : "###translation inspector", right, theme.bg1, Edge::left,
        folded ? strip : translation_inspector);
  if (std::exchange(frame.view.outline.toggle, false)) {
    bool& open = narrow ? view.overlay : options.panel;
    open = !open;
  }
  if (narrow) overlay(frame, {left - panel_width_for(width), a.middle.y, panel_width_for(width), a.middle.h});
}

bool fits(const Frame& frame) { return !frame.run()->written.empty(); }

}  // namespace

extern constinit const ViewKind translation_view;
const ViewKind translation_view{ViewName::translation, "view.translation", "###view translation", true, draw, fits};

}  // namespace attn::gui
