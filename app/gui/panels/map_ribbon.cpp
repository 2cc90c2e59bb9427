// The ribbon that is looked at: its border and its card; where a card would hide too much, a strip.
#include <algorithm>
#include <cmath>

#include "app/gui/panels/map_parts.h"
#include "app/gui/panels/stage_parts.h"
#include "app/gui/place.h"
#include "app/gui/widgets.h"
#include "app/scene/ribbon.h"

namespace attn::gui {
namespace {

constexpr float edge = 16, longest_thread = 260, farthest = 220;
constexpr float most_hidden = 0.15f;  // share of a card that may lie over blocks and guide

// What there is to read on the map, in logical pixels of the panel.
std::vector<scene::Rect> words_in(Frame& frame, const Placement& at) {
  const ImVec2 corner = on_screen(frame, 0, 0);
  std::vector<scene::Rect> found;
  for (const scene::Mark& mark : frame.view.map.scene.scene.marks) {
    if (mark.kind != scene::Mark::Kind::text) continue;
    const float w = frame.fonts.width(mark.text, mark.font, mark.size), zoom = at.px / frame.px;
    const float left = mark.align == scene::Align::left ? 0 : mark.align == scene::Align::center ? w / 2 : w;
    found.push_back({(at.origin.x - corner.x) / frame.px + (mark.rect.x - left) * zoom,
                     (at.origin.y - corner.y) / frame.px + (mark.rect.y - mark.size / 2) * zoom, w * zoom,
                     mark.size * zoom});
  }
  return found;
}

scene::Rect bounds_of(const scene::Mark& ribbon, const Placement& at, ImVec2 corner, float px) {
  float x0 = 1e9f, y0 = 1e9f, x1 = -1e9f, y1 = -1e9f;
  for (const scene::Point& p : ribbon.points) {
    x0 = std::min(x0, p.x), x1 = std::max(x1, p.x);
    y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
  }
  return {(at.origin.x - corner.x + x0 * at.px) / px, (at.origin.y - corner.y + y0 * at.px) / px,
          (x1 - x0) * at.px / px, (y1 - y0) * at.px / px};
}

float shared(const scene::Rect& a, const scene::Rect& b) {
  const float w = std::min(a.x + a.w, b.x + b.w) - std::max(a.x, b.x);
  const float h = std::min(a.y + a.h, b.y + b.h) - std::max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

// Blocks and guide, in logical pixels of the panel.
std::vector<scene::Rect> blocks_in(Frame& frame, const Placement& at) {
  const ImVec2 corner = on_screen(frame, 0, 0);
  const float zoom = at.px / frame.px;
  const scene::MapPlan& plan = frame.view.map.plan;
  std::vector<scene::Rect> found;
  const auto add = [&](float x, float y, float w, float h) {
    found.push_back({(at.origin.x - corner.x) / frame.px + x * zoom, (at.origin.y - corner.y) / frame.px + y * zoom,
                     w * zoom, h * zoom});
  };
  const auto all = [&](const std::vector<scene::MapColumn>& columns, const scene::MapRow& row) {
    for (const scene::MapColumn& c : columns) add(c.x, row.top, c.w, row.bottom - row.top);
  };
  all(plan.encoder_columns, plan.encoder);
  all(plan.decoder_columns, plan.decoder);
  if (plan.guide.w > 0) add(plan.guide.x, plan.guide.y, plan.guide.w, plan.guide.h);
  return found;
}

// A line from the ribbon to what is said of it, if it is short and runs through no words.
void thread(Frame& frame, scene::Point start, const scene::Rect& card, const std::vector<scene::Rect>& words) {
  const float inside = std::min(12.0f, card.h / 2);
  const scene::Point end{std::clamp(start.x, card.x, card.x + card.w),
                         std::clamp(start.y, card.y + inside, card.y + card.h - inside)};
  if (std::hypot(end.x - start.x, end.y - start.y) > longest_thread) return;
  constexpr int parts = 32;
  for (int i = 0; i <= parts; ++i) {
    const float t = static_cast<float>(i) / parts;
    const scene::Point p{start.x + (end.x - start.x) * t, start.y + (end.y - start.y) * t};
    if (card.contains(p.x, p.y)) continue;
    for (const scene::Rect& word : words)
      if (word.contains(p.x, p.y)) return;
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = on_screen(frame, start.x, start.y);
  list.AddLine(from, on_screen(frame, end.x, end.y), color(scene::faded(frame.theme.ink, 0.6)),
               std::max(1.0f, 1.25f * frame.px));
  list.AddCircleFilled(from, 3.5f * frame.px, color(frame.theme.ink));
}

// Within reach of the ribbon.
scene::Rect near(const scene::Rect& room, scene::Point start, float w, float h) {
  const float left = std::max(room.x, start.x - farthest - w),
              right = std::min(room.x + room.w, start.x + farthest + w), top = std::max(room.y, start.y - farthest - h),
              bottom = std::min(room.y + room.h, start.y + farthest + h);
  return {left, top, right - left, bottom - top};
}

}  // namespace

void show_ribbon(Frame& frame, const scene::MapRequest& request, scene::Point size, const scene::Mark& ribbon,
                 const Placement& at, bool hovered) {
  const scene::MapReading reading = scene::map_reading(request, ribbon.cell);
  if (!reading.block) return;
  const auto point = [&](const scene::Point& p) {
    return ImVec2(at.origin.x + p.x * at.px, at.origin.y + p.y * at.px);
  };
  if (hovered) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (const scene::Point& p : scene::ribbon_border(ribbon)) list.PathLineTo(point(p));
    list.PathStroke(color(frame.theme.ink), 0, std::max(1.0f, 1.5f * frame.px));
  }
  constexpr float t = 0.34f;
  const scene::Point upper = scene::on_ribbon(ribbon.points[0], ribbon.points[2], t),
                     lower = scene::on_ribbon(ribbon.points[1], ribbon.points[3], t);
  const ImVec2 from = point({upper.x, (upper.y + lower.y) / 2}), corner = on_screen(frame, 0, 0);
  const scene::Point start{(from.x - corner.x) / frame.px, (from.y - corner.y) / frame.px};
  const std::vector<scene::Rect> words = words_in(frame, at);
  std::vector<scene::Rect> covered = words;
  const scene::Rect room{edge, edge, size.x - 2 * edge, size.y - 2 * edge},
      own = bounds_of(ribbon, at, corner, frame.px);
  const float height = map_card_height(frame, reading, ribbon.cell);
  scene::Rect card;
  bool strip = false;
  if (hovered) {  // the card stays beside the pointer
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    covered.push_back({(mouse.x - corner.x) / frame.px - 24, (mouse.y - corner.y) / frame.px - 24, 48, 48});
    card = free_place(room, start, map_card_width, height, covered, own);
  } else {
    const std::vector<scene::Rect> blocks = blocks_in(frame, at);
    covered.insert(covered.end(), blocks.begin(), blocks.end());
    card = free_place(near(room, start, map_card_width, height), start, map_card_width, height, covered, own);
    float hidden = 0;
    for (const scene::Rect& block : blocks) hidden += shared(card, block);
    strip = hidden > most_hidden * card.w * card.h || card.h > size.y / 2;
    if (strip)
      card = free_place({edge, 4, size.x - 2 * edge, size.y - 8}, start,
                        map_strip_width(frame, reading, ribbon.cell, room.w), map_strip_height, covered, own);
  }
  thread(frame, start, card, words);
  const float x = corner.x / frame.px + card.x, y = corner.y / frame.px + card.y;
  if (strip)
    map_strip(frame, reading, ribbon.cell, x, y, card.w);
  else
    map_card(frame, reading, ribbon.cell, x, y);
}

}  // namespace attn::gui
