// Every head of the run: filters, all of them small, one of them large.
#include <imgui_internal.h>

#include <algorithm>

#include "app/gui/panels/heads_parts.h"
#include "app/gui/panels/panels.h"
#include "app/gui/panels/stage_parts.h"
#include "app/gui/view.h"
#include "app/gui/widgets.h"
#include "app/scene/marks.h"

namespace attn::gui {
namespace {

constexpr float tab_width = 28;

// In logical pixels; the detail is 0 where it lies over the page when it is asked for.
struct Widths {
  float filters, detail, overlay;
};
Widths widths_of(float width) {
  const float filters = width >= 1920 ? 264.0f : width >= 900 ? 232.0f : 200.0f;
  const float detail = width >= 1920 ? std::min(860.0f, std::floor(width * 0.34f)) : width >= 1280 ? 568.0f : 0.0f;
  return {filters, detail, std::min(568.0f, width - 96)};
}

// At the right edge: brings the enlarged head in.
void tab(Frame& frame) {
  const scene::Theme& theme = frame.theme;
  const float width = panel_width(frame), height = panel_height(frame);
  const scene::Rect all{1, 0, width - 1, height};
  const Touch t = touch(frame, "###show head", all);
  if (t.hovered) fill(frame, all, t.held ? theme.bg4 : theme.bg3);
  icon(frame, Icon::previous, width / 2, 18, theme.t1);
  const std::string words(frame.texts("heads.show"));
  scene::Scene label;
  label.marks.push_back(scene::parts::text(width / 2, 0, words, Font::ui, 12, theme.t2));
  label.marks.back().angle = 90;
  label.marks.back().rect.y = 44 + frame.fonts.width(words, Font::ui, 12);
  ImGui::GetWindowDrawList()->PushClipRectFullScreen();  // letters are laid out level before they are turned
  draw(*ImGui::GetWindowDrawList(), label, {on_screen(frame, 0, 0), frame.px, 1, 1, frame.record}, frame.fonts,
       frame.textures);
  ImGui::GetWindowDrawList()->PopClipRect();
  if (t.hovered) tooltip(frame, frame.texts("key.heads_overlay"));
  if (t.clicked) frame.view.heads.overlay = true;
}

void draw_view(Frame& frame, float width, float height) {
  const scene::Rect area = areas(width, height, false, true).middle;
  if (!settle_heads(frame) || stage_has_card(frame)) {
    panel(frame, "###stage", area, frame.theme.bg0, Edge::none, stage_card);
    return;
  }
  const Widths w = widths_of(width);
  panel(frame, "###heads filters", {0, area.y, w.filters, area.h}, frame.theme.bg1, Edge::right, heads_filters);
  panel(frame, "###heads page", {w.filters, area.y, width - w.filters - (w.detail > 0 ? w.detail : tab_width), area.h},
        frame.theme.bg0, Edge::none, heads_page);
  HeadsView& view = frame.view.heads;
  if (w.detail > 0) {
    view.overlay = false;
    panel(frame, "###heads detail", {width - w.detail, area.y, w.detail, area.h}, frame.theme.bg1, Edge::left,
          heads_detail);
    return;
  }
  panel(frame, "###heads tab", {width - tab_width, area.y, tab_width, area.h}, frame.theme.bg1, Edge::left, tab);
  if (view.overlay) {
    if (begin_panel(frame, "###heads overlay", {width - w.overlay, area.y, w.overlay, area.h}, frame.theme.bg1,
                    Edge::left)) {
      if (ImGui::IsWindowAppearing()) ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
      heads_detail(frame);
    }
    end_panel();
    if (frame.view.escape) view.overlay = false;
  }
}

bool fits(const Frame& frame) { return frame.derived.answer.heads && !frame.derived.answer.heads->all.empty(); }

}  // namespace

extern constinit const ViewKind heads_view;
const ViewKind heads_view{ViewName::heads, "view.heads", "###view heads", true, draw_view, fits};

}  // namespace attn::gui
