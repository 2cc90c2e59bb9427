// The letters of Dear ImGui's font atlas on the graphics card: as alpha alone, a quarter of what the library would
// send, and only once a frame is drawn with them. From Dear ImGui 1.92 on the library does this itself, and these do
// nothing.
#pragma once

#include <imgui.h>

namespace attn::gui {

ImTextureID font_texture();  // the same for as long as the context lives; building the atlas makes it forget its own
void send_font_texture();    // before a frame is drawn
void drop_font_texture();    // before Dear ImGui's context is destroyed

}  // namespace attn::gui
