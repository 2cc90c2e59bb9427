#include "app/gui/ribbon_draw.h"

#include <algorithm>
#include <cmath>

#include "app/scene/ribbon.h"

namespace attn::gui {
namespace {

ImVec2 on_curve(ImVec2 from, ImVec2 to, float t) {
  const scene::Point p = scene::on_ribbon({from.x, from.y}, {to.x, to.y}, t);
  return {p.x, p.y};
}

ImU32 faded(ImU32 ink, float alpha) {
  const auto a = static_cast<float>((ink >> IM_COL32_A_SHIFT) & 0xFF) * alpha;
  return (ink & ~IM_COL32_A_MASK) | (static_cast<ImU32>(std::lround(a)) << IM_COL32_A_SHIFT);
}

}  // namespace

void draw_ribbon(ImDrawList& list, const ImVec2 (&corners)[4], ImU32 ink) {
  const ImVec2 &a = corners[0], &b = corners[1], &c = corners[2], &d = corners[3];
  const ImVec2 low = list.GetClipRectMin(), high = list.GetClipRectMax();
  if (std::max(c.x, d.x) < low.x || std::min(a.x, b.x) > high.x || std::max(b.y, d.y) < low.y ||
      std::min(a.y, c.y) > high.y)
    return;
  const float length = std::hypot(c.x - a.x, c.y - a.y);
  const bool level = std::abs(c.y - a.y) < 0.5f && std::abs(d.y - b.y) < 0.5f;
  // There may be thousands of thin ones: they take longer pieces.
  const bool thin = std::max(b.y - a.y, d.y - c.y) < 4;
  const int parts = level ? 1 : std::clamp(static_cast<int>(length / (thin ? 24 : 12)), 8, thin ? 20 : 32);
  // Across: nothing, full, full, nothing; half a pixel of the soft border lies within the ribbon, half beyond.
  list.PrimReserve(parts * 18, (parts + 1) * 4);
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  const auto first = static_cast<ImDrawIdx>(list._VtxCurrentIdx);
  for (int i = 0; i <= parts; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(parts);
    const ImVec2 upper = on_curve(a, c, t), lower = on_curve(b, d, t);
    const float slope = 6 * t * (1 - t) * (c.y - a.y) / std::max(1.0f, c.x - a.x);  // good enough for a border
    const float soft = 0.5f * std::sqrt(1 + std::min(16.0f, slope * slope));        // of one pixel across the border
    const float height = lower.y - upper.y, inside = std::min(soft, height / 2);
    const ImU32 full = faded(ink, std::min(1.0f, height / (2 * soft)));
    list.PrimWriteVtx({upper.x, upper.y - soft}, uv, faded(ink, 0));
    list.PrimWriteVtx({upper.x, upper.y + inside}, uv, full);
    list.PrimWriteVtx({lower.x, lower.y - inside}, uv, full);
    list.PrimWriteVtx({lower.x, lower.y + soft}, uv, faded(ink, 0));
  }
  for (int i = 0; i < parts; ++i)
    for (int k = 0; k < 3; ++k) {
      const auto at = static_cast<ImDrawIdx>(first + static_cast<ImDrawIdx>(4 * i + k));
      for (const int corner : {0, 1, 5, 0, 5, 4}) list.PrimWriteIdx(static_cast<ImDrawIdx>(at + corner));
    }
}

}  // namespace attn::gui
