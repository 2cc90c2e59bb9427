#include "app/gui/program.h"

#include <glad/gl.h>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <limits>

#include "app/gui/shortcuts.h"
#include "app/gui/style.h"

namespace attn::gui {
namespace {

constexpr double patience = 0.1;  // seconds before a computation is worth a word

scene::Theme theme_of(Look look) { return look == Look::dark ? scene::dark_theme() : scene::light_theme(); }

}  // namespace

Program::Program(const WindowOptions& options, GLFWwindow* window, Input& input)
    : options_(options),
      window_(window),
      input_(input),
      document_(options.document),
      drawn_(options.document),
      texts_(options.document.language),
      theme_(theme_of(options.document.look)),
      deriver_([] { glfwPostEmptyEvent(); }) {
  document_.zoom = std::clamp(document_.zoom, smallest_zoom, largest_zoom);
  ask_if_edited();
}

void Program::ask_if_edited() {
  Request request{document_.model, document_.sentence};
  if (request == asked_) return;
  asked_ = request;
  asked_at_ = glfwGetTime();
  deriver_.ask(std::move(request));
}

void Program::take_answer() {
  Derived latest = deriver_.latest();
  const bool same = latest.run.translation == derived_.run.translation;
  derived_ = std::move(latest);
  derived_.busy = derived_.busy && glfwGetTime() - asked_at_ > patience;
  if (same || !derived_.run.translation) return;
  const Trace& trace = derived_.run.translation->trace;
  const Translation& translation = *derived_.run.translation;
  glfwSetWindowTitle(window_, (translation.source + " → " + translation.text + " · AttnScope").c_str());
  facts_ = {outline(trace), timeline(trace), notes(derived_.run),
            unknown_words(translation.source, translation.tokens, derived_.run.model->vocabulary)};
  view_.player.playing = false;
}

// A monitor's scale counts framebuffer pixels; Dear ImGui counts in the window system's units, which may be larger.
void Program::set_scale() {
  int width = 0, height = 0, framebuffer_width = 0, framebuffer_height = 0;
  glfwGetWindowSize(window_, &width, &height);
  glfwGetFramebufferSize(window_, &framebuffer_width, &framebuffer_height);
  float scale = options_.scale, scale_y = 1;
  if (scale <= 0) glfwGetWindowContentScale(window_, &scale, &scale_y);
  const float density = width > 0 ? static_cast<float>(framebuffer_width) / static_cast<float>(width) : 1;
  const float px = std::max(0.25f, scale) / density * document_.zoom;
  fonts_.set_scale(px, density);
  px_ = px;
}

void Program::advance(double now) {
  step_ = derived_.run.translation ? resolve(derived_.run.translation->trace, document_.step) : -1;
  if (!view_.player.playing) return;
  const int place = place_at(view_.player, facts_.timeline, now);
  step_ = facts_.timeline[static_cast<std::size_t>(place)];
  document_.step = derived_.run.translation->trace[step_].path;
  if (finished(view_.player, facts_.timeline, now)) view_.player.playing = false;
}

bool Program::changed() const {
  if (!(document_ == drawn_)) return true;
  const Derived latest = deriver_.latest();
  if (latest.revision != derived_.revision) return true;
  if (latest.busy != derived_.busy && glfwGetTime() - asked_at_ > patience) return true;
  return view_.player.playing &&
         facts_.timeline[static_cast<std::size_t>(place_at(view_.player, facts_.timeline, glfwGetTime()))] != step_;
}

bool Program::settled() const { return !deriver_.latest().busy && !changed() && !fonts_.stale(); }

double Program::seconds_until_change() const {
  double seconds = std::numeric_limits<double>::infinity();
  const double now = glfwGetTime();
  if (view_.player.playing) seconds = until_next(view_.player, now);
  if (!derived_.busy && deriver_.latest().busy)
    seconds = std::min(seconds, std::max(0.001, asked_at_ + 1.1 * patience - now));
  return seconds;
}

bool Program::draw() {
  const double now = glfwGetTime();
  take_answer();
  set_scale();
  if (document_.language != drawn_.language) texts_ = Texts(document_.language);
  if (document_.look != drawn_.look) theme_ = theme_of(document_.look);
  set_style(theme_, px_);
  if (fonts_.stale()) fonts_.update();
  advance(now);

  std::vector<KeyPress> keys;
  if (view_.awaiting_caret > 0)
    --view_.awaiting_caret;
  else
    keys = input_.feed(window_);
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
  drawn_ = document_;
  Frame frame{document_, view_, derived_, facts_, texts_, theme_, fonts_, textures_, px_, now, step_};
  for (const KeyPress& key : keys) press(frame, key);
  view_.typing = false;  // panels say so anew
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  draw_frame(frame, size.x / px_, size.y / px_);
  ImGui::Render();
  view_.escape = false;
  step_ = frame.step;
  if (view_.quit) glfwSetWindowShouldClose(window_, GLFW_TRUE);
  ask_if_edited();
  if (fonts_.stale()) return false;

  int width = 0, height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  glViewport(0, 0, width, height);
  const ImVec4 background = color4(theme_.bg0);
  glClearColor(background.x, background.y, background.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  textures_.end_frame();
  return true;
}

}  // namespace attn::gui
