#include "app/gui/controls.h"

#include <algorithm>
#include <cmath>

namespace attn::gui {
namespace {

constexpr float padding = 10, frame_edge = 2, text_size = 12;

float width_of(Frame& frame, const Segments& segments, std::size_t i) {
  return std::max(segments.least,
                  std::round(frame.fonts.width(segments.labels[i], Font::ui_bold, text_size)) + 2 * padding);
}

}  // namespace

float segments_width(Frame& frame, const Segments& segments) {
  float width = 2 * frame_edge;
  for (std::size_t i = 0; i < segments.labels.size(); ++i) width += width_of(frame, segments, i);
  return width;
}

std::size_t segmented(Frame& frame, float x, float y, float h, const Segments& segments, std::string_view tip) {
  const scene::Theme& theme = frame.theme;
  outline(frame, {x, y, segments_width(frame, segments), h}, theme.line2, 6);
  std::size_t chosen = segments.current;
  x += frame_edge;
  for (std::size_t i = 0; i < segments.labels.size(); ++i) {
    const float w = width_of(frame, segments, i);
    const scene::Rect one{x, y + frame_edge, w, h - 2 * frame_edge};
    const Touch t = touch(frame, ("###" + std::string(segments.id) + " " + std::to_string(i)).c_str(), one);
    const bool current = i == segments.current;
    if (current || t.hovered) fill(frame, one, current ? theme.bg4 : theme.bg3, 4);
    const scene::Color ink = current ? theme.t1 : t.hovered ? theme.t2 : theme.t3;
    text(frame, x + w / 2, y + h / 2, segments.labels[i],
         {current ? Font::ui_bold : Font::ui, text_size, ink, scene::Align::center});
    if (t.hovered && !tip.empty()) tooltip(frame, tip);
    if (t.clicked) chosen = i;
    x += w;
  }
  return chosen;
}

int slider(Frame& frame, const char* id, const scene::Rect& rect, int count, int current, std::string_view tip) {
  const scene::Theme& theme = frame.theme;
  const Touch t = touch(frame, id, rect);
  const float last = static_cast<float>(std::max(1, count - 1)), y = rect.y + rect.h / 2;
  constexpr float knob = 6;
  const float left = rect.x + knob, room = rect.w - 2 * knob;
  if (t.held) {
    const float mouse = (ImGui::GetIO().MousePos.x - on_screen(frame, left, 0).x) / frame.px;
    current = std::clamp(static_cast<int>(std::lround(mouse / room * last)), 0, count - 1);
  }
  if (const int turn = focus_turn(frame)) current = std::clamp(current + turn, 0, count - 1);
  const float at = left + room * static_cast<float>(current) / last;
  fill(frame, {rect.x, y - 1.5f, rect.w, 3}, theme.line2, 1.5f);
  fill(frame, {rect.x, y - 1.5f, at - rect.x, 3}, theme.t2, 1.5f);
  dot(frame, at, y, theme.ink, t.hovered || t.held ? knob + 1 : knob);
  if (t.hovered && !t.held) tooltip(frame, tip);
  return current;
}

float checkbox_width(Frame& frame, std::string_view label) {
  return 21 + std::ceil(frame.fonts.width(label, Font::ui, text_size));
}

bool checkbox(Frame& frame, const char* id, float x, float y, std::string_view label, bool on) {
  const scene::Theme& theme = frame.theme;
  const Touch t = touch(frame, id, {x - 4, y - 12, checkbox_width(frame, label) + 8, 24});
  const scene::Rect box{x, y - 7, 14, 14};
  if (on) fill(frame, box, theme.ink, 3);
  outline(frame, box, t.hovered ? theme.t1 : theme.line3, 3);
  if (on) {
    line(frame, x + 3.2f, y + 0.2f, x + 6, y + 3, theme.ink_on, 2);
    line(frame, x + 6, y + 3, x + 11, y - 3, theme.ink_on, 2);
  }
  text(frame, x + 21, y, label, {Font::ui, text_size, t.hovered ? theme.t1 : theme.t2});
  return t.clicked ? !on : on;
}

}  // namespace attn::gui
