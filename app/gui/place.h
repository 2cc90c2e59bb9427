// Where a card goes that is about something else on the page.
#pragma once

#include <vector>

#include "app/scene/scene.h"

namespace attn::gui {

// Of the places in the room the one that hides least of what is to be read and of the thing itself, and is nearest to
// the point.
scene::Rect free_place(const scene::Rect& room, scene::Point near, float width, float height,
                       const std::vector<scene::Rect>& words, const scene::Rect& thing);

// Where a tooltip of that size goes, within the room: below its control, else above it; beside a cell, to its right and
// below, flipped at the edges; level with a row of a list, at its right, else at its left. It never covers the thing.
enum class Tip { below, beside, level };
scene::Rect tip_place(const scene::Rect& room, const scene::Rect& about, float width, float height, Tip where);

}  // namespace attn::gui
