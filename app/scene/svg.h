// A scene as SVG: real text, one element per mark, every cell with its number.
//
// Cells are rects with data-step (the step's path), data-row and data-col (from 0), data-value (the shortest text that
// reads back as the same float, "-inf", "nan") and a <title> that viewers show as a tooltip. Images of tensors carry
// data-step, data-rows and data-cols. Text needs Inter and JetBrains Mono installed to look as laid out.
#pragma once

#include <string>
#include <string_view>

#include "app/scene/scene.h"
#include "engine/trace.h"

namespace attn::scene {

struct SvgNotes {
  std::string title, description;  // of the picture, for readers of the file and of the screen; empty: none
  std::string metadata;            // the text of <metadata id="attnscope">; empty: none
  bool transparent = false;        // without the scene's background
};
inline constexpr std::string_view svg_metadata_id = "attnscope";

// trace: where the cells' numbers are; without it cells carry the step's number and neither value nor title.
std::string to_svg(const Scene& scene, const Trace* trace = nullptr, const SvgNotes& notes = {});

}  // namespace attn::scene
