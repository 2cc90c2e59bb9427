// Icons of 16×16 logical pixels: lines of 1.5 with round ends, and filled shapes where a line would be lost.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "app/gui/widgets.h"

namespace attn::gui {
namespace {

struct Pencil {
  ImDrawList& list;
  ImVec2 middle;
  float px;
  ImU32 ink;

  ImVec2 at(float x, float y) const { return {middle.x + x * px, middle.y + y * px}; }
  void lines(std::initializer_list<ImVec2> points) const {
    for (const ImVec2& p : points) list.PathLineTo(at(p.x, p.y));
    list.PathStroke(ink, 0, 1.5f * px);
    for (const ImVec2& p : points) list.AddCircleFilled(at(p.x, p.y), 0.75f * px, ink);
  }
  void bar(float x, float y, float w, float h) const { list.AddRectFilled(at(x, y), at(x + w, y + h), ink, px); }
  void triangle(ImVec2 a, ImVec2 b, ImVec2 c) const {
    list.AddTriangleFilled(at(a.x, a.y), at(b.x, b.y), at(c.x, c.y), ink);
  }
};

void sun(const Pencil& p) {
  p.list.AddCircle(p.middle, 3.2f * p.px, p.ink, 0, 1.5f * p.px);
  for (int i = 0; i < 8; ++i) {
    const float angle = static_cast<float>(i) * std::numbers::pi_v<float> / 4, c = std::cos(angle), s = std::sin(angle);
    p.list.AddLine(p.at(5.2f * c, 5.2f * s), p.at(7 * c, 7 * s), p.ink, 1.5f * p.px);
  }
}

// A disc less a smaller one up and to the right of it; the angles are where the two circles meet.
void moon(const Pencil& p) {
  constexpr float degree = std::numbers::pi_v<float> / 180;
  p.list.PathArcTo(p.middle, 5.6f * p.px, 11.3f * degree, 258.7f * degree, 24);
  p.list.PathArcTo(p.at(2.38f, -2.38f), 4.67f * p.px, 221.9f * degree, 48.1f * degree, 18);
  p.list.PathStroke(p.ink, ImDrawFlags_Closed, 1.5f * p.px);
}

}  // namespace

void icon(Frame& frame, Icon which, float x, float y, scene::Color c) {
  const Pencil p{*ImGui::GetWindowDrawList(), on_screen(frame, x, y), frame.px, color(c)};
  switch (which) {
    case Icon::upload:
      p.lines({{0, 2.5f}, {0, -6}});
      p.lines({{-3.5f, -2.5f}, {0, -6}, {3.5f, -2.5f}});
      p.lines({{-6, 2}, {-6, 6}, {6, 6}, {6, 2}});
      break;
    case Icon::copy:
      p.lines({{-2.5f, -2.5f}, {5.5f, -2.5f}, {5.5f, 5.5f}, {-2.5f, 5.5f}, {-2.5f, -2.5f}});
      p.lines({{-2.5f, 2.5f}, {-5.5f, 2.5f}, {-5.5f, -5.5f}, {2.5f, -5.5f}, {2.5f, -2.5f}});
      break;
    case Icon::picture:
      p.lines({{-6, -5}, {6, -5}, {6, 5}, {-6, 5}, {-6, -5}});
      p.lines({{-5, 3.5f}, {-1.5f, -0.5f}, {1, 2}, {3, 0.5f}, {5, 3}});
      break;
    case Icon::first:
      p.lines({{3, -4}, {-1, 0}, {3, 4}});
      p.lines({{-4, -4}, {-4, 4}});
      break;
    case Icon::previous:
      p.lines({{2, -4}, {-2, 0}, {2, 4}});
      break;
    case Icon::play:
      p.triangle({-4, -5.5f}, {-4, 5.5f}, {5.5f, 0});
      break;
    case Icon::pause:
      p.bar(-4.5f, -5, 3, 10);
      p.bar(1.5f, -5, 3, 10);
      break;
    case Icon::next:
      p.lines({{-2, -4}, {2, 0}, {-2, 4}});
      break;
    case Icon::last:
      p.lines({{-3, -4}, {1, 0}, {-3, 4}});
      p.lines({{4, -4}, {4, 4}});
      break;
    case Icon::sun:
      sun(p);
      break;
    case Icon::moon:
      moon(p);
      break;
    case Icon::open:
      p.lines({{-3, -1.5f}, {0, 1.5f}, {3, -1.5f}});
      break;
    case Icon::plus:
      p.lines({{0, -4.5f}, {0, 4.5f}});
      p.lines({{-4.5f, 0}, {4.5f, 0}});
      break;
    case Icon::minus:
      p.lines({{-4.5f, 0}, {4.5f, 0}});
      break;
    case Icon::more:
      for (const float at : {-5.0f, 0.0f, 5.0f}) p.lines({{at - 0.8f, 0}, {at + 0.8f, 0}});
      break;
    case Icon::fit:
      p.lines({{-5, -2}, {-5, -5}, {-2, -5}});
      p.lines({{2, -5}, {5, -5}, {5, -2}});
      p.lines({{5, 2}, {5, 5}, {2, 5}});
      p.lines({{-2, 5}, {-5, 5}, {-5, 2}});
      break;
    case Icon::up:
      p.lines({{-4, 0}, {0, -4}, {4, 0}});
      p.lines({{0, -4}, {0, 5}});
      break;
    case Icon::folder:
      p.lines({{-6, 5}, {-6, -4.5f}, {-1.5f, -4.5f}, {0.5f, -2.5f}, {6, -2.5f}, {6, 5}, {-6, 5}});
      break;
    case Icon::help:
      p.list.PathArcTo(p.at(0, -2), 2.9f * p.px, -3.1f, 0.9f, 16);
      p.list.PathLineTo(p.at(0, 2));
      p.list.PathStroke(p.ink, 0, 1.5f * p.px);
      p.list.AddCircleFilled(p.at(0, 5), p.px, p.ink);
      break;
    case Icon::closed:
      p.lines({{-1.5f, -3}, {1.5f, 0}, {-1.5f, 3}});
      break;
    case Icon::search:
      p.list.AddCircle(p.at(-0.9f, -0.9f), 3.9f * p.px, p.ink, 0, 1.3f * p.px);
      p.lines({{2.1f, 2.1f}, {5, 5}});
      break;
    case Icon::close:
      p.lines({{-3, -3}, {3, 3}});
      p.lines({{-3, 3}, {3, -3}});
      break;
    case Icon::pencil:
      p.lines({{-4.5f, 4.5f}, {-4, 1.6f}, {2.3f, -4.7f}, {4.7f, -2.3f}, {-1.6f, 4}, {-4.5f, 4.5f}});
      p.lines({{0.6f, -3}, {3, -0.6f}});
      break;
    case Icon::warning:
      p.lines({{0, -5}, {5.5f, 4.5f}, {-5.5f, 4.5f}, {0, -5}});
      p.lines({{0, -1.6f}, {0, 1}});
      p.list.AddCircleFilled(p.at(0, 3), 0.8f * p.px, p.ink);
      break;
  }
}

bool text_button(Frame& frame, const char* id, float right, float y, std::string_view label, ButtonLook look) {
  const float w = std::max(64.0f, frame.fonts.width(label, Font::ui_bold, 13) + 28);
  const scene::Rect rect{right - w, y, w, 32};
  const Touch t = touch(frame, id, rect);
  const scene::Theme& theme = frame.theme;
  const double alpha = look.enabled ? 1 : 0.45;
  const bool lit = look.enabled && t.hovered && !look.primary;
  fill(frame, rect, scene::faded(look.primary ? theme.ink : lit ? theme.bg3 : theme.bg2, alpha), 6);
  if (!look.primary) outline(frame, rect, scene::faded(theme.line2, alpha), 6);
  text(frame, right - w / 2, y + 16, label,
       {Font::ui_bold, 13, scene::faded(look.primary ? theme.ink_on : theme.t1, alpha), scene::Align::center});
  return t.clicked && look.enabled;
}

bool icon_button(Frame& frame, const char* id, const scene::Rect& rect, Icon which, std::string_view tip,
                 ButtonLook look) {
  const Touch t = touch(frame, id, rect);
  const scene::Theme& theme = frame.theme;
  const double alpha = look.enabled ? 1 : 0.45;
  const bool lit = look.enabled && t.hovered && !look.primary;
  const scene::Color ground = look.primary ? theme.ink : !lit ? theme.bg1 : t.held ? theme.bg4 : theme.bg3;
  fill(frame, rect, scene::faded(ground, alpha), 6);
  if (!look.primary) outline(frame, rect, scene::faded(theme.line2, alpha), 6);
  icon(frame, which, rect.x + rect.w / 2, rect.y + rect.h / 2,
       scene::faded(look.primary ? theme.ink_on : theme.t1, alpha));
  if (t.hovered) tooltip(frame, tip);
  return t.clicked && look.enabled;
}

}  // namespace attn::gui
