#include "app/gui/heatmaps.h"

#include <glad/gl.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "assets.h"

namespace attn::gui {
namespace {

constexpr std::size_t most_bytes = std::size_t{32} << 20;  // of numbers that no frame shows any more
constexpr std::size_t most_ramps = 8;

unsigned shader(unsigned kind, const char* name) {
  const assets::Asset* source = assets::find(name);
  if (!source) throw std::runtime_error(std::string(name) + " is missing from the program");
  const std::string text(source->text());
  const char* lines = text.c_str();
  const unsigned made = glCreateShader(kind);
  glShaderSource(made, 1, &lines, nullptr);
  glCompileShader(made);
  int compiled = 0;
  glGetShaderiv(made, GL_COMPILE_STATUS, &compiled);
  if (compiled) return made;
  char reason[512] = "";
  glGetShaderInfoLog(made, sizeof reason, nullptr, reason);
  glDeleteShader(made);
  throw std::runtime_error("OpenGL does not take " + std::string(name) + ": " + reason);
}

// A texture that is read cell by cell.
unsigned make_texture() {
  unsigned made = 0;
  glGenTextures(1, &made);
  glBindTexture(GL_TEXTURE_2D, made);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  return made;
}

void upload_floats(Index width, Index height, const float* numbers) {
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, static_cast<int>(width), static_cast<int>(height), 0, GL_RED, GL_FLOAT,
               numbers);
}

void set_color(int where, scene::Color c) {
  glUniform4f(where, static_cast<float>(c.r) / 255, static_cast<float>(c.g) / 255, static_cast<float>(c.b) / 255,
              static_cast<float>(c.a) / 255);
}

}  // namespace

struct Heatmaps::Program {
  unsigned program = 0, nothing = 0;  // nothing: OpenGL wants a vertex array even where none is read
  int most_texels = 0;

  Program() {
    const unsigned vertex = shader(GL_VERTEX_SHADER, "shaders/heatmap.vert");
    const unsigned fragment = shader(GL_FRAGMENT_SHADER, "shaders/heatmap.frag");
    program = glCreateProgram();
    glAttachShader(program, vertex);
    glAttachShader(program, fragment);
    glLinkProgram(program);
    glDeleteShader(vertex);
    glDeleteShader(fragment);
    int linked = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    if (!linked) throw std::runtime_error("OpenGL cannot link the heatmap's shaders");
    glGenVertexArrays(1, &nothing);
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &most_texels);
  }
  ~Program() {
    glDeleteVertexArrays(1, &nothing);
    glDeleteProgram(program);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  int at(const char* name) const { return glGetUniformLocation(program, name); }
};

Heatmaps::Heatmaps() = default;

Heatmaps::~Heatmaps() {
  for (const Numbers& n : numbers_) glDeleteTextures(1, &n.texture);
  for (const Ramp& r : ramps_) glDeleteTextures(1, &r.texture);
  if (strength_) glDeleteTextures(1, &strength_);
}

void Heatmaps::add(ImDrawList& list, const std::shared_ptr<const scene::Texels>& matrix, ImVec2 low, ImVec2 high,
                   float alpha) {
  jobs_.push_back({this, matrix, low, high, alpha});
  list.AddCallback(run, &jobs_.back());
  list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void Heatmaps::run(const ImDrawList*, const ImDrawCmd* command) {
  const auto& job = *static_cast<const Job*>(command->UserCallbackData);
  job.owner->draw(job, command->ClipRect);
}

// Whether the texels have numbers of their own: bins, or a window into what no texture can hold.
bool Heatmaps::by_texels(const scene::Texels& matrix) const {
  return matrix.binned() || std::max(matrix.of.rows(), matrix.of.cols()) > program_->most_texels;
}

void Heatmaps::set_numbers(const std::shared_ptr<const scene::Texels>& matrix) {
  const bool own = by_texels(*matrix);
  const void* of = own ? static_cast<const void*>(matrix.get()) : &matrix->of.mat();
  for (Numbers& known : numbers_)
    if (known.of == of) {
      known.last_frame = frame_;
      glBindTexture(GL_TEXTURE_2D, known.texture);
      return;
    }
  const Index width = own ? matrix->across.shown : matrix->of.cols();
  const Index height = own ? matrix->down.shown : matrix->of.rows();
  std::vector<Real> values = matrix->values;
  if (own && values.empty())
    for (Index r = 0; r < height; ++r)
      for (Index c = 0; c < width; ++c) {
        const Index cell = scene::cell_of(*matrix, r, c);
        values.push_back(matrix->of(cell / matrix->of.cols(), cell % matrix->of.cols()));
      }
  const unsigned texture = make_texture();
  upload_floats(width, height, own ? values.data() : matrix->of.mat().data());
  ++uploads_;
  numbers_.push_back({matrix, of, texture, static_cast<std::size_t>(width * height) * sizeof(Real), frame_});
}

void Heatmaps::set_ramp(const scene::NumberColors& of) {
  for (Ramp& known : ramps_)
    if (known.colors == of.ramp) {
      known.last_frame = frame_;
      glBindTexture(GL_TEXTURE_2D, known.texture);
      return;
    }
  const unsigned texture = make_texture();
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, 256, 2, 0, GL_RGBA, GL_UNSIGNED_BYTE, of.ramp.data());
  ramps_.push_back({of.ramp, texture, frame_});
}

