// The preview of the Export dialog: the figure that is written, or the beginning of a text.
#include <algorithm>
#include <cmath>

#include "app/export/figure.h"
#include "app/gui/export_actions.h"
#include "app/gui/panels/export_parts.h"
#include "app/gui/widgets.h"
#include "app/scene/marks.h"

namespace attn::gui {
namespace {

constexpr float inset = 12;

// Where nothing is drawn one sees through.
void checkers(Frame& frame, const scene::Rect& box) {
  constexpr float size = 8;
  fill(frame, box, {255, 255, 255, 255});
  for (float y = 0; y < box.h; y += size)
    for (float x = std::fmod(y / size, 2.0f) * size; x < box.w; x += 2 * size)
      fill(frame, {box.x + x, box.y + y, std::min(size, box.w - x), std::min(size, box.h - y)}, {222, 224, 228, 255});
}

// Fitted into the box, never larger than it is.
void drawn(Frame& frame, const scene::Rect& box, const scene::Scene& scene, bool transparent) {
  const float zoom = std::min({1.0f, (box.w - 2 * inset) / scene.width, (box.h - 2 * inset) / scene.height});
  const float w = scene.width * zoom, h = scene.height * zoom;
  const scene::Rect place{std::floor(box.x + (box.w - w) / 2), std::floor(box.y + (box.h - h) / 2), w, h};
  if (transparent)
    checkers(frame, place);
  else
    fill(frame, place, scene.background);
  const ImVec2 low = on_screen(frame, place.x, place.y), high = on_screen(frame, place.x + w, place.y + h);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(low, high, true);
  draw(list, scene, {low, frame.px * zoom, zoom, 1, nullptr}, frame.fonts, frame.textures);
  list.PopClipRect();
}

void written(Frame& frame, const scene::Rect& box, const std::vector<std::string>& lines) {
  constexpr float row = 16;
  float y = box.y + inset + row / 2;
  for (const std::string& line : lines) {
    if (y + row / 2 > box.y + box.h - 4) break;
    text(frame, box.x + inset, y, line, {Font::mono, 11, frame.theme.t2}, box.w - 2 * inset);
    y += row;
  }
}

scene::Scene picture_of(const std::shared_ptr<const scene::Image>& image) {
  scene::Scene scene;
  scene.width = static_cast<float>(image->width);
  scene.height = static_cast<float>(image->height);
  scene::Mark mark;
  mark.kind = scene::Mark::Kind::image;
  mark.rect = {0, 0, scene.width, scene.height};
  mark.image = image;
  scene.marks.push_back(mark);
  return scene;
}

}  // namespace

void export_preview(Frame& frame, const scene::Rect& box) {
  const ExportPreview& preview = preview_of(frame);
  const ExportOptions& options = frame.document.exporting;
  touch(frame, "###export preview", box, Reach::area);
  fill(frame, box, frame.theme.bg0, 8);
  outline(frame, box, frame.theme.line1, 8);
  if (options.what == ExportWhat::window && frame.view.exporting.window)
    return drawn(frame, box, picture_of(frame.view.exporting.window), false);
  if (!preview.lines.empty()) return written(frame, box, preview.lines);
  const bool see_through = options.transparent && is_picture(format_of(options, films(frame)));
  if (preview.scene.width > 0) drawn(frame, box, preview.scene, see_through);
}

}  // namespace attn::gui
