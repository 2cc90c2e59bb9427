// OKLab: mixing colours so that the mixture looks as far between them as it is.
//
// Source: Björn Ottosson, "A perceptual color space for image processing", 2020.
#pragma once

#include <initializer_list>

#include "app/scene/theme.h"

namespace attn::scene {

// 256 entries through at least two stops. places: where each of them stands, rising from 0 to 1; none: equally spaced.
ColorTable color_table(std::initializer_list<Color> stops, std::initializer_list<double> places = {});

// Relative luminance of an opaque colour, 0…1 (WCAG 2).
double luminance(Color color);

}  // namespace attn::scene
