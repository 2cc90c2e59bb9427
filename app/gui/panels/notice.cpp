#include <imgui_internal.h>

#include <algorithm>

#include "app/gui/panels/panels.h"
#include "app/gui/widgets.h"
#include "app/scene/text.h"

namespace attn::gui {

void notice_panel(Frame& frame, float width, float height) {
  if (!frame.view.notice) return;
  const std::string words = frame.texts(*frame.view.notice);
  const float w = std::min(560.0f, width - 48), inner = w - 72;
  const auto rows = scene::wrap(words, inner, Font::ui, 13, frame.fonts.measure());
  const float h = 20 * static_cast<float>(rows.size()) + 24;
  const scene::Rect box{(width - w) / 2, areas(width, height).dock.y - h - 16, w, h};
  if (begin_panel(frame, "###notice", box, frame.theme.bg1, Edge::none)) {
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());  // panels are made behind each other
    outline(frame, {0, 0, w, h}, frame.theme.err, 8);
    paragraph(frame, 20, 12, inner, words, {Font::ui, 13, frame.theme.t1}, 20);
    if (icon_button(frame, "###close notice", {w - 42, h / 2 - 14, 28, 28}, Icon::close, frame.texts("ui.close")))
      frame.view.notice.reset();
  }
  end_panel();
}

}  // namespace attn::gui
