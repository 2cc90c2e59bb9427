// Program: the document, what is derived from it, and the one frame after another that shows both.
#pragma once

#include "app/gui/frame.h"
#include "app/gui/input.h"
#include "app/gui/window.h"

struct GLFWwindow;

namespace attn::gui {

class Program {
 public:
  // Between the start and the end of Dear ImGui and its backends.
  Program(const WindowOptions& options, GLFWwindow* window, Input& input);

  // Draws a frame into the back buffer. False: fonts lack something that it needs; they are made before the next call.
  bool draw();
  bool changed() const;                 // whether the last frame no longer shows how things are
  bool settled() const;                 // whether nothing is being computed
  double seconds_until_change() const;  // until something moves by itself

 private:
  void take_answer();
  void ask_if_edited();
  void set_scale();
  void advance(double now);

  WindowOptions options_;
  GLFWwindow* window_;
  Input& input_;
  Document document_, drawn_;  // as it is, and as the last frame showed it
  View view_;
  Derived derived_;
  Facts facts_;
  Texts texts_;
  scene::Theme theme_;
  Fonts fonts_;
  Textures textures_;
  float px_ = 0;
  int step_ = -1;
  Request asked_;
  double asked_at_ = 0;
  Deriver deriver_;
};

}  // namespace attn::gui
