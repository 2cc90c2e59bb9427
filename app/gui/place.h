// Where a card goes that is about something else on the page.
#pragma once

#include <vector>

#include "app/scene/scene.h"

namespace attn::gui {

// Of the places in the room the one that hides least of what is to be read and of the thing itself, and is nearest to
// the point.
scene::Rect free_place(const scene::Rect& room, scene::Point near, float width, float height,
                       const std::vector<scene::Rect>& words, const scene::Rect& thing);

}  // namespace attn::gui
