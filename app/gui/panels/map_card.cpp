// The card of a ribbon: who looks at whom, how much, and how much in every head.
#include <fmt/format.h>

#include <algorithm>

#include "app/core/names.h"
#include "app/core/row_words.h"
#include "app/gui/panels/map_parts.h"
#include "app/gui/widgets.h"
#include "app/scene/format.h"
#include "app/scene/text.h"
#include "engine/path.h"

namespace attn::gui {
namespace {

constexpr std::size_t most_heads = 16;
constexpr float top = 92, line_height = 19, next_line = 15, foot = 32, side = 14;

// "Cross-attention · Layer 2"
std::string block_name(Frame& frame, int step) {
  const Path weights(frame.trace()[step].path);
  const std::size_t parts = weights.parts().size();  // … layer, block, head, weights
  return group_title(frame.texts, weights.first(parts - 2)) + " · " +
         group_title(frame.texts, weights.first(parts - 3));
}

// Of a row of the decoder: "Row “suis” → next word: “étudiant”".
std::vector<std::string> next_word(Frame& frame, scene::CellTag ribbon) {
  const auto words = row_and_next(*frame.run(), frame.trace()[ribbon.step].out.row_axis, ribbon.row);
  if (!words) return {};
  return scene::wrap(frame.texts(*words), map_card_width - 2 * side, Font::ui, 11, frame.fonts.measure());
}

void begin(Frame& frame, const scene::Rect& rect) {
  const float px = frame.px;
  ImGui::SetNextWindowPos({std::round(rect.x * px), std::round(rect.y * px)});
  ImGui::SetNextWindowSize({std::round(rect.w * px), std::round(rect.h * px)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 8 * px);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, color4(frame.theme.bg3));
  ImGui::Begin("###map card", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  if (frame.record) frame.record->items.push_back({"map card", rect});
  outline(frame, {0, 0, rect.w, rect.h}, frame.theme.line2, 8);
}

// What the ribbons show: the chosen head, else the mean of those that are there.
std::string shown_number(const Frame& frame, const scene::MapReading& reading) {
  const int head = std::min(frame.shown.map.head, static_cast<int>(reading.heads.size()));
  if (head == 0) return scene::cell_text(reading.mean);
  const auto& value = reading.heads[static_cast<std::size_t>(head - 1)].second;
  return value ? scene::cell_text(*value) : "–";
}

}  // namespace

float map_card_height(Frame& frame, const scene::MapReading& reading, scene::CellTag ribbon) {
  const std::size_t lines = std::min(reading.heads.size(), most_heads) + (reading.heads.size() > most_heads ? 1 : 0);
  return top + next_line * static_cast<float>(next_word(frame, ribbon).size()) +
         line_height * static_cast<float>(lines) + foot + 6;
}

void map_card(Frame& frame, const scene::MapReading& reading, scene::CellTag ribbon, float x, float y) {
  const scene::Theme& theme = frame.theme;
  const float h = map_card_height(frame, reading, ribbon), w = map_card_width, right = w - side;
  begin(frame, {x, y, w, h});
  const Tensor& all = frame.trace()[ribbon.step].out;
  const float half = (w - 2 * side - 30) / 2;
  // As everywhere: who looks, at whom.
  const float from = text(frame, side, 21, all.row_axis.label(ribbon.row), {Font::ui_bold, 13, theme.q}, half);
  text(frame, side + from + 8, 21, "→", {Font::ui, 13, theme.t3});
  text(frame, side + from + 30, 21, all.col_axis.label(ribbon.col), {Font::ui_bold, 13, theme.k}, half);
  text(frame, side, 40, block_name(frame, ribbon.step), {Font::ui, 11, theme.t2}, w - 2 * side);
  float down = 0;
  for (const std::string& words : next_word(frame, ribbon)) {
    down += next_line;
    text(frame, side, 40 + down, words, {Font::ui, 11, theme.t2}, w - 2 * side);
  }
  // The number of what the ribbons show.
  const int head = std::min(frame.shown.map.head, static_cast<int>(reading.heads.size()));
  std::string what;
  const std::string count = std::to_string(reading.heads.size());
  if (head > 0) {
    what = frame.texts(Message{"map.card_head", {std::to_string(head)}});
  } else if (reading.known < static_cast<int>(reading.heads.size())) {
    what = frame.texts(Message{"map.card_mean_so_far", {std::to_string(reading.known), count}});
  } else {
    what = frame.texts(Message{"map.card_mean", {count}});
  }
  const float used = text(frame, side, 69 + down, shown_number(frame, reading), {Font::mono, 26, theme.t1});
  const float room = w - 2 * side - used - 8;
  const auto lines = scene::wrap(what, room, Font::ui, 11, frame.fonts.measure());
  float what_y = down + (lines.size() > 1 ? 64.0f : 71.0f);
  for (std::size_t i = 0; i < lines.size() && i < 2; ++i, what_y += 14)
    text(frame, right, what_y, lines[i], {Font::ui, 11, theme.t2, scene::Align::right}, room);
  float line_y = top + down + line_height / 2;
  for (std::size_t i = 0; i < reading.heads.size() && i < most_heads; ++i, line_y += line_height) {
    const auto& value = reading.heads[i].second;
    text(frame, side, line_y, frame.texts(Message{"heads.letter", {std::to_string(i + 1)}}),
         {Font::mono, 11, theme.t2});
    const scene::Rect bar{side + 28, line_y - 4, right - side - 68, 8};
    fill(frame, bar, theme.bg1, 2);
    if (value)
      fill(frame, {bar.x, bar.y, bar.w * std::clamp(static_cast<float>(*value), 0.0f, 1.0f), bar.h},
           scene::cell_color(theme, *value, {scene::Range::Kind::unit, 1}), 2);
    text(frame, right, line_y, value ? scene::cell_text(*value) : std::string("–"),
         {Font::mono, 11, value ? theme.t1 : theme.t3, scene::Align::right}, 56);
  }
  if (reading.heads.size() > most_heads)
    text(frame, side, line_y,
         frame.texts(Message{"map.card_more", {std::to_string(reading.heads.size() - most_heads)}}),
         {Font::ui, 11, theme.t3}, w - 2 * side);
  line(frame, side, h - foot, right, h - foot, theme.line2);
  text(frame, side, h - foot / 2, frame.texts("map.card_click"), {Font::ui, 11, theme.t2}, w - 2 * side);
  ImGui::End();
}

namespace {

constexpr float strip_bar = 24, head_apart = 10;

float words_width(Frame& frame, const scene::MapReading& reading, scene::CellTag ribbon) {
  const Tensor& all = frame.trace()[ribbon.step].out;
  return frame.fonts.width(all.row_axis.label(ribbon.row), Font::ui_bold, 13) + 30 +
         frame.fonts.width(all.col_axis.label(ribbon.col), Font::ui_bold, 13) + 14 +
         frame.fonts.width(shown_number(frame, reading), Font::mono, 16);
}

float head_width(Frame& frame) { return head_apart + 22 + strip_bar + 6 + frame.fonts.width("0.00", Font::mono, 11); }

}  // namespace

float map_strip_width(Frame& frame, const scene::MapReading& reading, scene::CellTag ribbon, float room) {
  return std::min(room, 2 * side + words_width(frame, reading, ribbon) +
                            head_width(frame) * static_cast<float>(reading.heads.size()));
}

void map_strip(Frame& frame, const scene::MapReading& reading, scene::CellTag ribbon, float x, float y, float w) {
  const scene::Theme& theme = frame.theme;
  begin(frame, {x, y, w, map_strip_height});
  const Tensor& all = frame.trace()[ribbon.step].out;
  const float middle = map_strip_height / 2, right = w - side, room = (right - side) / 3;
  float at = side + text(frame, side, middle, all.row_axis.label(ribbon.row), {Font::ui_bold, 13, theme.q}, room);
  text(frame, at + 8, middle, "→", {Font::ui, 13, theme.t3});
  at += 30;
  at += text(frame, at, middle, all.col_axis.label(ribbon.col), {Font::ui_bold, 13, theme.k}, room) + 14;
  at += text(frame, at, middle, shown_number(frame, reading), {Font::mono, 16, theme.t1});
  for (std::size_t i = 0; i < reading.heads.size(); ++i) {
    if (at + head_width(frame) > right + 1) break;
    const auto& value = reading.heads[i].second;
    at += head_apart;
    text(frame, at, middle, "H" + std::to_string(i + 1), {Font::mono, 11, theme.t3});
    at += 22;
    fill(frame, {at, middle - 4, strip_bar, 8}, theme.bg1, 2);
    if (value)
      fill(frame, {at, middle - 4, strip_bar * std::clamp(static_cast<float>(*value), 0.0f, 1.0f), 8},
           scene::cell_color(theme, *value, {scene::Range::Kind::unit, 1}), 2);
    at += strip_bar + 6;
    text(frame, at, middle, value ? scene::cell_text(*value) : std::string("–"),
         {Font::mono, 11, value ? theme.t1 : theme.t3});
    at += frame.fonts.width("0.00", Font::mono, 11);
  }
  ImGui::End();
}

}  // namespace attn::gui
