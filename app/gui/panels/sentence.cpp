#include <imgui_internal.h>

#include <algorithm>
#include <utility>

#include "app/gui/actions.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets.h"

namespace attn::gui {
namespace {

constexpr float chip_padding = 10, chip_gap = 6;

int grow(ImGuiInputTextCallbackData* data) {
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    auto& text = *static_cast<std::string*>(data->UserData);
    text.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = text.data();
  }
  return 0;
}

void sentence_field(Frame& frame, const scene::Rect& rect) {
  std::string& sentence = frame.document.sentence;
  const float px = frame.px;
  frame.fonts.push(Font::ui, 15, sentence);
  ImGui::SetCursorScreenPos(on_screen(frame, rect.x, rect.y));
  ImGui::SetNextItemWidth(rect.w * px);
  const float padding = std::max(0.0f, (rect.h * px - ImGui::GetFontSize()) / 2);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {12 * px, padding});
  const bool bad = frame.derived.problem.has_value() && !frame.derived.busy;
  ImGui::PushStyleColor(ImGuiCol_Border, color4(bad ? frame.theme.err : frame.theme.line3));
  // By itself the field would answer Escape with the text it had before.
  if (frame.view.escape && ImGui::GetActiveID() == ImGui::GetID("###sentence field")) ImGui::ClearActiveID();
  if (std::exchange(frame.view.edit_sentence, false)) {
    ImGui::SetKeyboardFocusHere();
    frame.view.awaiting_caret = 3;
  }
  ImGui::InputText("###sentence field", sentence.data(), sentence.capacity() + 1, ImGuiInputTextFlags_CallbackResize,
                   grow, &sentence);
  const bool active = ImGui::IsItemActive(), hovered = ImGui::IsItemHovered();
  if (active) frame.view.awaiting_caret = 0;
  frame.view.typing = frame.view.typing || active;
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  frame.fonts.pop();
  if (active) outline(frame, {rect.x - 1, rect.y - 1, rect.w + 2, rect.h + 2}, frame.theme.ink, 7, 2);
  if (hovered && !active) tooltip(frame, frame.texts("ui.sentence_tip"));
  if (sentence.empty() && !active)
    text(frame, rect.x + 12, rect.y + rect.h / 2, frame.texts("ui.sentence_hint"), {Font::ui, 14, frame.theme.t3},
         rect.w - 24);
}

// A word of the translation; a click shows how it was chosen.
float chip(Frame& frame, float x, float y, float h, std::size_t i, const std::string& word) {
  const std::string path = "decode" + std::to_string(i + 1) + "/output/probabilities";
  const bool current = frame.document.step.starts_with("decode" + std::to_string(i + 1) + "/");
  const bool mark = word.starts_with("<");
  const TextStyle style{mark ? Font::mono : Font::ui, mark ? 11.0f : 14.0f, current ? frame.theme.t1 : frame.theme.t2};
  const scene::Rect rect{x, y, frame.fonts.width(word, style.font, style.size) + 2 * chip_padding, h};
  const Touch t = touch(frame, ("###word " + std::to_string(i)).c_str(), rect);
  fill(frame, rect, current ? frame.theme.bg4 : t.hovered ? frame.theme.bg3 : frame.theme.bg2, 6);
  outline(frame, rect, current ? frame.theme.ink : frame.theme.line2, 6);
  text(frame, x + chip_padding, y + h / 2, word, style);
  if (t.clicked) go(frame, frame.trace().find(path));
  return rect.w;
}

// As many words as there is room for, then how many are left.
void target_words(Frame& frame, float x, float y, float right, float h) {
  const std::vector<std::string>& words = frame.translation()->labels;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool mark = words[i].starts_with("<");
    const float w = frame.fonts.width(words[i], mark ? Font::mono : Font::ui, mark ? 11.0f : 14.0f) + 2 * chip_padding;
    const bool last = i + 1 == words.size();
    if (x + w > right - (last ? 0.0f : 36.0f)) {
      text(frame, x + 4, y + h / 2, "+" + std::to_string(words.size() - i), {Font::mono, 11, frame.theme.t3},
           right - x);
      return;
    }
    x += chip(frame, x, y, h, i, words[i]) + chip_gap;
  }
}

}  // namespace

void sentence_panel(Frame& frame) {
  const float width = panel_width(frame), height = panel_height(frame), h = height < 48 ? 28.0f : 32.0f,
              y = (height - h) / 2;
  float x = 16;
  x += text(frame, x, height / 2, frame.texts("ui.source"), {Font::ui_bold, 10.5f, frame.theme.t3}) + 10;
  const float field = std::clamp(width * 0.45f - x, 160.0f, 900.0f);
  sentence_field(frame, {x, y, field, h});
  x += field + 16;
  icon(frame, Icon::closed, x, height / 2, frame.theme.t3);
  x += 16;
  x += text(frame, x, height / 2, frame.texts("ui.target"), {Font::ui_bold, 10.5f, frame.theme.t3}) + 10;
  if (frame.translation()) target_words(frame, x, y, width - 16, h);
}

}  // namespace attn::gui
