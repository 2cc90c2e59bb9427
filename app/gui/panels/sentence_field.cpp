// The text field inside the sentence: Dear ImGui's, told after every key what part of the sentence it holds.
#include <imgui_internal.h>

#include <algorithm>
#include <utility>

#include "app/gui/panels/field_text.h"
#include "app/gui/panels/sentence.h"
#include "app/gui/text_field.h"
#include "engine/runs/marian_params.h"

namespace attn::gui {
namespace {

using Open = SentenceEdit::Open;

constexpr const char* field_id = "###sentence field";

// The field gets this part of the sentence, the caret at a place in it.
void hold(SentenceEdit& edit, std::string_view part, std::size_t caret, bool select) {
  edit.text = in_field(edit.kept, part);
  edit.caret = in_field(edit.kept, part.substr(0, caret)).size();
  edit.select = select;
  edit.push = true;
  edit.reveal = true;
}

void take(Frame& frame, const WordEdit& word) {
  SentenceEdit& edit = frame.view.sentence;
  edit.sentence = word.sentence;
  set_sentence(frame.document.request, edit.sentence);
  edit.open = Open::word;
  edit.word = word.word;
  hold(edit, text_of(edit.sentence, edit.word), word.caret, false);
}

void take_all(Frame& frame, std::size_t caret, bool select) {
  SentenceEdit& edit = frame.view.sentence;
  edit.open = Open::all;
  edit.sentence = sentence_of(frame.document.request);
  hold(edit, edit.sentence, caret, select);
}

void wait_for_caret(Frame& frame) {
  frame.view.sentence.awaiting = 4;
  frame.view.awaiting_caret = 3;
}

void close(Frame& frame) {
  SentenceEdit& edit = frame.view.sentence;
  if (edit.open == Open::word && edit.word.begin == edit.word.end && !words(edit.sentence).empty())
    set_sentence(frame.document.request, removed(edit.sentence, edit.word).sentence);
  edit.open = Open::nothing;
  edit.kept.clear();
}

// The field's text is no longer the one we know: keys were typed, or a text was pasted.
void typed(Frame& frame, const std::string& text, std::size_t caret) {
  SentenceEdit& edit = frame.view.sentence;
  if (edit.open == Open::all) {
    edit.text = text;
    edit.sentence = from_field(edit.kept, text);
    set_sentence(frame.document.request, edit.sentence);
    return;
  }
  const std::size_t place = from_field(edit.kept, std::string_view(text).substr(0, caret)).size();
  take(frame, replaced(edit.sentence, edit.word, from_field(edit.kept, text), place));
  edit.push = edit.text != text;
}

// Keys that mean something at the ends of a word; the field itself ignored them.
void keys_at_the_ends(Frame& frame) {
  SentenceEdit& edit = frame.view.sentence;
  const ImGuiIO& io = ImGui::GetIO();
  const bool word = edit.open == Open::word, control = io.KeyCtrl || io.KeySuper;
  if (word && edit.all_selected && control && field_key(ImGuiKey_A))
    take_all(frame, sentence_of(frame.document.request).size(), true);
  else if (word && edit.at_begin && field_key(ImGuiKey_Backspace))
    take(frame, joined_with_previous(edit.sentence, edit.word));
  else if (word && edit.at_end && field_key(ImGuiKey_Delete))
    take(frame, joined_with_next(edit.sentence, edit.word));
  else if (word && edit.at_begin && !io.KeyShift && field_key(ImGuiKey_LeftArrow))
    take(frame, moved_to_previous(edit.sentence, edit.word));
  else if (word && edit.at_end && !io.KeyShift && field_key(ImGuiKey_RightArrow))
    take(frame, moved_to_next(edit.sentence, edit.word));
}

int on_event(ImGuiInputTextCallbackData* data) {
  Frame& frame = *static_cast<Frame*>(data->UserData);
  SentenceEdit& edit = frame.view.sentence;
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    edit.buffer.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = edit.buffer.data();
    return 0;
  }
  const std::string text(data->Buf, static_cast<std::size_t>(data->BufTextLen));
  if (data->EventFlag == ImGuiInputTextFlags_CallbackCompletion) {  // Tab
    if (edit.open == Open::word)
      take(frame, ImGui::GetIO().KeyShift ? moved_to_previous(edit.sentence, edit.word)
                                          : moved_to_next(edit.sentence, edit.word));
  } else if (!edit.push) {
    if (text != edit.text)
      typed(frame, text, static_cast<std::size_t>(data->CursorPos));
    else
      keys_at_the_ends(frame);
  }
  if (std::exchange(edit.push, false)) {
    data->DeleteChars(0, data->BufTextLen);
    data->InsertChars(0, edit.text.data(), edit.text.data() + edit.text.size());
    data->CursorPos = static_cast<int>(edit.caret);
    data->SelectionStart = edit.select ? 0 : data->CursorPos;
    data->SelectionEnd = data->CursorPos;
    if (edit.select) data->SelectionEnd = data->CursorPos = data->BufTextLen;
  }
  const bool selected = data->HasSelection();
  edit.at_begin = !selected && data->CursorPos == 0;
  edit.at_end = !selected && data->CursorPos == data->BufTextLen;
  edit.all_selected = data->BufTextLen == 0 || std::abs(data->SelectionEnd - data->SelectionStart) == data->BufTextLen;
  return 0;
}

}  // namespace

