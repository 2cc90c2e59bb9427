#include "app/scene/stage/rows.h"

#include <algorithm>
#include <cmath>

#include "app/scene/text.h"

namespace attn::scene::rows {
namespace {

constexpr float right = 6, bottom = 4;  // room for the halo of a cell at the edge

}  // namespace

Progress progress_of(const StageRequest& ask) {
  const Tensor& out = ask.trace[ask.step].out;
  Progress p;
  p.done = ask.cells_done < 0 ? out.size() : std::min(ask.cells_done, out.size());
  p.complete = p.done >= out.size();
  if (p.complete) {
    p.row = ask.cell ? std::clamp<Index>(ask.cell->first, 0, std::max<Index>(0, out.rows() - 1)) : 0;
    p.within = static_cast<double>(out.cols());
    return p;
  }
  constexpr double rounding = 1e-6;
  const double all = static_cast<double>(out.size()), at = std::clamp(ask.phase, 0.0, 1.0) * all;
  const auto cols = static_cast<double>(out.cols());
  // Exactly at the end of a row it is still that row that is looked at.
  p.row = std::max<Index>(0, static_cast<Index>(std::ceil(at / cols - rounding)) - 1);
  p.within = std::clamp(at - static_cast<double>(p.row) * cols, 0.0, cols);
  return p;
}

double between(double t, double begin, double end) { return std::clamp((t - begin) / (end - begin), 0.0, 1.0); }

double in_out(double t) { return t < 0.5 ? 4 * t * t * t : 1 - std::pow(2 - 2 * t, 3) / 2; }

std::string filled(std::string text, std::initializer_list<std::string> values) {
  std::string made;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool place = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}';
    const auto n = static_cast<std::size_t>(place ? text[i + 1] - '0' : 0);
    if (place && n < values.size()) {
      made += values.begin()[n];
      i += 2;
    } else {
      made += text[i];
    }
  }
  return made;
}

Canvas::Canvas(const StageRequest& request) : ask(request), theme(request.theme) {
  scene.width = request.width;
  scene.height = request.height;
  scene.background = theme.bg0;
  room = {0, 0, std::max(1.0f, request.width - right), std::max(1.0f, request.height - bottom)};
  grow = std::clamp(std::min(request.width / 848, request.height / 560), 1.0f, 1.6f);
}

std::string Canvas::text(std::string_view key, std::initializer_list<std::string> values) const {
  return filled(ask.text(key), values);
}

Mark& Canvas::add(Mark mark) {
  const Rect& r = mark.rect;
  if (!std::isfinite(r.x + r.y + r.w + r.h)) return left_out_ = std::move(mark);
  scene.marks.push_back(std::move(mark));
  return scene.marks.back();
}

float Canvas::write(float x, float y, std::string_view words, const Style& style, float max_width, CellTag tag) {
  const std::string shown = elide(clean_utf8(words), max_width, style.font, style.size, ask.measure);
  if (shown.empty() || y < style.size / 2 || y > scene.height - style.size / 2) return 0;
  // A number that has lost its end is another number.
  if (tag.step >= 0 && shown != words) return 0;
  add(parts::text(x, y, shown, style.font, style.size, style.color, style.align)).cell = tag;
  return width(shown, style.font, style.size);
}

float Canvas::paragraph(float x, float y, std::string_view words, const Style& style, float max_width, int lines,
                        float line) {
  std::vector<std::string> all = wrap(clean_utf8(words), max_width, style.font, style.size, ask.measure);
  if (std::ssize(all) > lines && lines > 0) {
    std::string rest;
    for (auto at = all.begin() + lines - 1; at != all.end(); ++at) rest += (rest.empty() ? "" : " ") + *at;
    all.resize(static_cast<std::size_t>(lines));
    all.back() = rest;
  }
  for (int i = 0; i < std::min<int>(lines, static_cast<int>(all.size())); ++i) {
    write(x, y + line / 2, all[static_cast<std::size_t>(i)], style, max_width);
    y += line;
  }
  return y;
}

void Canvas::card(const Rect& box) {
  if (box.w <= 2 || box.h <= 2) return;
  add(parts::fill(box, theme.bg1, 8));
  add(parts::outline({box.x + 0.5f, box.y + 0.5f, box.w - 1, box.h - 1}, theme.line1, 1, 8));
}