void Heatmaps::set_strength(const std::vector<float>& strength) {
  if (strength_)
    glBindTexture(GL_TEXTURE_2D, strength_);
  else
    strength_ = make_texture();
  if (strength.empty()) return;
  upload_floats(1, static_cast<Index>(strength.size()), strength.data());
}

void Heatmaps::draw(const Job& job, const ImVec4& clip) {
  if (!program_) program_ = std::make_unique<Program>();
  const scene::Texels& m = *job.matrix;
  const Program& p = *program_;
  const ImDrawData& data = *ImGui::GetDrawData();
  const ImVec2 scale = data.FramebufferScale, origin = data.DisplayPos;
  const float width = data.DisplaySize.x * scale.x, height = data.DisplaySize.y * scale.y;
  const auto x = [&](float at) { return (at - origin.x) * scale.x; };
  const auto y = [&](float at) { return (at - origin.y) * scale.y; };
  const float left = std::max(0.0f, x(clip.x)), top = std::max(0.0f, y(clip.y));
  const float right = std::min(width, x(clip.z)), bottom = std::min(height, y(clip.w));
  if (right <= left || bottom <= top) return;
  glScissor(static_cast<int>(left), static_cast<int>(height - bottom), static_cast<int>(right - left),
            static_cast<int>(bottom - top));

  glUseProgram(p.program);
  glBindVertexArray(p.nothing);
  const auto texture = [&](int unit, const char* name, const auto& bind) {
    glActiveTexture(static_cast<unsigned>(GL_TEXTURE0 + unit));
    glBindSampler(static_cast<unsigned>(unit), 0);
    bind();
    glUniform1i(p.at(name), unit);
  };
  texture(2, "strength", [&] { set_strength(m.strength); });
  texture(1, "ramp", [&] { set_ramp(m.colors); });
  texture(0, "numbers", [&] { set_numbers(job.matrix); });

  glUniform4f(p.at("box"), x(job.low.x), y(job.low.y), x(job.high.x), y(job.high.y));
  glUniform2f(p.at("size"), width, height);
  glUniform2i(p.at("texels"), m.width(), m.height());
  glUniform2i(p.at("from"), static_cast<int>(m.across.from), static_cast<int>(m.down.from));
  glUniform2i(p.at("per"), static_cast<int>(m.across.per), static_cast<int>(m.down.per));
  glUniform1i(p.at("turned"), m.turned);
  glUniform1i(p.at("binned"), by_texels(m));
  const Index cols = std::max<Index>(1, m.of.cols());
  glUniform2i(p.at("done"), static_cast<int>(m.done % cols), static_cast<int>(m.done / cols));
  glUniform1f(p.at("limit"), m.limit > 0 ? static_cast<float>(m.limit) : 1);
  glUniform1i(p.at("dimmed"), !m.strength.empty());
  set_color(p.at("masked"), m.colors.masked);
  set_color(p.at("broken"), m.colors.broken);
  set_color(p.at("pending"), m.colors.pending);
  set_color(p.at("ground"), m.colors.ground);
  glUniform1f(p.at("alpha"), job.alpha);
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

void Heatmaps::begin_frame() {
  jobs_.clear();
  // The texels of bins are those of one picture; tensors may be looked at again.
  const auto drop = [](auto& list, auto at) {
    glDeleteTextures(1, &at->texture);
    return list.erase(at);
  };
  std::size_t bytes = 0;
  for (const Numbers& n : numbers_) bytes += n.bytes;
  std::sort(numbers_.begin(), numbers_.end(),
            [](const Numbers& a, const Numbers& b) { return a.last_frame < b.last_frame; });
  for (auto at = numbers_.begin(); at != numbers_.end();) {
    const bool of_one_picture = at->of == at->keeps.get();
    if (at->last_frame == frame_ || (bytes <= most_bytes && !of_one_picture)) {
      ++at;
      continue;
    }
    bytes -= at->bytes;
    at = drop(numbers_, at);
  }
  if (ramps_.size() > most_ramps)
    for (auto at = ramps_.begin(); at != ramps_.end();) at = at->last_frame == frame_ ? at + 1 : drop(ramps_, at);
  ++frame_;
}

}  // namespace attn::gui
