#include "app/gui/headless.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <cmath>
#include <stdexcept>
#include <utility>

#include "app/gui/font_texture.h"
#include "app/gui/headless_keys.h"

namespace attn::gui {

// Input is set, not queued: one thing is done per frame.
class Headless::Memory final : public Platform {
 public:
  Memory(int width, int height, float scale) : scale_(scale) { resize(width, height); }

  Metrics metrics() const override { return {width_, height_, width_, height_, scale_}; }
  double now() const override { return now_; }
  void wake() override {}
  void set_title(const std::string& title) override { title_ = title; }
  void close() override { closed_ = true; }
  std::vector<KeyPress> begin_frame(bool keys) override {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(width_), static_cast<float>(height_)};
    io.DeltaTime = 1.0f / 60;
    if (!keys || presses.empty()) return {};
    const KeyPress press = presses.front();
    presses.pop_front();
    return {press};
  }
  std::vector<std::string> dropped() override { return std::exchange(dropped_, {}); }

  void resize(int width, int height) {
    width_ = static_cast<int>(std::lround(static_cast<float>(width) * scale_));
    height_ = static_cast<int>(std::lround(static_cast<float>(height) * scale_));
  }

  std::deque<KeyPress> presses;
  std::vector<std::string> dropped_;
  std::string title_;
  double now_ = 0;
  bool closed_ = false;
  int width_ = 0, height_ = 0;
  float scale_ = 1;
};

Headless::Headless(const HeadlessOptions& options)
    : pixels_(options.pixels),
      wait_for_exports_(options.wait_for_exports),
      memory_(std::make_unique<Memory>(options.width, options.height, options.scale)) {
  surface_ = make_surface(memory_->width_, memory_->height_);
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.ConfigInputTextCursorBlink = false;
  map_keys();
  ImGui_ImplOpenGL3_Init("#version 330 core");
  program_ = std::make_unique<Program>(options.settings, options.notice, *memory_,
                                       options.compute ? options.compute : run_model());
  program_->record(&seen_);
  if (options.first_start) program_->greet();
}

Headless::~Headless() {
  program_.reset();
  drop_font_texture();
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
}

Program& Headless::program() { return *program_; }
const Record& Headless::seen() const { return seen_; }
bool Headless::closed() const { return memory_->closed_; }
const std::string& Headless::title() const { return memory_->title_; }

void Headless::choose(Document document) {
  program_->choose(std::move(document));
  settle();
}

// Fonts may have to be made first, more than once: for each new script a face.
void Headless::frame() {
  for (int i = 0; i < 8; ++i)
    if (pixels_ ? program_->draw() : program_->lay_out()) return;
  throw std::runtime_error("the fonts never become complete");
}

void Headless::settle() {
  constexpr int settling = 3;  // widgets settle over some frames: see window.cpp
  program_->wait_for_run();
  for (int i = 0; i < settling || program_->changed(); ++i) {
    if (i > 1000) throw std::runtime_error("the window never comes to rest");
    frame();
    program_->wait_for_run();
    if (wait_for_exports_) program_->wait_for_export();
  }
}

scene::Image Headless::picture() {
  settle();
  return surface_->pixels();
}

float Headless::px() const { return memory_->scale_ * program_->document().zoom; }

bool Headless::draw_all() {
  const bool drawn = program_->draw();
  surface_->finish();
  return drawn;
}

void Headless::move(float x, float y) {
  point_at(x * px(), y * px());
  settle();
}

void Headless::click(float x, float y, bool control) {
  move(x, y);
  hold_modifiers(control, false);
  hold_button(true);
  frame();
  hold_button(false);
  frame();
  hold_modifiers(false, false);
  settle();
}

void Headless::drag(float x, float y, float to_x, float to_y, int button) {
  move(x, y);
  hold_button(true, button);
  frame();
  constexpr int parts = 4;
  for (int i = 1; i <= parts; ++i) {
    const float t = static_cast<float>(i) / parts;
    point_at((x + (to_x - x) * t) * px(), (y + (to_y - y) * t) * px());
    frame();
  }
  hold_button(false, button);
  settle();
}

void Headless::wheel(float x, float y, float by, bool control) {
  move(x, y);
  hold_modifiers(control, false);
  turn_wheel(by);
  frame();
  hold_modifiers(false, false);
  settle();
}

void Headless::type(std::string_view text) {
  write(text);
  settle();
}

void Headless::press(int key, bool control, bool shift) {
  const bool letter = key >= GLFW_KEY_A && key <= GLFW_KEY_Z;
  if (key == GLFW_KEY_SLASH) key = 0;  // it is known by its character alone
  memory_->presses.push_back({key,
                              letter     ? static_cast<char>('a' + key - GLFW_KEY_A)
                              : key == 0 ? '/'
                                         : '\0',
                              control, shift});
  hold_modifiers(control, shift);
  hold_key(key, true);
  frame();
  hold_key(key, false);
  hold_modifiers(false, false);
  settle();
}

void Headless::drop(const std::string& path) {
  memory_->dropped_.push_back(path);
  settle();
}

void Headless::pass(double seconds) {
  memory_->now_ += seconds;
  settle();
}

void Headless::resize(int width, int height) {
  memory_->resize(width, height);
  surface_->resize(memory_->width_, memory_->height_);
  settle();
}

void Headless::click(std::string_view name, bool control) {
  const Record::Item* item = seen_.find(name);
  if (!item) throw std::invalid_argument("nothing in sight is called '" + std::string(name) + "'");
  const scene::Rect rect = item->rect;
  click(rect.x + rect.w / 2, rect.y + rect.h / 2, control);
}

}  // namespace attn::gui
