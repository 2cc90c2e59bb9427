// Record: what one frame drew and where, in logical pixels of the window. For tests and for tools that look for a thing
// by its name; the window itself runs without one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/scene/scene.h"

namespace attn::gui {

struct Record {
  struct Item {
    std::string name;  // of the thing that can be pointed at: its id after "###"
    scene::Rect rect;
  };
  struct Text {
    std::string panel, words;  // as drawn: with "…" where it was cut
    scene::Rect rect, clip;    // of the letters; what of the panel is in sight
    scene::Color color;
    float size = 0;
    bool turned = false;
  };
  // What is lit up because it is linked to what is pointed at, or selected.
  struct Lit {
    std::string place, name;  // "flame", path of the step; "source", number of the word
    enum class As { itself, read, reader } as = As::itself;
    bool operator==(const Lit&) const = default;
  };
  struct Tooltip {
    std::string words;        // in its lines
    scene::Rect rect, about;  // of the box; of the thing that it is about
  };
  std::vector<Item> items;
  std::vector<Lit> lit;
  std::vector<Text> texts;
  std::optional<Tooltip> tip;

  const Item* find(std::string_view name) const {
    for (const Item& item : items)
      if (item.name == name) return &item;
    return nullptr;
  }
  bool has(const Lit& wanted) const {
    for (const Lit& l : lit)
      if (l == wanted) return true;
    return false;
  }
};

}  // namespace attn::gui
