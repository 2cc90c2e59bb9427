// What the map keeps between frames: its scene, how close it is, which part of it is in sight.
#pragma once

#include <imgui.h>

#include <memory>
#include <optional>
#include <string>

#include "app/gui/thumbnails.h"
#include "app/scene/views/map.h"

namespace attn::gui {

// Closer and farther go by these: fonts are made for each.
inline constexpr float map_zooms[] = {0.35f, 0.5f, 0.7f, 0.85f, 1, 1.25f, 1.5f, 2, 3};
inline constexpr int plain_zoom = 4;  // number of 1

struct MapView {
  // The run's architecture, and the plan for a size of window.
  std::shared_ptr<const Run> of;
  scene::MapRun run;
  scene::MapPlan plan;

  struct Key {
    std::shared_ptr<const Run> run;
    MapOptions options;
    int step = -1;
    std::optional<Cell> cell;
    double phase = 1;
    float x = 0, y = 0, width = 0, height = 0, zoom = 1;
    Language language = Language::en;
    Look look = Look::dark;
    int fonts = 0;
    bool operator==(const Key&) const = default;
  } key;
  scene::MapScene scene;

  int zoom = plain_zoom;  // number in map_zooms
  float x = 0, y = 0;     // the corner of what is in sight, in pixels of the map
  std::string followed;   // the step it was last moved for
  bool pressed = false;   // the press that lasts began on the map
  Thumbnails thumbnails;

  struct Flight {  // out of the step view, whose picture shrinks into its block
    scene::Scene scene;
    ImVec2 origin;  // of that picture when it began …
    float px = 1;   // … and its ImGui units per pixel
    double begun = 0, drawn = -1;
  };
  std::optional<Flight> flight;
};

}  // namespace attn::gui
