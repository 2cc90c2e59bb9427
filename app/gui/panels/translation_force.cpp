// Another word, typed: the pieces of the vocabulary that begin so, with their probability here.
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "app/core/completion.h"
#include "app/gui/panels/translation_parts.h"
#include "app/gui/record_note.h"
#include "app/gui/style.h"
#include "app/gui/text_field.h"
#include "app/gui/translation_actions.h"
#include "app/scene/format.h"

namespace attn::gui {
namespace {

constexpr std::size_t most = 5;
constexpr float card_width = 232, field_height = 34, line_height = 26;

void close(Frame& frame) {
  frame.view.translation.forcing = 0;
  frame.view.translation.typed.clear();
}

// The letters that the picked piece goes on with, after the caret.
void ghost(Frame& frame, const std::string& typed, const std::string& label) {
  if (typed.empty() || !label.starts_with(typed)) return;
  const float x = 44 + frame.fonts.width(typed, Font::ui, 14) + 2;
  text(frame, x, 5 + field_height / 2, std::string_view(label).substr(typed.size()), {Font::ui, 14, frame.theme.t3},
       card_width - 12 - x);
}

void entry(Frame& frame, float y, const Tensor& p, Index id, std::size_t place) {
  TranslationView& view = frame.view.translation;
  const scene::Rect box{6, y, card_width - 12, line_height - 1};
  const Touch t = touch(frame, ("###completion " + std::to_string(place)).c_str(), box);
  const bool picked = static_cast<int>(place) == view.pick;
  if (picked || t.hovered) fill(frame, box, picked ? frame.theme.bg4 : frame.theme.bg2, 5);
  text(frame, 16, y + 12.5f, p.col_axis.label(id),
       {picked ? Font::ui_bold : Font::ui, 13, picked ? frame.theme.t1 : frame.theme.t2}, card_width - 90);
  text(frame, card_width - 16, y + 12.5f, small_text(static_cast<double>(p(0, id))),
       {Font::mono, 11.5f, picked ? frame.theme.t1 : frame.theme.t2, scene::Align::right});
  if (t.clicked) {
    force_word(frame, view.forcing, id);
    close(frame);
  }
}

// lines: how many pieces there is room for.
void content(Frame& frame, const scene::TableRow& row, std::size_t lines) {
  TranslationView& view = frame.view.translation;
  const scene::Theme& theme = frame.theme;
  const Step& step = frame.trace()[written_word(frame, row.t).probabilities];
  const Tensor& p = step.out;
  const std::string before = view.typed;
  const bool entered = text_field(frame,
                                  {"###force field",
                                   {30, 6, card_width - 38, field_height - 2},
                                   14,
                                   frame.texts("translation.force_hint"),
                                   false,
                                   view.fresh},
                                  view.typed);
  view.fresh = false;
  if (view.typed != before) view.pick = 0;
  const std::vector<Index> found = completions(p, frame.trace()[step.inputs[0]].out, view.typed, lines);
  const int last = static_cast<int>(found.size()) - 1;
  if (field_key(ImGuiKey_DownArrow)) ++view.pick;
  if (field_key(ImGuiKey_UpArrow)) --view.pick;
  view.pick = std::clamp(view.pick, 0, std::max(0, last));
  icon(frame, Icon::pencil, 18, 6 + field_height / 2, theme.edit);
  float y = field_height + 10;
  line(frame, 1, y - 3, card_width - 1, y - 3, theme.line2);
  if (!found.empty()) ghost(frame, view.typed, p.col_axis.label(found[static_cast<std::size_t>(view.pick)]));
  for (std::size_t i = 0; i < lines; ++i, y += line_height) {
    if (i < found.size()) {
      entry(frame, y, p, found[i], i);
    } else if (i == found.size()) {
      const bool none = found.empty();
      const std::string words =
          frame.texts(Message{none ? "translation.no_piece" : "translation.any_of", {std::to_string(p.cols())}});
      text(frame, 16, y + 12.5f, words, {Font::ui, 12, none ? theme.err : theme.t3}, card_width - 32);
    }
    if (view.forcing == 0) return;
  }
  line(frame, 1, y + 3, card_width - 1, y + 3, theme.line2);
  text(frame, 16, y + 18, frame.texts(Message{"translation.force_enter", {std::to_string(row.t + 1)}}),
       {Font::ui, 11, theme.t2}, card_width - 32);
  const std::string& now = frame.run()->written[static_cast<std::size_t>(row.t - 1)].label;
  text(frame, 16, y + 36, frame.texts(Message{"translation.force_escape", {now}}), {Font::ui, 11, theme.t3},
       card_width - 32);
  if (entered && !found.empty()) {
    force_word(frame, row.t, found[static_cast<std::size_t>(view.pick)]);
    return close(frame);
  }
  if (frame.view.escape) close(frame);
}

}  // namespace

void force_card(Frame& frame, const scene::TableRow& row) {
  constexpr float around = field_height + 10 + 50;
  const float px = frame.px, top = ImGui::GetScrollY() / px, room = panel_height(frame), width = panel_width(frame);
  const float lines = std::clamp(std::floor((room - 16 - around) / line_height), 1.0f, static_cast<float>(most));
  const float height = around + line_height * lines;
  // Below the word; above it where there is no room.
  float y = row.chosen.y + row.chosen.h + 6;
  if (y + height > top + room - 8) y = std::max(top + 8, top + room - 8 - height);
  const float x = std::min(row.chosen.x, width - card_width - 12);
  ImGui::SetCursorScreenPos(on_screen(frame, x, y));
  ImGui::PushStyleColor(ImGuiCol_ChildBg, color4(frame.theme.bg3));
  ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, 8 * px);
  ImGui::BeginChild("###card over the table", {card_width * px, height * px}, false,
                    ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  const bool fresh = frame.view.translation.fresh;
  content(frame, row, static_cast<std::size_t>(lines));
  outline(frame, {0.5f, 0.5f, card_width - 1, height - 1}, frame.theme.edit, 8, 1.5f);
  const bool beside = ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
                      !ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  if (beside && !fresh) close(frame);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
}

}  // namespace attn::gui
