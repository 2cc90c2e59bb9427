#include "app/gui/window.h"

#include <glad/gl.h>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "app/gui/font_texture.h"
#include "app/gui/glfw_platform.h"
#include "app/gui/keeper.h"
#include "app/gui/program.h"

namespace attn::gui {
namespace {

std::string last_glfw_error() {
  const char* reason = nullptr;
  glfwGetError(&reason);
  return reason ? reason : "no reason given";
}

// Nowhere to show a window: no display, no OpenGL.
struct NoWindow : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Glfw {
  Glfw() {
    if (!glfwInit()) throw NoWindow(last_glfw_error());
  }
  ~Glfw() { glfwTerminate(); }
};

// The window system's units per logical pixel.
float units_per_pixel(const WindowOptions& options) {
  if (options.scale > 0) return options.scale;
#ifdef __APPLE__
  return 1;
#else
  float scale = 1, other = 1;
  if (GLFWmonitor* monitor = glfwGetPrimaryMonitor()) glfwGetMonitorContentScale(monitor, &scale, &other);
  return scale;
#endif
}

// Whether a window at this place would have its title bar on some monitor.
bool in_sight(int x, int y) {
  int count = 0;
  GLFWmonitor** monitors = glfwGetMonitors(&count);
  for (int i = 0; i < count; ++i) {
    int left = 0, top = 0, width = 0, height = 0;
    glfwGetMonitorWorkarea(monitors[i], &left, &top, &width, &height);
    if (x > left - 200 && x < left + width - 100 && y >= top && y < top + height - 60) return true;
  }
  return false;
}

struct Window {
  GLFWwindow* handle = nullptr;

  explicit Window(const WindowOptions& options) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "attnscope");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "attnscope");
    const WindowPlace& place = options.settings.window;
    const float units = units_per_pixel(options);
    const auto size = [&](int n) { return std::max(1, static_cast<int>(std::lround(static_cast<float>(n) * units))); };
    glfwWindowHint(GLFW_MAXIMIZED, place.maximized ? GLFW_TRUE : GLFW_FALSE);
    handle = glfwCreateWindow(size(place.width), size(place.height), "AttnScope", nullptr, nullptr);
    if (!handle) throw NoWindow(last_glfw_error());
    if (place.x && place.y && !place.maximized && in_sight(*place.x, *place.y))
      glfwSetWindowPos(handle, *place.x, *place.y);
    glfwSetWindowSizeLimits(handle, size(640), size(400), GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwMakeContextCurrent(handle);
    if (!gladLoadGL(glfwGetProcAddress)) throw NoWindow("OpenGL 3.3 is not available");
    glfwSwapInterval(1);
  }
  ~Window() {
    if (handle) glfwDestroyWindow(handle);
  }

  // Sizes are kept in logical pixels, so that the window has the same size to the eye on another monitor.
  WindowPlace place(WindowPlace last, float units) const {
    last.maximized = glfwGetWindowAttrib(handle, GLFW_MAXIMIZED) != 0;
    if (last.maximized || glfwGetWindowAttrib(handle, GLFW_ICONIFIED)) return last;  // where it was before
    int x = 0, y = 0, width = 0, height = 0;
    glfwGetWindowPos(handle, &x, &y);
    glfwGetWindowSize(handle, &width, &height);
    last.x = x;
    last.y = y;
    last.width = static_cast<int>(std::lround(static_cast<float>(width) / units));
    last.height = static_cast<int>(std::lround(static_cast<float>(height) / units));
    return last;
  }
};

struct Gui {
  explicit Gui(GLFWwindow* window) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.ConfigInputTextCursorBlink = false;  // an idle window draws nothing
    ImGui_ImplGlfw_InitForOpenGL(window, true);
    ImGui_ImplOpenGL3_Init("#version 330 core");
  }
  ~Gui() {
    drop_font_texture();
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
  }
};

// Waits until something happens, or until the player's next step.
void wait(double seconds) {
  if (seconds <= 0)
    glfwPollEvents();
  else if (seconds < 3600)
    glfwWaitEventsTimeout(seconds);
  else
    glfwWaitEvents();
}

// For benchmarks: the time of every frame, in seconds of the system's clock, into the file ATTNSCOPE_FRAME_LOG names.
class FrameLog {
 public:
  FrameLog() {
    if (const char* path = std::getenv("ATTNSCOPE_FRAME_LOG")) file_.open(path);
  }
  void note() {
    if (!file_.is_open()) return;
    const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
    file_ << std::fixed << now.count() << std::endl;
  }

 private:
  std::ofstream file_;
};

void open(const WindowOptions& options) {
  const Glfw glfw;
  const Window window(options);
  GlfwPlatform platform(window.handle, options.scale);
  const Gui gui(window.handle);
  platform.install_keys();
  Program program(options.settings, options.notice, platform);
  if (options.first_start) program.greet();
  FrameLog log;
  Keeper keeper(options.settings_file, options.settings);
  const float units = units_per_pixel(options);
  auto kept = [&, place = options.settings.window]() mutable {
    Settings settings = program.settings();
    settings.window = place = window.place(place, units);
    return settings;
  };
  // Widgets settle over some frames after an event: an item is first pointed at, then lit, then its tooltip has its
  // size.
  constexpr int settling = 3;
  int due = settling;
  while (!glfwWindowShouldClose(window.handle)) {
    const bool hidden = glfwGetWindowAttrib(window.handle, GLFW_ICONIFIED);
    const double kept_in = keeper.seconds_until_due(glfwGetTime());
    wait(hidden ? kept_in : due > 0 ? 0 : std::min(program.seconds_until_change(), kept_in));
    if (auto problem = keeper.keep(kept(), glfwGetTime())) {
      program.tell(std::move(*problem));
      due = settling;
    }
    if (platform.take_events() || platform.queued() || program.changed()) due = settling;
    if (due == 0 || hidden) continue;
    if (!program.draw()) continue;  // fonts were made first
    --due;
    glfwSwapBuffers(window.handle);
    log.note();
  }
  keeper.keep_at_once(kept());
}

}  // namespace

int run_window(const WindowOptions& options) {
  try {
    open(options);
    return 0;
  } catch (const NoWindow& e) {
    std::fprintf(stderr,
                 "attnscope: no window can be opened: %s (the command line works without one: attnscope --help)\n",
                 e.what());
  } catch (const std::exception& e) {
    std::fprintf(stderr, "attnscope: %s\n", e.what());
  }
  return 2;
}

}  // namespace attn::gui
