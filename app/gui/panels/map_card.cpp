// The card of a ribbon: who looks at whom, how much, and how much in every head.
#include <fmt/format.h>

#include <algorithm>

#include "app/core/names.h"
#include "app/gui/panels/map_parts.h"
#include "app/gui/widgets.h"
#include "app/scene/format.h"
#include "app/scene/text.h"
#include "engine/path.h"

namespace attn::gui {
namespace {

constexpr std::size_t most_heads = 16;
constexpr float top = 92, line_height = 19, foot = 32, side = 14;

// "Cross-attention · Layer 2"
std::string block_name(Frame& frame, int step) {
  const Path weights(frame.trace()[step].path);
  const std::size_t parts = weights.parts().size();  // … layer, block, head, weights
  return group_title(frame.texts, weights.first(parts - 2)) + " · " +
         group_title(frame.texts, weights.first(parts - 3));
}

}  // namespace

float map_card_height(const scene::MapReading& reading) {
  const std::size_t lines = std::min(reading.heads.size(), most_heads) + (reading.heads.size() > most_heads ? 1 : 0);
  return top + line_height * static_cast<float>(lines) + foot + 6;
}

void map_card(Frame& frame, const scene::MapReading& reading, scene::CellTag ribbon, float x, float y) {
  const scene::Theme& theme = frame.theme;
  const float px = frame.px, h = map_card_height(reading), w = map_card_width, right = w - side;
  ImGui::SetNextWindowPos({std::round(x * px), std::round(y * px)});
  ImGui::SetNextWindowSize({std::round(w * px), std::round(h * px)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 8 * px);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, color4(theme.bg3));
  ImGui::Begin("###map card", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  if (frame.record) frame.record->items.push_back({"map card", {x, y, w, h}});
  outline(frame, {0, 0, w, h}, theme.line2, 8);
  const Tensor& all = frame.trace()[ribbon.step].out;
  const float half = (w - 2 * side - 30) / 2;
  // As everywhere: who looks, at whom.
  const float from = text(frame, side, 21, all.row_axis.label(ribbon.row), {Font::ui_bold, 13, theme.q}, half);
  text(frame, side + from + 8, 21, "→", {Font::ui, 13, theme.t3});
  text(frame, side + from + 30, 21, all.col_axis.label(ribbon.col), {Font::ui_bold, 13, theme.k}, half);
  text(frame, side, 40, block_name(frame, ribbon.step), {Font::ui, 11, theme.t2}, w - 2 * side);
  // The number of what the ribbons show.
  const int head = std::min(frame.shown.map.head, static_cast<int>(reading.heads.size()));
  std::string number = scene::cell_text(reading.mean), what;
  const std::string count = std::to_string(reading.heads.size());
  if (head > 0) {
    const auto& value = reading.heads[static_cast<std::size_t>(head - 1)].second;
    number = value ? scene::cell_text(*value) : "–";
    what = frame.texts(Message{"map.card_head", {std::to_string(head)}});
  } else if (reading.known < static_cast<int>(reading.heads.size())) {
    what = frame.texts(Message{"map.card_mean_so_far", {std::to_string(reading.known), count}});
  } else {
    what = frame.texts(Message{"map.card_mean", {count}});
  }
  const float used = text(frame, side, 69, number, {Font::mono, 26, theme.t1});
  const float room = w - 2 * side - used - 8;
  const auto lines = scene::wrap(what, room, Font::ui, 11, frame.fonts.measure());
  float what_y = lines.size() > 1 ? 64.0f : 71.0f;
  for (std::size_t i = 0; i < lines.size() && i < 2; ++i, what_y += 14)
    text(frame, right, what_y, lines[i], {Font::ui, 11, theme.t2, scene::Align::right}, room);
  float line_y = top + line_height / 2;
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

}  // namespace attn::gui
