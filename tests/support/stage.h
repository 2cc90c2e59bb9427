// What to demand of a picture of a step: its numbers and colours are the trace's, nothing is cut or covered.
#pragma once

#include <cmath>
#include <functional>
#include <string>
#include <tuple>
#include <vector>

#include "app/scene/stage/stage.h"
#include "app/scene/texels.h"
#include "app/scene/text.h"

namespace attn::test {

using namespace scene;
using Problems = std::vector<std::string>;

inline std::string described(const Mark& m) {
  return "'" + m.text + "' at " + std::to_string(m.rect.x) + ", " + std::to_string(m.rect.y) + " of cell " +
         std::to_string(m.cell.step) + ": " + std::to_string(m.cell.row) + ", " + std::to_string(m.cell.col);
}

// A printed number as one: "−.63", "≈0", "12.5". NaN if it is none.
struct Printed {
  double value = 0, half = 0;  // and half of its last digit
};
inline Printed printed(std::string text) {
  if (text == "≈0") return {0, 0.05};
  const bool minus = text.starts_with("−");
  if (minus) text.erase(0, std::string("−").size());
  if (text.empty() || text.find_first_not_of("0123456789.e") != text.npos) return {std::nan(""), 0};
  const std::size_t e = text.find('e'), dot = text.find('.');
  const std::string digits = text.substr(0, e);
  double last = dot == text.npos ? 1 : std::pow(10.0, -static_cast<double>(digits.size() - dot - 1));
  if (e != text.npos) last *= std::pow(10.0, std::stod(text.substr(e + 1)));
  return {(minus ? -1 : 1) * std::stod(text), last / 2};
}

inline double number_of(const Trace& trace, const CellTag& at) {
  return static_cast<double>(trace[at.step].out(at.row, at.col));
}

// Every number that is tagged with a cell is that cell's, as far as it is printed.
inline Problems wrong_numbers(const StageRequest& request, const Scene& scene) {
  Problems found;
  for (const Mark& m : scene.marks) {
    if (m.kind != Mark::Kind::text || m.cell.step < 0) continue;
    if (!request.trace[m.cell.step].out.contains(m.cell.row, m.cell.col)) {
      found.push_back("no such cell: " + described(m));
      continue;
    }
    const double value = number_of(request.trace, m.cell);
    const Printed p = printed(m.text);
    if (std::isfinite(value) && !(std::abs(p.value - value) <= p.half + 1e-6 * std::abs(value)))
      found.push_back(described(m) + " is " + std::to_string(value));
  }
  return found;
}

// Whether the cell is not computed yet at this moment.
inline bool pending(const StageRequest& request, const CellTag& at) {
  return at.step == request.step && request.cells_done >= 0 &&
         at.row * request.trace[at.step].out.cols() + at.col >= request.cells_done;
}

// Every cell has the colour that `expected` gives its number; what is pending, the colour of an empty place and no
// number.
using Colours = std::function<Color(const CellTag&, double)>;
inline Problems wrong_colours(const StageRequest& request, const Scene& scene, const Colours& expected) {
  Problems found;
  const auto check = [&](const CellTag& at, Color seen, const Mark& m) {
    const Color wanted = pending(request, at) ? request.theme.bg1 : expected(at, number_of(request.trace, at));
    if (!(seen == wanted)) found.push_back("colour of " + described(m));
  };
  for (const Mark& m : scene.marks) {
    if (m.cell.step < 0) continue;
    // Bars, and what is only there to be pointed at, are translucent.
    if (m.kind == Mark::Kind::fill && m.color.a == 255) check(m.cell, m.color, m);
    if (m.kind == Mark::Kind::text && pending(request, m.cell)) found.push_back("not computed yet: " + described(m));
    if (m.kind != Mark::Kind::image && m.kind != Mark::Kind::texels) continue;
    const Image image = m.texels ? image_of(*m.texels) : *m.image;
    for (int i = 0; i < image.width * image.height; ++i) {
      const auto texel = static_cast<std::size_t>(i);
      const std::uint8_t* p = &image.rgba[4 * texel];
      const Index cell = image.cells.empty() ? i : image.cells[texel];
      check({m.cell.step, cell / m.cols, cell % m.cols}, {p[0], p[1], p[2], p[3]}, m);
      if (found.size() > 8) return found;
    }
  }
  return found;
}

// What the letters of a text cover.
inline Rect letters(const Mark& m, const Measure& measure) {
  const float w = measure(m.text, m.font, m.size), h = m.size * 0.72f;
  const float left = m.align == Align::left ? 0 : m.align == Align::center ? w / 2 : w;
  return {m.rect.x - left, m.rect.y - h / 2, w, h};
}

inline Problems covered_texts(const Scene& scene, const Measure& measure) {
  constexpr float slack = 0.75f;
  Problems found;
  std::vector<std::pair<const Mark*, Rect>> texts;
  for (const Mark& m : scene.marks)
    if (m.kind == Mark::Kind::text && m.angle == 0) texts.emplace_back(&m, letters(m, measure));
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (std::size_t j = i + 1; j < texts.size(); ++j) {
      const Rect &a = texts[i].second, &b = texts[j].second;
      if (a.x + slack < b.x + b.w && b.x + slack < a.x + a.w && a.y + slack < b.y + b.h && b.y + slack < a.y + a.h)
        found.push_back(described(*texts[i].first) + " and " + described(*texts[j].first));
    }
  return found;
}

inline Problems outside(const Scene& scene, const Measure& measure) {
  constexpr float slack = 0.51f;
  Problems found;
  const auto in = [&](float x, float y) {
    return x >= -slack && y >= -slack && x <= scene.width + slack && y <= scene.height + slack;
  };
  for (const Mark& m : scene.marks) {
    const float grown = m.kind == Mark::Kind::outline || m.kind == Mark::Kind::polyline ? m.width / 2 : 0;
    bool inside = true;
    if (!m.points.empty()) {
      for (const Point& p : m.points) inside = inside && in(p.x - grown, p.y - grown) && in(p.x + grown, p.y + grown);
    } else if (m.kind == Mark::Kind::text && m.angle != 0) {
      const float length = measure(m.text, m.font, m.size), a = m.angle * 3.14159265f / 180;
      inside = in(m.rect.x, m.rect.y) && in(m.rect.x + length * std::cos(a), m.rect.y - length * std::sin(a));
    } else {
      const Rect r = m.kind == Mark::Kind::text ? letters(m, measure) : m.rect;
      inside = in(r.x - grown, r.y - grown) && in(r.x + r.w + grown, r.y + r.h + grown);
    }
    if (!inside)
      found.push_back("kind " + std::to_string(static_cast<int>(m.kind)) + ", " + std::to_string(m.rect.w) + "×" +
                      std::to_string(m.rect.h) + ": " + described(m));
  }
  return found;
}

inline bool same(const Mark& a, const Mark& b) {
  const auto box = [](const Rect& r) { return std::tuple(r.x, r.y, r.w, r.h); };
  const auto alike = [](const Image& x, const Image& y) { return x.rgba == y.rgba && x.cells == y.cells; };
  const bool images = !a.image == !b.image && (!a.image || alike(*a.image, *b.image)) && !a.texels == !b.texels &&
                      (!a.texels || alike(image_of(*a.texels), image_of(*b.texels)));
  return a.kind == b.kind && box(a.rect) == box(b.rect) && a.color == b.color && a.width == b.width &&
         a.radius == b.radius && a.text == b.text && a.font == b.font && a.size == b.size && a.align == b.align &&
         a.angle == b.angle && images && a.points == b.points && a.cell == b.cell;
}

}  // namespace attn::test
