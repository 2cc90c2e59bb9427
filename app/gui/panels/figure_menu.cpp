// The menu of a figure: a click of the right button on the stage, the map, the heads or the translation.
#include <imgui_internal.h>

#include <algorithm>
#include <string_view>

#include "app/core/names.h"
#include "app/gui/export_actions.h"
#include "app/gui/panels/panels.h"
#include "app/gui/record_note.h"
#include "app/gui/widgets.h"

namespace attn::gui {
namespace {

constexpr const char* menu = "###figure menu";
constexpr std::string_view figures_in[] = {"###stage",        "###map",           "###heads page",
                                           "###heads detail", "###heads overlay", "###translation table"};

bool over_a_figure() {
  const ImGuiWindow* window = ImGui::GetCurrentContext()->HoveredWindow;
  if (!window) return false;
  const std::string_view name = window->RootWindow->Name;
  return std::find(std::begin(figures_in), std::end(figures_in), name) != std::end(figures_in);
}

bool item(Frame& frame, const char* id, const std::string& words, const char* keys, float width) {
  frame.fonts.push(Font::ui, 13, words);
  const bool clicked = ImGui::Selectable((words + id).c_str(), false, 0, {width * frame.px, 26 * frame.px});
  frame.fonts.pop();
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  if (frame.record) note_item(*frame.record, id, low, high, frame.px);
  const Fonts::Sized f = frame.fonts.get(Font::mono, 11, keys);
  const float w = frame.fonts.width(keys, Font::mono, 11) * frame.px;
  ImGui::GetWindowDrawList()->AddText(f.font, f.size, {high.x - w - 4 * frame.px, low.y + 4 * frame.px},
                                      color(frame.theme.t3), keys);
  return clicked;
}

}  // namespace

void figure_menu(Frame& frame) {
  if (!frame.run() || frame.step < 0) return;
  if (ImGui::IsMouseReleased(ImGuiMouseButton_Right) && over_a_figure()) ImGui::OpenPopup(menu);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {8 * frame.px, 6 * frame.px});
  if (ImGui::BeginPopup(menu)) {
    const std::string numbers =
        frame.texts(Message{"export.copy_numbers", {step_title(frame.texts, frame.trace()[frame.step])}});
    const std::string picture(frame.texts("export.copy_image")), more(frame.texts("export.menu"));
    const float width = 24 + frame.fonts.width("Ctrl+Shift+C", Font::mono, 11) +
                        std::max({frame.fonts.width(numbers, Font::ui, 13), frame.fonts.width(picture, Font::ui, 13),
                                  frame.fonts.width(more, Font::ui, 13)});
    if (item(frame, "###menu export", more, "Ctrl+E", width)) ask_for_export(frame);
    if (item(frame, "###menu image", picture, "Ctrl+Shift+C", width)) copy_image(frame);
    if (item(frame, "###menu numbers", numbers, "Ctrl+C", width)) copy_numbers(frame);
    if (frame.view.escape) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

}  // namespace attn::gui
