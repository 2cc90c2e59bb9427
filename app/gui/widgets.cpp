#include "app/gui/widgets.h"

#include <algorithm>
#include <cmath>

#include "app/gui/focus.h"
#include "app/gui/record_note.h"
#include "app/gui/scene_draw.h"
#include "app/scene/marks.h"
#include "app/scene/text.h"

namespace attn::gui {
namespace {

ImDrawList& list() { return *ImGui::GetWindowDrawList(); }

float snap(float v) { return std::round(v); }

struct Box {
  ImVec2 low, high;
};

Box box(const Frame& frame, const scene::Rect& r) {
  const ImVec2 low = on_screen(frame, r.x, r.y), high = on_screen(frame, r.x + r.w, r.y + r.h);
  return {{snap(low.x), snap(low.y)}, {snap(high.x), snap(high.y)}};
}

}  // namespace

bool begin_panel(Frame& frame, const char* id, const scene::Rect& area, scene::Color background, Edge edge) {
  const float px = frame.px;
  const ImVec2 low(snap(area.x * px), snap(area.y * px));
  const ImVec2 high(snap((area.x + area.w) * px), snap((area.y + area.h) * px));
  ImGui::SetNextWindowPos(low);
  ImGui::SetNextWindowSize({high.x - low.x, high.y - low.y});
  // The window is cleared to that colour: where pixels are drawn by the processor, filling it once more is felt.
  const bool cleared = background == frame.theme.bg0;
  ImGui::PushStyleColor(ImGuiCol_WindowBg, cleared ? ImVec4(0, 0, 0, 0) : color4(background));
  const bool open = ImGui::Begin(id, nullptr,
                                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                                     ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings |
                                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav);
  ImGui::PopStyleColor();
  const float stroke = std::max(1.0f, snap(px));
  ImVec2 a = low, b = high;
  if (edge == Edge::top) b.y = a.y + stroke;
  if (edge == Edge::bottom) a.y = b.y - stroke;
  if (edge == Edge::left) b.x = a.x + stroke;
  if (edge == Edge::right) a.x = b.x - stroke;
  if (edge != Edge::none) list().AddRectFilled(a, b, color(frame.theme.line1));
  return open;
}

void end_panel() { ImGui::End(); }

float panel_width(const Frame& frame) { return ImGui::GetWindowWidth() / frame.px; }
float panel_height(const Frame& frame) { return ImGui::GetWindowHeight() / frame.px; }

void content_ends(Frame& frame, float y) {
  ImGui::SetCursorPos({0, y * frame.px});
  ImGui::Dummy({1, 1});
}

ImVec2 on_screen(const Frame& frame, float x, float y) {
  const ImVec2 corner = ImGui::GetWindowPos();
  return {corner.x - ImGui::GetScrollX() + x * frame.px, corner.y - ImGui::GetScrollY() + y * frame.px};
}

void fill(Frame& frame, const scene::Rect& rect, scene::Color c, float radius) {
  const Box b = box(frame, rect);
  list().AddRectFilled(b.low, b.high, color(c), radius * frame.px);
}

void outline(Frame& frame, const scene::Rect& rect, scene::Color c, float radius, float width) {
  const Box b = box(frame, rect);
  const float stroke = std::max(1.0f, snap(width * frame.px)), half = stroke / 2;
  list().PathRect({b.low.x + half, b.low.y + half}, {b.high.x - half, b.high.y - half}, radius * frame.px);
  list().PathStroke(color(c), ImDrawFlags_Closed, stroke);
}

void color_scale(Frame& frame, const scene::Rect& rect, const scene::Range& range) {
  const auto image = scene::parts::range_image(frame.theme, range);
  const Box b = box(frame, rect);
  list().AddImage(frame.textures.get(image), b.low, b.high);
  outline(frame, rect, frame.theme.line2);
}

void dashed_outline(Frame& frame, const scene::Rect& rect, scene::Color c, float radius, float width) {
  constexpr float dash = 4, gap = 3;
  const Box b = box(frame, rect);
  const float stroke = std::max(1.0f, snap(width * frame.px)), half = stroke / 2;
  ImDrawList& to = list();
  to.PathRect({b.low.x + half, b.low.y + half}, {b.high.x - half, b.high.y - half}, radius * frame.px);
  const std::vector<ImVec2> corners(to._Path.begin(), to._Path.end());
  to.PathClear();
  float left = dash * frame.px;  // of the dash or gap that the line is in
  bool drawn = true;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    ImVec2 from = corners[i];
    const ImVec2 end = corners[(i + 1) % corners.size()];
    while (true) {
      const float length = std::hypot(end.x - from.x, end.y - from.y), part = std::min(length, left);
      if (length <= 0) break;
      const ImVec2 next(from.x + (end.x - from.x) * part / length, from.y + (end.y - from.y) * part / length);
      if (drawn) to.AddLine(from, next, color(c), stroke);
      from = next;
      left -= part;
      if (left > 0) break;
      drawn = !drawn;
      left = (drawn ? dash : gap) * frame.px;
    }
  }
}

