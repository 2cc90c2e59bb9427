#include "app/gui/font_texture.h"

#include <glad/gl.h>
#include <imgui_impl_opengl3.h>

#include <cstdint>

namespace attn::gui {

#if IMGUI_VERSION_NUM >= 19200

ImTextureID font_texture() { return {}; }
void send_font_texture() {}
void drop_font_texture() {}

#else

namespace {

unsigned name_of(ImTextureID texture) { return static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(texture)); }

}  // namespace

ImTextureID font_texture() {
  if (const ImTextureID known = ImGui::GetIO().Fonts->TexID) return known;
  // The library would make its own in its first frame: it does so now, and does not notice that it is gone.
  ImGui_ImplOpenGL3_CreateDeviceObjects();
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  unsigned made = 0;
  glGenTextures(1, &made);
  glBindTexture(GL_TEXTURE_2D, made);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  constexpr int white_with_alpha[] = {GL_ONE, GL_ONE, GL_ONE, GL_RED};
  glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, white_with_alpha);
  return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(made));
}

void send_font_texture() {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  if (!atlas.TexPixelsAlpha8) return;  // the graphics card has it
  unsigned char* alpha = nullptr;
  int width = 0, height = 0;
  atlas.GetTexDataAsAlpha8(&alpha, &width, &height);
  glBindTexture(GL_TEXTURE_2D, name_of(atlas.TexID));
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, alpha);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  atlas.ClearTexData();
}

void drop_font_texture() {
  const unsigned name = name_of(ImGui::GetIO().Fonts->TexID);
  if (name) glDeleteTextures(1, &name);
  ImGui::GetIO().Fonts->SetTexID(nullptr);
}

#endif

}  // namespace attn::gui
