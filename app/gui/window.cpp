#include "app/gui/window.h"

#include <glad/gl.h>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

#include "app/gui/glfw_platform.h"
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

struct Window {
  GLFWwindow* handle = nullptr;

  explicit Window(const WindowOptions& options) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, options.scale > 0 ? GLFW_FALSE : GLFW_TRUE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "attnscope");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "attnscope");
    const float scale = options.scale > 0 ? options.scale : 1;
    const auto pixels = [&](int n) {
      return std::max(1, static_cast<int>(std::lround(static_cast<float>(n) * scale)));
    };
    handle = glfwCreateWindow(pixels(options.width), pixels(options.height), "AttnScope", nullptr, nullptr);
    if (!handle) throw NoWindow(last_glfw_error());
    glfwSetWindowSizeLimits(handle, 320, 240, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwMakeContextCurrent(handle);
    if (!gladLoadGL(glfwGetProcAddress)) throw NoWindow("OpenGL 3.3 is not available");
    glfwSwapInterval(1);
  }
  ~Window() {
    if (handle) glfwDestroyWindow(handle);
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

void open(const WindowOptions& options) {
  const Glfw glfw;
  const Window window(options);
  GlfwPlatform platform(window.handle, options.scale);
  const Gui gui(window.handle);
  platform.install_keys();
  Program program(options.document, platform);
  // Widgets settle over some frames after an event: an item is first pointed at, then lit, then its tooltip has its
  // size.
  constexpr int settling = 3;
  int due = settling;
  while (!glfwWindowShouldClose(window.handle)) {
    const bool hidden = glfwGetWindowAttrib(window.handle, GLFW_ICONIFIED);
    wait(due > 0 && !hidden ? 0 : program.seconds_until_change());
    if (platform.take_events() || platform.queued() || program.changed()) due = settling;
    if (due == 0 || hidden) continue;
    if (!program.draw()) continue;  // fonts were made first
    --due;
    glfwSwapBuffers(window.handle);
  }
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