void link_box(Frame& frame, const char* place, std::string_view name, const scene::Rect& rect, Record::Lit::As as,
              scene::Color hue, float radius, float width) {
  if (frame.record) frame.record->lit.push_back({place, std::string(name), as});
  if (as == Record::Lit::As::reader)
    dashed_outline(frame, rect, hue, radius, width);
  else
    outline(frame, rect, hue, radius, width);
}

void link_line(Frame& frame, const char* place, std::string_view name, ImVec2 from, ImVec2 to, Record::Lit::As as,
               scene::Color hue, float width) {
  if (frame.record && !name.empty()) frame.record->lit.push_back({place, std::string(name), as});
  if (as != Record::Lit::As::reader) return line(frame, from.x, from.y, to.x, to.y, hue, width);
  constexpr float dash = 3, gap = 2.5f;
  const float length = std::hypot(to.x - from.x, to.y - from.y);
  if (length <= 0) return;
  const float x = (to.x - from.x) / length, y = (to.y - from.y) / length;
  for (float at = 0; at < length; at += dash + gap) {
    const float end = std::min(length, at + dash);
    line(frame, from.x + x * at, from.y + y * at, from.x + x * end, from.y + y * end, hue, width);
  }
}

scene::Color link_hue(const scene::Theme& theme, const Role& role) {
  const scene::Color hue = scene::role_color(theme, role);
  return hue == theme.t2 ? theme.t1 : hue;
}

void dot(Frame& frame, float x, float y, scene::Color c, float radius) {
  list().AddCircleFilled(on_screen(frame, x, y), radius * frame.px, color(c));
}

void line(Frame& frame, float x1, float y1, float x2, float y2, scene::Color c, float width) {
  list().AddLine(on_screen(frame, x1, y1), on_screen(frame, x2, y2), color(c), std::max(1.0f, width * frame.px));
}

float text(Frame& frame, float x, float y, std::string_view words, const TextStyle& style, float max_width) {
  std::string cut, room;
  words = frame.fonts.shown(words, style.font, room);
  float width = frame.fonts.width(words, style.font, style.size);
  if (width > max_width) {
    cut = scene::elide(words, max_width, style.font, style.size, frame.fonts.measure());
    words = cut;
    width = frame.fonts.width(words, style.font, style.size);
  }
  const Fonts::Sized f = frame.fonts.get(style.font, style.size, words);
  const float shift = style.align == scene::Align::left ? 0 : style.align == scene::Align::right ? width : width / 2;
  const ImVec2 middle = on_screen(frame, x - shift, y);
  if (frame.record)
    note_text(*frame.record, list(), {middle.x, middle.y - f.size / 2}, {width * frame.px, f.size}, frame.px, words,
              style.color, style.size);
  list().AddText(f.font, f.size, {snap(middle.x), snap(middle.y - f.size / 2)}, color(style.color), words.data(),
                 words.data() + words.size());
  return width;
}

float paragraph(Frame& frame, float x, float y, float width, std::string_view words, const TextStyle& style,
                float line_height) {
  for (const std::string& row : scene::wrap(words, width, style.font, style.size, frame.fonts.measure())) {
    text(frame, x, y + line_height / 2, row, style);
    y += line_height;
  }
  return y;
}

void section(Frame& frame, float x, float y, float width, std::string_view title, std::string_view hint) {
  const float used = text(frame, x, y, title, {Font::ui_bold, 10.5f, frame.theme.t3}, width);
  if (!hint.empty())
    text(frame, x + width, y, hint, {Font::ui, 11, frame.theme.t3, scene::Align::right}, width - used - 8);
}

Touch touch(Frame& frame, const char* id, const scene::Rect& rect, Reach reach) {
  const Box b = box(frame, rect);
  ImGui::SetCursorScreenPos(b.low);
  Touch t;
  t.clicked = ImGui::InvisibleButton(id, {std::max(1.0f, b.high.x - b.low.x), std::max(1.0f, b.high.y - b.low.y)});
  t.hovered = ImGui::IsItemHovered();
  t.held = ImGui::IsItemActive();
  if (frame.record) note_item(*frame.record, id, b.low, b.high, frame.px);
  if (reach == Reach::control) note_focus(frame, id, t);
  return t;
}

}  // namespace attn::gui
