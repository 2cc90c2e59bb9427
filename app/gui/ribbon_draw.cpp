#include "app/gui/ribbon_draw.h"

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/scene/ribbon.h"

namespace attn::gui {
namespace {

constexpr int most_parts = 32;
constexpr float tolerance = 0.3f, finer = 0.06f;              // between curve and piece, in pixels; of wide ribbons
constexpr float wide = 4;                                     // ribbons whose bends are seen, in pixels
constexpr int widest_line = IM_DRAWLIST_TEX_LINES_WIDTH_MAX;  // soft on both sides, in the library's texture

ImVec2 on_curve(ImVec2 from, ImVec2 to, float t) {
  const scene::Point p = scene::on_ribbon({from.x, from.y}, {to.x, to.y}, t);
  return {p.x, p.y};
}

ImU32 faded(ImU32 ink, float alpha) {
  const auto a = static_cast<float>((ink >> IM_COL32_A_SHIFT) & 0xFF) * alpha;
  return (ink & ~IM_COL32_A_MASK) | (static_cast<ImU32>(std::lround(a)) << IM_COL32_A_SHIFT);
}

struct Section {
  float x, upper, lower;
  float steep;  // how much higher than thick the ribbon is here
};

struct Sections {
  std::array<Section, most_parts + 1> at;
  int first = 0, last = 0;  // those in sight
};

// Both sides bend most at their ends, where there are more sections: the error of a piece is about the second
// derivative, 6·rise·|1 − 2t|, times its length squared over 8.
Sections cut(const ImVec2 (&corners)[4], ImVec2 low, ImVec2 high) {
  const ImVec2 &a = corners[0], &b = corners[1], &c = corners[2], &d = corners[3];
  const float rise = std::max(std::abs(c.y - a.y), std::abs(d.y - b.y)), run = std::max(1.0f, c.x - a.x);
  const float error = std::max(b.y - a.y, d.y - c.y) < wide ? tolerance : finer;
  const int parts =
      rise < 0.5f ? 1
                  : std::clamp(static_cast<int>(std::ceil(2.0f / 3 * std::sqrt(0.75f * rise / error))), 3, most_parts);
  Sections s;
  for (int i = 0; i <= parts; ++i) {
    const float share = static_cast<float>(i) / static_cast<float>(parts), off = 1 - 2 * share;
    const float t = (1 - std::copysign(std::cbrt(off * off), off)) / 2;
    const ImVec2 upper = on_curve(a, c, t), lower = on_curve(b, d, t);
    const float slope = 6 * t * (1 - t) * (c.y - a.y) / run;  // good enough for a border
    s.at[static_cast<std::size_t>(i)] = {upper.x, upper.y, lower.y, std::sqrt(1 + std::min(16.0f, slope * slope))};
  }
  const auto seen = [&](int i) {  // the piece after section i
    const Section &p = s.at[static_cast<std::size_t>(i)], &q = s.at[static_cast<std::size_t>(i + 1)];
    return q.x >= low.x && p.x <= high.x && std::max(p.lower, q.lower) >= low.y - 8 &&
           std::min(p.upper, q.upper) <= high.y + 8;
  };
  while (s.first < parts && !seen(s.first)) ++s.first;
  s.last = parts;
  while (s.last > s.first && !seen(s.last - 1)) --s.last;
  return s;
}

// Two corners a section: the library's texture of lines has the soft borders.
void draw_thin(ImDrawList& list, const Sections& s, ImU32 ink) {
  const int parts = s.last - s.first;
  list.PrimReserve(parts * 6, (parts + 1) * 2);
  const auto first = static_cast<ImDrawIdx>(list._VtxCurrentIdx);
  for (int i = s.first; i <= s.last; ++i) {
    const Section& at = s.at[static_cast<std::size_t>(i)];
    const float thick = (at.lower - at.upper) / at.steep, middle = (at.upper + at.lower) / 2;
    const ImVec4 uv = list._Data->TexUvLines[std::clamp(static_cast<int>(std::lround(thick)), 1, widest_line)];
    const float half = (std::max(1.0f, thick) / 2 + 1) * at.steep;  // one pixel of nothing beyond either border
    const ImU32 shade = thick < 1 ? faded(ink, thick) : ink;
    list.PrimWriteVtx({at.x, middle - half}, {uv.x, uv.y}, shade);
    list.PrimWriteVtx({at.x, middle + half}, {uv.z, uv.w}, shade);
  }
  for (int i = 0; i < parts; ++i)
    for (const int corner : {0, 1, 3, 0, 3, 2})
      list.PrimWriteIdx(static_cast<ImDrawIdx>(first + static_cast<ImDrawIdx>(2 * i + corner)));
}

// Across: nothing, full, full, nothing; half a pixel of the soft border lies within the ribbon, half beyond.
void draw_thick(ImDrawList& list, const Sections& s, ImU32 ink) {
  const int parts = s.last - s.first;
  list.PrimReserve(parts * 18, (parts + 1) * 4);
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  const auto first = static_cast<ImDrawIdx>(list._VtxCurrentIdx);
  for (int i = s.first; i <= s.last; ++i) {
    const Section& at = s.at[static_cast<std::size_t>(i)];
    const float soft = 0.5f * at.steep;  // of one pixel across the border
    const float height = at.lower - at.upper, inside = std::min(soft, height / 2);
    const ImU32 full = faded(ink, std::min(1.0f, height / (2 * soft)));
    list.PrimWriteVtx({at.x, at.upper - soft}, uv, faded(ink, 0));
    list.PrimWriteVtx({at.x, at.upper + inside}, uv, full);
    list.PrimWriteVtx({at.x, at.lower - inside}, uv, full);
    list.PrimWriteVtx({at.x, at.lower + soft}, uv, faded(ink, 0));
  }
  for (int i = 0; i < parts; ++i)
    for (int k = 0; k < 3; ++k) {
      const auto at = static_cast<ImDrawIdx>(first + static_cast<ImDrawIdx>(4 * i + k));
      for (const int corner : {0, 1, 5, 0, 5, 4}) list.PrimWriteIdx(static_cast<ImDrawIdx>(at + corner));
    }
}

}  // namespace

void draw_ribbon(ImDrawList& list, const ImVec2 (&corners)[4], ImU32 ink) {
  const ImVec2 &a = corners[0], &b = corners[1], &c = corners[2], &d = corners[3];
  const ImVec2 low = list.GetClipRectMin(), high = list.GetClipRectMax();
  if (std::max(c.x, d.x) < low.x || std::min(a.x, b.x) > high.x || std::max(b.y, d.y) < low.y ||
      std::min(a.y, c.y) > high.y)
    return;
  const Sections sections = cut(corners, low, high);
  if (sections.last == sections.first) return;
  const bool soft = (list.Flags & ImDrawListFlags_AntiAliasedLinesUseTex) != 0;
  if (soft && std::max(b.y - a.y, d.y - c.y) <= static_cast<float>(widest_line))
    draw_thin(list, sections, ink);
  else
    draw_thick(list, sections, ink);
}

}  // namespace attn::gui
