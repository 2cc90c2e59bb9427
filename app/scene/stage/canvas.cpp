#include "app/scene/stage/canvas.h"
#include "app/scene/words.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "app/scene/text.h"

namespace attn::scene::parts {
namespace {

constexpr float right = 6, bottom = 4;  // room for the halo of a cell at the edge

bool placed(const Mark& mark) {
  const Rect& r = mark.rect;
  return std::isfinite(r.x + r.y + r.w + r.h) &&
         std::all_of(mark.points.begin(), mark.points.end(), [](const Point& p) { return std::isfinite(p.x + p.y); });
}

}  // namespace

TextRuns filled(std::string_view words, const TextRuns& values, Color color, Color strong) {
  TextRuns runs;
  bool bold = false;
  std::string plain;
  const auto flush = [&] {
    if (!plain.empty()) runs.push_back({std::move(plain), bold ? strong : color, bold ? Font::ui_bold : Font::ui});
    plain.clear();
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words.substr(i, 2) == "**") {
      flush();
      bold = !bold;
      ++i;
      continue;
    }
    std::size_t which = 0;
    const char* const end = words.data() + words.size();
    if (words[i] == '{') {
      const auto [stop, error] = std::from_chars(words.data() + i + 1, end, which);
      if (error == std::errc() && stop != end && *stop == '}' && which < values.size()) {
        flush();
        runs.push_back(values[which]);
        if (bold && runs.back().font == Font::ui) runs.back() = {runs.back().text, strong, Font::ui_bold};
        i = static_cast<std::size_t>(stop - words.data());
        continue;
      }
    }
    plain += words[i];
  }
  flush();
  return runs;
}

Canvas::Canvas(const StageRequest& request) : ask(request), theme(request.theme) {
  scene.width = request.width;
  scene.height = request.height;
  scene.background = theme.bg0;
  room = {0, 0, std::max(1.0f, request.width - right), std::max(1.0f, request.height - bottom)};
}

std::string Canvas::text(std::string_view key, const std::vector<std::string>& values) const {
  TextRuns runs;
  for (const std::string& value : values) runs.push_back({value, {}, Font::ui});
  std::string all;
  for (const TextRun& run : filled(agreed(ask.text(key), values, ask.text("number.one")), runs, {}, {}))
    all += run.text;
  return all;
}

TextRuns Canvas::rich(std::string_view key, const TextRuns& values, Color color, Color strong) const {
  return filled(ask.text(key), values, color, strong);
}

std::string Canvas::grouped(Index count) const {
  const std::string separator = ask.text("stage.common.thousands");
  std::string digits = std::to_string(count);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), separator);
  return digits;
}

Mark& Canvas::add(Mark mark) {
  if (!placed(mark)) return left_out_ = std::move(mark);
  scene.marks.push_back(std::move(mark));
  return scene.marks.back();
}

float Canvas::write(float x, float y, std::string_view words, const Style& style, float max_width, CellTag tag) {
  const std::string shown = elide(clean_utf8(words), max_width, style.font, style.size, ask.measure);
  if (shown.empty() || y < style.size / 2 - 2 || y > scene.height - style.size / 2 + 2) return 0;
  // A number that has lost its end is another number.
  if (tag.step >= 0 && shown != words) return 0;
  add(parts::text(x, y, shown, style.font, style.size, style.color, style.align)).cell = tag;
  return width(shown, style.font, style.size);
}

void Canvas::card(const Rect& box) {
  if (box.w <= 2 || box.h <= 2) return;
  add(fill(box, theme.bg1, 8));
  add(outline(grown(box, -0.5f), theme.line2, 1, 8));
}

void Canvas::dashed(Point from, Point to, Color color, float stroke, float on, float off) {
  const float length = std::hypot(to.x - from.x, to.y - from.y);
  if (!(length > 0) || !std::isfinite(length)) return;
  const float x = (to.x - from.x) / length, y = (to.y - from.y) / length;
  for (float at = 0; at < length; at += on + off) {
    const float end = std::min(length, at + on);
    add(line(from.x + x * at, from.y + y * at, from.x + x * end, from.y + y * end, color, stroke));
  }
}

void Canvas::dashed(const Rect& box, Color color) {
  if (box.w < 2 || box.h < 2) return;
  const float r = box.x + box.w, b = box.y + box.h;
  dashed({box.x, box.y}, {r, box.y}, color);
  dashed({r, box.y}, {r, b}, color);
  dashed({r, b}, {box.x, b}, color);
  dashed({box.x, b}, {box.x, box.y}, color);
}

float Canvas::chip(float x, float y, std::string_view words, Color edge, Color ink, float max_width, bool broken) {
  constexpr float height = 28, inner = 10;
  const std::string shown = elide(clean_utf8(words), max_width - 2 * inner, Font::ui, 13, ask.measure);
  if (shown.empty()) return 0;
  const float w = std::ceil(width(shown, Font::ui, 13)) + 2 * inner;
  const Rect box{x, y, w, height};
  if (!broken) {
    add(fill(box, theme.bg1, 6));
    add(outline(grown(box, -0.5f), edge, 1, 6));
  } else {
    dashed(box, edge);
  }
  add(parts::text(x + inner, y + height / 2, shown, Font::ui, 13, ink));
  return w;
}

void Canvas::arrow_head(Point from, Point tip, float length, Color color) {
  const float far = std::hypot(tip.x - from.x, tip.y - from.y);
  if (!(far > 0)) return;
  const float x = (tip.x - from.x) / far, y = (tip.y - from.y) / far, half = length * 0.4f;
  const Point foot{tip.x - x * length, tip.y - y * length};
  add(polygon({tip, {foot.x - y * half, foot.y + x * half}, {foot.x + y * half, foot.y - x * half}}, color));
}

void Canvas::arrow(float x1, float x2, float y, Color color) {
  constexpr float head = 7;
  add(line(x1, y, x2 > x1 ? x2 - head + 1 : x2 + head - 1, y, color, 1.5f));
  arrow_head({x1, y}, {x2, y}, head, color);
}

void Canvas::frame(const Rect& cells, Color hue) { add(outline(grown(cells, 1), hue, 1.5f, 3)); }

void Canvas::beam(const Rect& box, Color hue) {
  if (box.w > 0 && box.h > 0) add(fill(box, faded(hue, 0.15)));
}

void Canvas::target(const Rect& box, CellTag tag) {
  if (box.w > 0 && box.h > 0) add(fill(box, {0, 0, 0, 0})).cell = tag;
}

Color mixed(Color from, Color to, double part) {
  const auto mix = [part](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>(std::lround(a + (b - a) * part));
  };
  return {mix(from.r, to.r), mix(from.g, to.g), mix(from.b, to.b), 255};
}

}  // namespace attn::scene::parts
