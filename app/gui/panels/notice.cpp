#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "app/gui/panels/panels.h"
#include "app/gui/widgets.h"
#include "app/scene/text.h"

namespace attn::gui {
namespace {

constexpr float line_height = 20, padding = 12;

// How far the export is, and a button that stops it.
float progress(Frame& frame, float width, float below) {
  const figures::Exporter::State& state = frame.view.exporting.shown;
  if (!state.running) return below;
  const float w = std::min(560.0f, width - 48), h = 60;
  if (begin_panel(frame, "###export progress", {(width - w) / 2, below - h, w, h}, frame.theme.bg1, Edge::none)) {
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());  // panels are made behind each other
    outline(frame, {0, 0, w, h}, frame.theme.line3, 8);
    const std::string_view cancel = frame.texts("export.cancel");
    const float button = std::max(64.0f, frame.fonts.width(cancel, Font::ui_bold, 13) + 28);
    const float room = w - 2 * 20 - button - 16;
    std::string words(frame.texts("export.running"));
    const double passed = frame.now - frame.view.exporting.started;
    if (state.all > 0) {
      words = frame.texts(Message{"export.progress", {std::to_string(state.done), std::to_string(state.all)}});
      if (state.done > 0 && passed > 1) {
        const double left = passed * static_cast<double>(state.all - state.done) / static_cast<double>(state.done);
        words += frame.texts(Message{"export.left", {std::to_string(std::lround(std::ceil(left)))}});
      }
      const float part = static_cast<float>(state.done) / static_cast<float>(state.all);
      fill(frame, {20, 40, room, 4}, frame.theme.line2, 2);
      fill(frame, {20, 40, room * part, 4}, frame.theme.ink, 2);
    }
    text(frame, 20, 22, words, {Font::ui, 13, frame.theme.t1}, room);
    if (text_button(frame, "###cancel export", w - 20, 14, cancel, {false, !state.cancelled})) frame.exporter.cancel();
  }
  end_panel();
  return below - h - 8;
}

}  // namespace

void notice_panel(Frame& frame, float width, float height) {
  const float below = progress(frame, width, areas(width, height).dock.y - 16);
  if (!frame.view.notice) return;
  const std::string words = frame.texts(*frame.view.notice);
  const float w = std::min(560.0f, width - 48), inner = w - 72;
  const auto rows = scene::wrap(words, inner, Font::ui, 13, frame.fonts.measure());
  const float h = line_height * static_cast<float>(rows.size()) + 2 * padding;
  const scene::Rect box{(width - w) / 2, below - h, w, h};
  if (begin_panel(frame, "###notice", box, frame.theme.bg1, Edge::none)) {
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    outline(frame, {0, 0, w, h}, frame.view.notice->good ? frame.theme.line3 : frame.theme.err, 8);
    paragraph(frame, 20, padding, inner, words, {Font::ui, 13, frame.theme.t1}, line_height);
    if (icon_button(frame, "###close notice", {w - 42, h / 2 - 14, 28, 28}, Icon::close, frame.texts("ui.close")))
      frame.view.notice.reset();
  }
  end_panel();
}

void tell(Frame& frame, Message news) {
  constexpr double long_enough = 8;  // seconds, to read a sentence
  frame.view.notice = Notice(std::move(news), true, frame.now + long_enough);
}

}  // namespace attn::gui
