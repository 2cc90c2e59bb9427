// A scene on screen: marks become shapes of an ImDrawList, images become textures.
#pragma once

#include <imgui.h>

#include <memory>
#include <unordered_map>

#include "app/gui/fonts.h"
#include "app/gui/heatmaps.h"
#include "app/gui/record.h"
#include "app/scene/scene.h"

namespace attn::gui {

// OpenGL textures of the images and matrices that scenes show, each uploaded once, sampled without smoothing.
class Textures {
 public:
  Textures() = default;
  ~Textures();
  Textures(const Textures&) = delete;
  Textures& operator=(const Textures&) = delete;

  ImTextureID get(const std::shared_ptr<const scene::Image>& image);
  Heatmaps& heatmaps() { return heatmaps_; }
  const Heatmaps& heatmaps() const { return heatmaps_; }
  void begin_frame();  // forgets what was not drawn since the last time

 private:
  struct Entry {
    std::shared_ptr<const scene::Image> image;  // keeps the address from being used again
    unsigned texture = 0;
    bool drawn = true;
  };
  std::unordered_map<const scene::Image*, Entry> entries_;
  Heatmaps heatmaps_;
};

// Where and how large a scene is drawn.
struct Placement {
  ImVec2 origin;    // of the scene, in ImGui units
  float px = 1;     // ImGui units per pixel of the scene
  float zoom = 1;   // logical pixels per pixel of the scene
  float alpha = 1;  // of everything
  Record* record = nullptr;
};

void draw(ImDrawList& list, const scene::Scene& scene, const Placement& at, Fonts& fonts, Textures& textures);

}  // namespace attn::gui
