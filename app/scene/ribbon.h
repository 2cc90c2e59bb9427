// Ribbon: a band between two upright edges, as wide as what flows through it.
#pragma once

#include "app/scene/scene.h"

namespace attn::scene {

// From the edge of that height below (x0, y0) to the one below (x1, y1); lengths in logical pixels.
Mark ribbon(Point from, float from_height, Point to, float to_height, Color color, CellTag cell = {});

// A point of one of its two long sides, t from 0 to 1: a cubic Bézier curve that leaves and arrives level, its control
// points half-way between the ends.
Point on_ribbon(Point from, Point to, float t);

// Whether a point is on the ribbon, or no further than slack above or below it.
bool on_ribbon(const Mark& ribbon, float x, float y, float slack = 0);

}  // namespace attn::scene
