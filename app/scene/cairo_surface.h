// Cairo's surfaces as values that free themselves. Internal to the backends that use Cairo.
#pragma once

#include <cairo.h>

#include <memory>
#include <string>

#include "app/scene/png.h"
#include "app/scene/scene.h"

namespace attn::scene {

struct FreeCairo {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  void operator()(cairo_pattern_t* pattern) const { cairo_pattern_destroy(pattern); }
};
using Surface = std::unique_ptr<cairo_surface_t, FreeCairo>;

// Throws std::runtime_error with Cairo's reason.
void check(cairo_status_t status, const char* doing);

Surface surface_of(const Image& image);
std::string png_of(cairo_surface_t* surface, const PngNotes& notes = {});

}  // namespace attn::scene
