// The word that is taken flies from its bar to the input of the next decoding step.
#include <algorithm>
#include <cmath>

#include "app/scene/stage/output/output.h"
#include "engine/roles/roles.h"

namespace attn::scene::parts {
namespace {

// Whether a later step reads the word: none does after the last one.
bool goes_on(const Canvas& canvas) {
  const auto& steps = canvas.ask.trace.steps();
  return std::any_of(steps.begin() + canvas.ask.step + 1, steps.end(), [&](const Step& step) {
    return std::find(step.inputs.begin(), step.inputs.end(), canvas.ask.step) != step.inputs.end();
  });
}

// A curve that bows to the right, from one point to another; from 0 to 1.
struct Flight {
  Point from, to;
  float bow = 72;
  Point at(double way) const {
    const auto t = static_cast<float>(std::clamp(way, 0.0, 1.0)), u = 1 - t;
    const float b0 = u * u * u, b1 = 3 * u * u * t, b2 = 3 * u * t * t, b3 = t * t * t;
    const float y1 = from.y + (to.y - from.y) * 0.3f, y2 = from.y + (to.y - from.y) * 0.7f;
    return {b0 * from.x + b1 * (from.x + bow) + b2 * (to.x + bow) + b3 * to.x,
            b0 * from.y + b1 * y1 + b2 * y2 + b3 * to.y};
  }
};

// Takes away the texts that something lies on.
void cover(Canvas& canvas, const Rect& box) {
  std::erase_if(canvas.scene.marks, [&](const Mark& mark) {
    if (mark.kind != Mark::Kind::text) return false;
    const float w = canvas.width(mark.text, mark.font, mark.size), h = 0.7f * mark.size;
    const float part = mark.align == Align::left ? 0.0f : mark.align == Align::center ? 0.5f : 1.0f;
    const float x = mark.rect.x - part * w, y = mark.rect.y - h / 2;
    return x < box.x + box.w && box.x < x + w && y < box.y + box.h && box.y < y + h;
  });
}

}  // namespace

void output_input(Canvas& canvas, const Rect& slot, const Output& of, Point from) {
  const Theme& theme = canvas.theme;
  if (slot.h < 40) return;
  canvas.card(slot);
  const bool known = of.chosen && of.taken >= 0;
  const std::string word = known ? canvas.step(of.row).out.col_axis.label(of.taken) : "…";
  const std::string name = canvas.text(!known || goes_on(canvas) ? "stage.output.next"
                                       : word == "</s>"          ? "stage.output.end"
                                                                 : "stage.output.limit");
  float sx = slot.x + 16;
  const bool titled = slot.h >= 70;
  const float sy = titled ? slot.y + slot.h - 42 : slot.y + slot.h / 2 - 14;
  int tokens = canvas.ask.step;  // what has been written so far: the last words that were read before this step
  while (tokens >= 0 && canvas.step(tokens).role != &roles::tokens) --tokens;
  const float own = std::max(known ? 0.0f : 56.0f, std::ceil(canvas.width(word, Font::ui_bold, 13)) + 20);
  if (tokens >= 0) {
    const Tensor& so_far = canvas.step(tokens).out;
    // The last words that there is room for.
    Index begin = so_far.rows();
    float used = own + 40;
    while (begin > 0) {
      const float need = std::min(140.0f, canvas.width(so_far.row_axis.label(begin - 1), Font::ui, 13) + 21) + 8;
      if (sx + used + need > slot.x + slot.w - 16) break;
      used += need;
      --begin;
    }
    if (begin > 0)  // words without room are counted
      sx += 8 + canvas.write(sx, sy + 14, "+" + std::to_string(begin), {Font::mono, 11, theme.t3}, 30);
    for (Index r = begin; r < so_far.rows(); ++r) {
      const float chip = canvas.chip(sx, sy, so_far.row_axis.label(r), theme.line2, theme.t1, 140);
      canvas.target({sx, sy, chip, 28}, {tokens, r, 0});
      sx += chip + 8;
    }
  }
  if (titled) canvas.write(slot.x + 16, slot.y + 18, name, {Font::ui_bold, 12, theme.t2}, slot.w - 32);
  // The chip's middle left is what flies.
  const Flight flight{{std::min(from.x + 6, canvas.room.x + canvas.room.w - own - 60), from.y}, {sx, sy + 14}};
  const double way = in_out(between(of.t, 0.3, 1));
  if (!known || way < 1) canvas.dashed({sx + 0.5f, sy + 0.5f, own, 28}, theme.line3);
  if (!known) return;
  if (from.y <= 0 || of.t <= 0.25) return;
  if (way < 1) {
    constexpr int dots = 24;
    for (int i = 0; i < dots; ++i) {
      const double ahead = (i + 0.5) / dots;
      const Point dot = flight.at(ahead);
      if (ahead > way) canvas.add(fill({dot.x + own / 2 - 1, dot.y - 1, 2, 2}, faded(theme.ink, 0.3), 1));
    }
    const double length = std::max(1.0, std::hypot(static_cast<double>(flight.to.x - flight.from.x),
                                                   static_cast<double>(flight.to.y - flight.from.y)));
    struct Copy {
      double behind, alpha;
    };
    for (const Copy copy : {Copy{54, 0.05}, Copy{36, 0.09}, Copy{18, 0.16}}) {
      const Point at = flight.at(way - copy.behind / length);
      if (way > copy.behind / length) canvas.add(fill({at.x, at.y - 14, own, 28}, faded(theme.ink, copy.alpha), 6));
    }
  }
  const Point at = flight.at(way);
  cover(canvas, {at.x, at.y - 14, own, 28});
  canvas.add(fill({at.x, at.y - 14, own, 28}, theme.ink, 6));
  canvas.write(at.x + own / 2, at.y, word, {Font::ui_bold, 13, theme.ink_on, Align::center}, own);
  canvas.target({at.x, at.y - 14, own, 28}, {canvas.ask.step, 0, 0});
}

}  // namespace attn::scene::parts