void open_word(Frame& frame, const WordEdit& word) {
  take(frame, word);
  wait_for_caret(frame);
}

void open_sentence(Frame& frame) {
  take_all(frame, sentence_of(frame.document.request).size(), true);
  wait_for_caret(frame);
}

void follow_document(Frame& frame) {
  SentenceEdit& edit = frame.view.sentence;
  const std::string now(sentence_of(frame.document.request));
  if (std::exchange(frame.view.edit_sentence, false)) open_sentence(frame);
  if (edit.open == Open::nothing || now == edit.sentence) return;
  if (edit.open == Open::all) {
    take_all(frame, now.size(), false);
    return;
  }
  const auto before = words(edit.sentence), after = words(now);
  const auto index = static_cast<std::size_t>(
      std::count_if(before.begin(), before.end(), [&](const Word& w) { return w.end <= edit.word.begin; }));
  const Word word = after.empty() ? Word{} : after[std::min(index, after.size() - 1)];
  take(frame, {now, word, word.end - word.begin});
}

float field_width(Frame& frame) {
  constexpr float padding = 20, slack = 16, least = 34;  // slack: the next letters, before the field has grown
  const SentenceEdit& edit = frame.view.sentence;
  if (words(edit.sentence).empty()) return 280;
  return std::max(least, frame.fonts.width(edit.text, Font::ui, 14) + padding + slack);
}

void sentence_field(Frame& frame, const scene::Rect& rect) {
  SentenceEdit& edit = frame.view.sentence;
  const float px = frame.px;
  const ImGuiID id = ImGui::GetID(field_id);
  frame.fonts.push(Font::ui, 14, edit.text);
  ImGui::SetCursorScreenPos(on_screen(frame, rect.x, rect.y));
  ImGui::SetNextItemWidth(rect.w * px);
  const float padding = std::max(0.0f, (rect.h * px - ImGui::GetFontSize()) / 2);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {10 * px, padding});
  ImGui::PushStyleColor(ImGuiCol_Border, color4(frame.theme.line3));
  // By itself the field would answer Escape with the text it had before.
  if (frame.view.escape && ImGui::GetActiveID() == id) ImGui::ClearActiveID();
  if (edit.awaiting == 4) ImGui::SetKeyboardFocusHere();
  ImGuiInputTextState* state = ImGui::GetInputTextState(id);
  const bool fits = frame.fonts.width(edit.text, Font::ui, 14) + 20 <= rect.w;
#if IMGUI_VERSION_NUM < 19150
  if (state && fits) state->ScrollX = 0;
#else
  if (state && fits) state->Scroll.x = 0;
#endif
  if (ImGui::GetActiveID() != id) edit.buffer = edit.text;
  constexpr int flags = ImGuiInputTextFlags_CallbackAlways | ImGuiInputTextFlags_CallbackResize |
                        ImGuiInputTextFlags_CallbackCompletion | ImGuiInputTextFlags_NoUndoRedo;
  const Clipboard clipboard(edit.kept);
  ImGui::InputText(field_id, edit.buffer.data(), edit.buffer.capacity() + 1, flags, on_event, &frame);
  const bool active = ImGui::IsItemActive(), left = ImGui::IsItemDeactivated();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  frame.fonts.pop();
  if (active) frame.view.awaiting_caret = edit.awaiting = 0;
  outline(frame, {rect.x - 1, rect.y - 1, rect.w + 2, rect.h + 2}, frame.theme.ink, 7, 2);
  if (words(edit.sentence).empty())
    text(frame, rect.x + 12, rect.y + rect.h / 2, frame.texts("ui.sentence_hint"), {Font::ui, 14, frame.theme.t3},
         rect.w - 24);
  if (left || (!active && edit.awaiting == 0)) {
    close(frame);
    return;
  }
  if (edit.awaiting > 0) --edit.awaiting;
  frame.view.typing = true;
}

}  // namespace attn::gui
