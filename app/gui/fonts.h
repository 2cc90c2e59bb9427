// Fonts: every face at every size that is drawn, with the glyphs that are drawn, and no others.
//
// Text is asked for by face and size in logical pixels. What the atlas lacks is noted and added between two frames:
// sizes are rasterised, never stretched. From Dear ImGui 1.92 on the library does this itself.
#pragma once

#include <imgui.h>

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "app/gui/font_files.h"
#include "app/scene/scene.h"

namespace attn::gui {

using scene::Font;

class Fonts {
 public:
  struct Sized {
    ImFont* font;
    float size;  // as ImDrawList::AddText wants it
  };

  Fonts();

  // px: ImGui units per logical pixel; density: framebuffer pixels per ImGui unit.
  void set_scale(float px, float density);

  // The font for a text. If its size or one of its glyphs is missing, the nearest there is, and stale() from then on.
  Sized get(Font face, float size, std::string_view text);
  // For widgets of the library: makes the font current until pop().
  void push(Font face, float size, std::string_view text);
  void pop();

  // The text as it can be drawn: characters that no font has become their code points, "U+1F600". The text itself
  // where it has none of those, else what is put into `room`. Everything that draws or measures text asks this.
  std::string_view shown(std::string_view text, Font face, std::string& room) const;

  float width(std::string_view text, Font face, float size);  // logical pixels, of the text as shown
  scene::Measure measure();

  bool stale() const { return stale_; }
  void update();                              // between frames
  int revision() const { return revision_; }  // grows with every update: widths may have changed

 private:
  struct Key {
    Font face;
    int size;  // in 1/4 pixels
    auto operator<=>(const Key&) const = default;
  };
  struct Baked {
    ImFont* font = nullptr;
    std::unordered_set<unsigned> glyphs;  // asked for, whether a font has them or not
    bool chinese = false;                 // one of them is beyond the European fonts
  };

  float line(Font face) const;  // line height in ems
  Baked& find(Font face, float size);
  void note(Baked& baked, std::string_view text);
  void bake(Key key, Baked& baked);
  bool lacks(Font face, unsigned character) const;

  std::array<std::optional<FontFile>, 3> faces_;  // by Font
  std::optional<FontFile> symbols_, chinese_, chinese_bold_;
  bool chinese_sought_ = false;
  std::map<Key, Baked> baked_;
  std::array<std::unordered_set<unsigned>, 3> missing_;  // by Font: looked for and not found
  std::deque<std::vector<ImWchar>>
      ranges_;  // of the fonts being baked: the library reads them when it builds the atlas
  float px_ = 1, density_ = 1;
  bool stale_ = true;
  int revision_ = 0;
};

}  // namespace attn::gui
