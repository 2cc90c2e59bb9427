// The first minute: what this is, the story, sentences to try. It is there at the first start, over the finished run.
#include <imgui_internal.h>

#include <algorithm>

#include "app/gui/actions.h"
#include "app/gui/panels/examples.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets.h"
#include "app/scene/text.h"

namespace attn::gui {

void welcome_panel(Frame& frame, float width, float height) {
  if (!frame.view.welcome || !frame.run() || frame.derived.problem) return;
  constexpr float side = 24, line = 20, button = 32;
  const scene::Theme& theme = frame.theme;
  const float w = std::min(760.0f, width - 48), inner = w - 2 * side;
  const Run& run = *frame.run();
  const std::string title = frame.texts(Message{"welcome.title", {run.input, run.output}});
  const std::string_view words = frame.texts("welcome.words");
  const scene::Measure measure = frame.fonts.measure();
  const auto titles = static_cast<float>(scene::wrap(title, inner - 40, Font::ui_bold, 18, measure).size());
  const auto lines = static_cast<float>(scene::wrap(words, inner, Font::ui, 13, measure).size());
  const float h = 16 + 26 * titles + 4 + line * lines + 14 + button + 16 + 18 + examples_height(frame, inner) + 18;
  const float below = areas(width, height, false, true).dock.y - 16;
  if (begin_panel(frame, "###welcome", {(width - w) / 2, std::max(8.0f, below - h), w, h}, theme.bg1, Edge::none)) {
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());  // panels are made behind each other
    outline(frame, {0, 0, w, h}, theme.line3, 10);
    float y = paragraph(frame, side, 16, inner - 40, title, {Font::ui_bold, 18, theme.t1}, 26) + 4;
    y = paragraph(frame, side, y, inner, words, {Font::ui, 13, theme.t2}, line) + 14;
    const std::string_view play = frame.texts("welcome.play"), around = frame.texts("welcome.around");
    const float play_w = frame.fonts.width(play, Font::ui_bold, 13) + 28;
    if (text_button(frame, "###play the story", side + play_w, y, play, {true, true})) begin_story(frame);
    const float around_w = frame.fonts.width(around, Font::ui_bold, 13) + 28;
    if (text_button(frame, "###look around", side + play_w + 10 + around_w, y, around)) frame.view.welcome = false;
    y += button + 16;
    text(frame, side, y + 7, frame.texts("welcome.try"), {Font::ui, 12, theme.t3}, inner);
    examples(frame, side, y + 18, inner, false);
    if (icon_button(frame, "###close welcome", {w - 44, 12, 28, 28}, Icon::close, frame.texts("ui.close")))
      frame.view.welcome = false;
  }
  end_panel();
  if (frame.view.escape) frame.view.welcome = false;
}

}  // namespace attn::gui
