// What the Heads view keeps between frames: pictures of the run's heads, made anew when what they show changes.
#pragma once

#include <memory>
#include <optional>

#include "app/core/document.h"
#include "app/core/heads.h"
#include "app/scene/views/head_detail.h"
#include "app/scene/views/heads_grid.h"

namespace attn::gui {

struct HeadsView {
  std::shared_ptr<const Run> run;  // of which the rest is
  Heads heads;
  int current = -1;  // place in heads: the one the playhead is in

  // The page: one picture per head.
  struct Key {
    std::shared_ptr<const Run> run;
    HeadsOptions options;
    int current = -1;
    float width = 0, height = 0;
    Language language = Language::en;
    Look look = Look::dark;
    int fonts = 0;
    bool operator==(const Key&) const = default;
  };
  Key atlas_key, grid_key;
  std::vector<Tensor> means;  // of the layers, as the options show them
  std::vector<scene::HeadThumbSection> sections;
  scene::HeadsAtlas atlas;
  scene::HeadsGrid grid;
  scene::Range range;  // shared by all of the page

  // The head enlarged.
  struct DetailKey {
    Key key;
    std::optional<Cell> cell;
    bool operator==(const DetailKey&) const = default;
  };
  DetailKey detail_key;
  Tensor combined;  // what it shows, where that is of several heads
  scene::HeadDetail detail;

  std::optional<HeadName> revealed;  // scrolled into sight
  bool overlay = false;              // where there is little room: the enlarged head lies over the page
};

}  // namespace attn::gui
