// Tooltips: what they say, broken into short lines, and where, so that they hide nothing that they are about.
#include <algorithm>
#include <cmath>

#include "app/gui/place.h"
#include "app/gui/widgets.h"
#include "app/scene/text.h"

namespace attn::gui {
namespace {

constexpr float longest_line = 320, size = 12, pad_x = 8, pad_y = 6;

std::string in_lines(Frame& frame, std::string_view words) {
  std::string lines, room;
  for (const std::string& line : scene::wrap(words, longest_line, Font::ui, size, frame.fonts.measure()))
    lines += (lines.empty() ? "" : "\n") + std::string(frame.fonts.shown(line, Font::ui, room));
  return lines;
}

// Logical pixels of the window.
scene::Rect logical(const Frame& frame, ImVec2 low, ImVec2 high) {
  return {low.x / frame.px, low.y / frame.px, (high.x - low.x) / frame.px, (high.y - low.y) / frame.px};
}

void show(Frame& frame, std::string_view words, const scene::Rect& about, Tip where) {
  if (words.empty() || !frame.view.tips) return;
  const std::string lines = in_lines(frame, words);
  frame.fonts.push(Font::ui, size, lines);
  const ImVec2 text = ImGui::CalcTextSize(lines.data(), lines.data() + lines.size());
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const scene::Rect room{0, 0, window.x / frame.px, window.y / frame.px};
  const float w = std::ceil(text.x / frame.px) + 2 * pad_x, h = std::ceil(text.y / frame.px) + 2 * pad_y;
  const scene::Rect place = tip_place(room, about, w, h, where);
  ImGui::SetNextWindowPos({std::round(place.x * frame.px), std::round(place.y * frame.px)});
  ImGui::SetNextWindowSize({std::round(w * frame.px), std::round(h * frame.px)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {pad_x * frame.px, pad_y * frame.px});
  ImGui::PushStyleColor(ImGuiCol_Border, color4(frame.theme.line2));
  ImGui::PushStyleVar(ImGuiStyleVar_PopupBorderSize, 1);
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(lines.data(), lines.data() + lines.size());
  ImGui::EndTooltip();
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
  frame.fonts.pop();
  if (frame.record) frame.record->tip = {lines, place, about};
}

}  // namespace

void tooltip(Frame& frame, std::string_view words) {
  constexpr float widest = 360, highest = 80;  // of a control
  const scene::Rect item = logical(frame, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  if (item.w <= widest && item.h <= highest) return show(frame, words, item, Tip::below);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  show(frame, words, logical(frame, mouse, mouse), Tip::beside);
}

void tooltip(Frame& frame, std::string_view words, const scene::Rect& about, Tip where) {
  show(frame, words,
       logical(frame, on_screen(frame, about.x, about.y), on_screen(frame, about.x + about.w, about.y + about.h)),
       where);
}

void tooltip(Frame& frame, std::string_view words, const scene::Rect& in_scene, const Placement& at) {
  const ImVec2 low(at.origin.x + in_scene.x * at.px, at.origin.y + in_scene.y * at.px);
  show(frame, words, logical(frame, low, {low.x + in_scene.w * at.px, low.y + in_scene.h * at.px}), Tip::beside);
}

scene::Rect touched(const Frame& frame) {
  const ImVec2 corner = on_screen(frame, 0, 0), low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  return logical(frame, {low.x - corner.x, low.y - corner.y}, {high.x - corner.x, high.y - corner.y});
}

}  // namespace attn::gui
