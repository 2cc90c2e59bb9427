// Matrices on screen: their numbers as textures of floats, coloured by shaders/heatmap.frag.
#pragma once

#include <imgui.h>

#include <deque>
#include <memory>
#include <vector>

#include "app/scene/texels.h"

namespace attn::gui {

// Needs the OpenGL context that is current when it first draws, and that it be current when this is destroyed. A
// tensor's numbers go up once, whatever part of it is drawn and however much of it is there.
class Heatmaps {
 public:
  Heatmaps();
  ~Heatmaps();
  Heatmaps(const Heatmaps&) = delete;
  Heatmaps& operator=(const Heatmaps&) = delete;

  // Puts the matrix into the list, to be drawn with it. Corners in the library's units.
  void add(ImDrawList& list, const std::shared_ptr<const scene::Texels>& matrix, ImVec2 low, ImVec2 high, float alpha);
  void begin_frame();  // forgets what there is no room for

  std::size_t textures() const { return numbers_.size(); }  // of numbers
  std::size_t uploads() const { return uploads_; }          // of those, ever

 private:
  struct Job {
    Heatmaps* owner = nullptr;
    std::shared_ptr<const scene::Texels> matrix;
    ImVec2 low, high;
    float alpha = 1;
  };
  struct Numbers {
    std::shared_ptr<const void> keeps;  // what the numbers belong to, so that its address is not used again
    const void* of = nullptr;
    unsigned texture = 0;
    std::size_t bytes = 0;
    unsigned last_frame = 0;
  };
  struct Ramp {
    decltype(scene::NumberColors::ramp) colors;
    unsigned texture = 0;
    unsigned last_frame = 0;
  };
  struct Program;

  static void run(const ImDrawList* list, const ImDrawCmd* command);
  void draw(const Job& job, const ImVec4& clip);
  bool by_texels(const scene::Texels& matrix) const;
  // Each leaves its texture bound.
  void set_numbers(const std::shared_ptr<const scene::Texels>& matrix);
  void set_ramp(const scene::NumberColors& of);
  void set_strength(const std::vector<float>& strength);

  std::unique_ptr<Program> program_;
  std::deque<Job> jobs_;  // of this frame; their addresses stay
  std::vector<Numbers> numbers_;
  std::vector<Ramp> ramps_;
  unsigned strength_ = 0;
  unsigned frame_ = 0;
  std::size_t uploads_ = 0;
};

}  // namespace attn::gui
