// A scene as pixels, and text measured as those pixels will have it (Cairo and Pango).
//
// Fonts are Inter and JetBrains Mono; where they are missing, fontconfig's sans-serif and monospace.
#pragma once

#include <string>

#include "app/scene/png.h"
#include "app/scene/scene.h"

namespace attn::scene {

// Widths for to_png, to_pdf and, where the viewer has the fonts, to_svg. Keeps a Pango context: use it in one thread at
// a time.
Measure pango_measure();

// The bytes of a PNG of ⌈width · scale⌉ × ⌈height · scale⌉ pixels. transparent: without the scene's background. Throws
// std::invalid_argument if the scale is not positive or the picture has no pixels or more than 32767 on a side,
// std::runtime_error if it cannot be drawn.
std::string to_png(const Scene& scene, double scale = 1, bool transparent = false, const PngNotes& notes = {});

// The same pixels, opaque.
Image to_image(const Scene& scene, double scale = 1);

}  // namespace attn::scene
