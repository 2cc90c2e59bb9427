// Marks drawn with Cairo, on pixels or on pages. Internal to these backends.
#pragma once

#include <cairo.h>

#include "app/scene/scene.h"

namespace attn::scene {

// How an image of numbers keeps its texels apart: `nearest` on pixels; `large_texels` where a viewer will scale the
// image and may smooth it, whatever it is told.
enum class Texture { nearest, large_texels };

// Background (unless it is to be transparent), then all marks, a logical pixel to a unit of the context.
void draw_scene(cairo_t* cr, const Scene& scene, bool background = true, Texture texture = Texture::nearest);

}  // namespace attn::scene
