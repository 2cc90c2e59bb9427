// Matrices to draw as heatmaps, and what to look for in the pictures.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/scene/heatmap.h"
#include "app/scene/texels.h"
#include "app/scene/text.h"
#include "engine/ops/ops.h"

namespace attn::test {

using namespace scene;

inline float fake_width(std::string_view text, Font font, float size) {
  return static_cast<float>(display_width(text)) * size * (font == Font::ui_bold ? 0.65f : 0.6f);
}
inline const Measure fake = fake_width;

inline Mat waves(Index rows, Index cols, Real size = 1) {
  Mat m(rows, cols);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = size * std::sin(static_cast<float>(i) * 1.7f + 0.3f);
  return m;
}

inline Axis words(Index count, const std::string& stem = "word") {
  std::vector<std::string> all;
  for (Index i = 0; i < count; ++i) all.push_back(stem + std::to_string(i));
  return token_axis(all);
}

inline Trace trace_of(Mat values, Axis rows, Axis cols, const char* path = "encoder/layer1/self/head1/scores") {
  const std::string_view role = std::string_view(path).substr(std::string_view(path).rfind('/') + 1);
  Tape tape;
  tape.give(path, role_of(role), Tensor(std::move(values), std::move(rows), std::move(cols)));
  return tape.finish();
}

// Texels also as the image that backends without a shader make of them.
inline Scene draw(const Trace& trace, HeatmapOptions options = {}) {
  Scene scene = heatmap(trace, 0, options, fake);
  for (Mark& mark : scene.marks)
    if (mark.texels) mark.image = std::make_shared<Image>(scene::image_of(*mark.texels));
  return scene;
}

inline HeatmapOptions sized(float width, float height) {
  HeatmapOptions options;
  options.title = "Scores";
  options.caption = "A large positive score means that this word matters.";
  options.max_width = width;
  options.max_height = height;
  return options;
}

inline std::vector<const Mark*> marks(const Scene& scene, Mark::Kind kind) {
  std::vector<const Mark*> found;
  for (const Mark& m : scene.marks)
    if (m.kind == kind) found.push_back(&m);
  return found;
}

inline const Mark* image_of(const Scene& scene) {
  for (const Mark* m : marks(scene, Mark::Kind::texels))
    if (m->cell.step >= 0) return m;
  return nullptr;
}

// The box around all cells.
inline Rect cells_box(const Scene& scene) {
  float left = 1e9f, top = 1e9f, right = -1e9f, bottom = -1e9f;
  for (const Mark& m : scene.marks) {
    if (m.cell.step < 0 || (m.kind != Mark::Kind::fill && m.kind != Mark::Kind::texels)) continue;
    left = std::min(left, m.rect.x), top = std::min(top, m.rect.y);
    right = std::max(right, m.rect.x + m.rect.w), bottom = std::max(bottom, m.rect.y + m.rect.h);
  }
  return {left, top, right - left, bottom - top};
}

// A text's box before it is turned about its anchor.
inline Rect text_box(const Mark& m) {
  const float w = fake(m.text, m.font, m.size);
  const float left = m.align == Align::left ? 0 : m.align == Align::center ? -w / 2 : -w;
  return {m.rect.x + left, m.rect.y - m.size / 2, w, m.size};
}

}  // namespace attn::test
