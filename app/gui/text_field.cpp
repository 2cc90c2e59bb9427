#include "app/gui/text_field.h"

#include <imgui_internal.h>

#include <algorithm>

#include "app/gui/record_note.h"

namespace attn::gui {
namespace {

int grow(ImGuiInputTextCallbackData* data) {
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    auto& text = *static_cast<std::string*>(data->UserData);
    text.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = text.data();
  }
  return 0;
}

}  // namespace

bool text_field(Frame& frame, const TextField& field, std::string& words) {
  const float px = frame.px;
  frame.fonts.push(Font::ui, field.size, words);
  ImGui::SetCursorScreenPos(on_screen(frame, field.rect.x, field.rect.y));
  ImGui::SetNextItemWidth(field.rect.w * px);
  const float padding = std::max(0.0f, (field.rect.h * px - ImGui::GetFontSize()) / 2);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {12 * px, padding});
  ImGui::PushStyleColor(ImGuiCol_Border, color4(field.bad ? frame.theme.err : frame.theme.line3));
  // By itself the field would answer Escape with the text it had before.
  if (frame.view.escape && ImGui::GetActiveID() == ImGui::GetID(field.id)) ImGui::ClearActiveID();
  if (field.take_caret) {
    ImGui::SetKeyboardFocusHere();
    frame.view.awaiting_caret = 3;
  }
  constexpr auto flags =
      ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_NoUndoRedo;
  const bool entered = ImGui::InputText(field.id, words.data(), words.capacity() + 1, flags, grow, &words);
  const bool active = ImGui::IsItemActive();
  if (frame.record) note_item(*frame.record, field.id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), px);
  if (active) frame.view.awaiting_caret = 0;
  frame.view.typing = frame.view.typing || active;
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  frame.fonts.pop();
  const scene::Rect& r = field.rect;
  if (active) outline(frame, {r.x - 1, r.y - 1, r.w + 2, r.h + 2}, field.bad ? frame.theme.err : frame.theme.ink, 7, 2);
  if (words.empty() && !active)
    text(frame, r.x + 12, r.y + r.h / 2, field.hint, {Font::ui, field.size - 1, frame.theme.t3}, r.w - 24);
  return entered;
}

bool field_key(ImGuiKey key) {
#if IMGUI_VERSION_NUM < 18700
  return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key));
#else
  return ImGui::IsKeyPressed(key);
#endif
}

}  // namespace attn::gui