void Canvas::dashed_line(float x1, float y1, float x2, float y2, Color color, float on, float off) {
  const float dx = x2 - x1, dy = y2 - y1, length = std::hypot(dx, dy);
  if (length <= 0) return;
  const auto at = [&](float d) { return std::pair(x1 + dx * d / length, y1 + dy * d / length); };
  for (float d = 0; d < length; d += on + off) {
    const auto [ax, ay] = at(d);
    const auto [bx, by] = at(std::min(length, d + on));
    add(parts::line(ax, ay, bx, by, color, 1));
  }
}

void Canvas::dashed(const Rect& box, Color color) {
  if (box.w < 2 || box.h < 2) return;
  const float r = box.x + box.w, b = box.y + box.h;
  dashed_line(box.x, box.y, r, box.y, color);
  dashed_line(r, box.y, r, b, color);
  dashed_line(r, b, box.x, b, color);
  dashed_line(box.x, b, box.x, box.y, color);
}

void Canvas::ring(const Rect& box) {
  add(parts::outline({box.x - 1, box.y - 1, box.w + 2, box.h + 2}, theme.ink, 2, 3));
  if (std::min(box.w, box.h) >= 6)
    add(parts::outline({box.x + 0.625f, box.y + 0.625f, box.w - 1.25f, box.h - 1.25f}, theme.ink_on, 1.25f, 2));
}

float Canvas::chip(float x, float y, std::string_view words, Color edge, Color ink, float max_width, bool broken) {
  constexpr float height = 28, inner = 10;
  const std::string shown = elide(clean_utf8(words), max_width - 2 * inner, Font::ui, 13, ask.measure);
  if (shown.empty()) return 0;
  const float w = std::ceil(width(shown, Font::ui, 13)) + 2 * inner;
  const Rect box{x, y, w, height};
  if (!broken) {
    add(parts::fill(box, theme.bg1, 6));
    add(parts::outline({x + 0.5f, y + 0.5f, w - 1, height - 1}, edge, 1, 6));
  } else {
    dashed(box, edge);
  }
  add(parts::text(x + inner, y + height / 2, shown, Font::ui, 13, ink));
  return w;
}

void Canvas::target(const Rect& box, CellTag tag) {
  if (box.w > 0 && box.h > 0) add(parts::fill(box, {0, 0, 0, 0})).cell = tag;
}

void Canvas::arrow(float x1, float x2, float y, Color color) {
  const float back = x2 > x1 ? -5.0f : 5.0f;
  add(parts::line(x1, y, x2, y, color, 1.5f));
  add(parts::line(x2 + back, y - 4, x2, y, color, 1.5f));
  add(parts::line(x2 + back, y + 4, x2, y, color, 1.5f));
}

float head(Canvas& canvas, std::string_view title, std::string_view idea, float max_width, int lines) {
  const Rect& room = canvas.room;
  float y = room.y;
  const float size = canvas.scene.width < 760 ? 17.0f : 20.0f;
  y = canvas.paragraph(room.x, y, title, {Font::ui_bold, size, canvas.theme.t1}, max_width, lines > 1 ? 2 : 1, 26);
  if (lines <= 0) return y;
  return canvas.paragraph(room.x, y + 4, idea, {Font::ui, 13, canvas.theme.t2}, max_width, lines, 20);
}

Range range_of(const Step& step) { return choose_range(step.role, step.out.mat()); }

double value_at(const Step& step, Index row, Index col) { return static_cast<double>(step.out(row, col)); }

double aux_at(const Step& step, std::string_view name, Index row, Index col) {
  for (const AuxTensor& kept : step.aux)
    if (kept.name == name) return static_cast<double>(kept.values(row, col));
  return 0;
}

int step_after(const Trace& trace, int step, std::string_view role) {
  for (int i = step + 1; i < trace.size(); ++i) {
    const std::vector<int>& inputs = trace[i].inputs;
    if (trace[i].role == role && std::find(inputs.begin(), inputs.end(), step) != inputs.end()) return i;
  }
  return -1;
}

}  // namespace attn::scene::rows
