#include "app/gui/surface.h"

#include <glad/gl.h>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#ifdef ATTN_EGL
#include <EGL/egl.h>
#include <EGL/eglext.h>
#endif

#include <algorithm>
#include <stdexcept>
#include <string>

#include "app/gui/read_pixels.h"

namespace attn::gui {
namespace {

// Somewhere to draw: colour in a texture-like buffer of its own, as a surface without a display has no framebuffer.
class Framebuffer {
 public:
  Framebuffer() {
    glGenFramebuffers(1, &framebuffer_);
    glGenRenderbuffers(1, &color_);
  }
  ~Framebuffer() {
    glDeleteRenderbuffers(1, &color_);
    glDeleteFramebuffers(1, &framebuffer_);
  }
  Framebuffer(const Framebuffer&) = delete;
  Framebuffer& operator=(const Framebuffer&) = delete;

  void resize(int width, int height) {
    glBindRenderbuffer(GL_RENDERBUFFER, color_);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, color_);
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
      throw std::runtime_error("OpenGL cannot draw a picture of " + std::to_string(width) + "×" +
                               std::to_string(height) + " pixels");
    width_ = width;
    height_ = height;
  }
  scene::Image pixels() const { return read_pixels(width_, height_); }

 private:
  unsigned framebuffer_ = 0, color_ = 0;
  int width_ = 0, height_ = 0;
};

#ifdef ATTN_EGL
struct Egl {
  EGLDisplay display = EGL_NO_DISPLAY;
  EGLContext context = EGL_NO_CONTEXT;

  Egl() {
    const auto get_display =
        reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    if (get_display) display = get_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
    if (display == EGL_NO_DISPLAY || !eglInitialize(display, nullptr, nullptr)) fail("no display-less EGL");
    constexpr EGLint wanted[] = {EGL_SURFACE_TYPE, EGL_DONT_CARE, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (!eglBindAPI(EGL_OPENGL_API) || !eglChooseConfig(display, wanted, &config, 1, &count) || count == 0)
      fail("EGL without OpenGL");
    constexpr EGLint version[] = {
        EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    context = eglCreateContext(display, config, EGL_NO_CONTEXT, version);
    if (context == EGL_NO_CONTEXT || !eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context))
      fail("EGL without OpenGL 3.3");
    if (!gladLoadGL(reinterpret_cast<GLADloadfunc>(eglGetProcAddress))) fail("OpenGL 3.3 is not available");
  }
  ~Egl() { release(); }
  Egl(const Egl&) = delete;
  Egl& operator=(const Egl&) = delete;

 private:
  void release() {
    if (display == EGL_NO_DISPLAY) return;
    eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (context != EGL_NO_CONTEXT) eglDestroyContext(display, context);
    eglTerminate(display);
  }
  [[noreturn]] void fail(const char* why) {
    release();
    throw std::runtime_error(why);
  }
};
#endif

struct HiddenWindow {
  GLFWwindow* window = nullptr;

  HiddenWindow() {
    if (!glfwInit()) throw std::runtime_error("no display");
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    window = glfwCreateWindow(64, 64, "AttnScope", nullptr, nullptr);
    if (window) glfwMakeContextCurrent(window);
    if (window && gladLoadGL(glfwGetProcAddress)) return;
    glfwTerminate();
    throw std::runtime_error("OpenGL 3.3 is not available");
  }
  ~HiddenWindow() { glfwTerminate(); }
  HiddenWindow(const HiddenWindow&) = delete;
  HiddenWindow& operator=(const HiddenWindow&) = delete;
};

template <class Context>
class SurfaceOf final : public Surface {
 public:
  void resize(int width, int height) override { framebuffer_.resize(width, height); }
  scene::Image pixels() const override { return framebuffer_.pixels(); }
  void finish() override { glFinish(); }

 private:
  Context context_;  // first: the framebuffer lives in it
  Framebuffer framebuffer_;
};

}  // namespace

std::unique_ptr<Surface> make_surface(int width, int height) {
  std::unique_ptr<Surface> surface;
  std::string why;
#ifdef ATTN_EGL
  try {
    surface = std::make_unique<SurfaceOf<Egl>>();
  } catch (const std::runtime_error& e) {
    why = std::string(e.what()) + ", and ";
  }
#endif
  try {
    if (!surface) surface = std::make_unique<SurfaceOf<HiddenWindow>>();
  } catch (const std::runtime_error& e) {
    throw std::runtime_error("nothing can be drawn here: " + why + e.what());
  }
  surface->resize(width, height);
  return surface;
}

}  // namespace attn::gui
