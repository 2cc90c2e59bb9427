// Words and brackets of views that are laid out without a canvas.
#pragma once

#include <string>

#include "app/scene/stage/canvas.h"

namespace attn::scene::parts {

// One line of text, shortened to the room it has.
void words(const StageRequest& request, float x, float y, const std::string& shown, Font font, float size, Color color,
           float room, Scene& to, Align align = Align::left);

// What a canvas draws, put on top of a scene.
template <class Draw>
auto drawn(const StageRequest& request, Scene& to, Draw draw) {
  Canvas canvas(request);
  const auto result = draw(canvas);
  to.marks.insert(to.marks.end(), canvas.scene.marks.begin(), canvas.scene.marks.end());
  return result;
}

}  // namespace attn::scene::parts
