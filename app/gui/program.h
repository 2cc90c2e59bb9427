// Program: the document, what is derived from it, and the one frame after another that shows both.
#pragma once

#include "app/core/settings.h"
#include "app/gui/frame.h"
#include "app/gui/platform.h"
#include "app/gui/record.h"

namespace attn::gui {

class Program {
 public:
  // Between the start and the end of Dear ImGui and its OpenGL backend, with the platform's OpenGL context current.
  // notice: something to be told once. compute: what makes the runs that are shown.
  Program(Settings settings, std::optional<Message> notice, Platform& platform, Compute compute = run_model());

  // Draws a frame into the current framebuffer. False: fonts lack something that it needs; they are made before the
  // next call.
  bool draw();
  // The two halves of draw(), for measuring: Dear ImGui's lists, and their pixels.
  bool lay_out();
  void paint();
  bool changed() const;                 // whether the last frame no longer shows how things are
  double seconds_until_change() const;  // until something moves by itself

  const Document& document() const { return document_; }
  void choose(Document document) { document_ = std::move(document); }  // from the next frame on, as if by hand
  // What is to be remembered; the window's place is not known here.
  Settings settings() const;
  void greet();  // at the first start: the finished run in the map, and what this is
  void tell(Message notice) { view_.notice = Notice(std::move(notice)); }
  const Derived& derived() const { return derived_; }
  const View& view() const { return view_; }
  const Textures& textures() const { return textures_; }
  int step() const { return step_; }
  void look_closer(const scene::Sight& sight);  // at the step on the stage
  void wait_for_run() const { deriver_.wait(); }
  void wait_for_export() { exporter_.wait(); }
  // From the next frame on, what is drawn is also noted here; null: no longer.
  void record(Record* to) { record_ = to; }

 private:
  bool in_flight() const;
  void take_answer();
  void ask_if_edited();
  void forget_forced();
  void set_scale();
  void advance(double now);
  void follow();
  void take_dropped();
  void show_figure(const std::string& path);
  void take_outcome(double now);

  Platform& platform_;
  Document document_, drawn_;  // as it is, and as the last frame showed it
  std::vector<std::string> recent_models_;
  History history_;
  View view_;
  Derived derived_;
  RunFacts facts_;
  Texts texts_;
  scene::Theme theme_;
  Fonts fonts_;
  Textures textures_;
  float px_ = 0;
  int step_ = -1;
  Ask asked_;
  double asked_at_ = 0;
  Record* record_ = nullptr;
  std::optional<Document> restored_;  // what a figure showed, until its run is there
  bool pictured_ = false;             // this frame is the picture of the window
  figures::Exporter exporter_;        // its thread wakes the platform, as that of the next
  Deriver deriver_;                   // last: its thread wakes the platform
};

}  // namespace attn::gui
