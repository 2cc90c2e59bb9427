#include "app/scene/math.h"

#include <algorithm>

#include "app/scene/marks.h"

namespace attn::scene {
namespace {

constexpr float small = 0.62f, ascent = 0.74f, descent = 0.22f;

struct Symbol final : Math {
  std::string text;
  Color color;
  Font font;
  Symbol(std::string t, Color c, Font f) : text(std::move(t)), color(c), font(f) {}

  Extent extent(float size, const Measure& measure) const override {
    return {measure(text, font, size), ascent * size, descent * size};
  }
  void draw(float x, float y, float size, const Measure&, Scene& to) const override {
    to.marks.push_back(parts::text(x, y - baseline_below_centre * size, text, font, size, color));
  }
};

struct Row final : Math {
  std::vector<Formula> parts;
  explicit Row(std::vector<Formula> p) : parts(std::move(p)) {}

  Extent extent(float size, const Measure& measure) const override {
    Extent all;
    for (const Formula& part : parts) {
      const Extent e = part->extent(size, measure);
      all = {all.width + e.width, std::max(all.above, e.above), std::max(all.below, e.below)};
    }
    return all;
  }
  void draw(float x, float y, float size, const Measure& measure, Scene& to) const override {
    for (const Formula& part : parts) {
      part->draw(x, y, size, measure, to);
      x += part->extent(size, measure).width;
    }
  }
};

// A base with something small at its right, lowered or raised.
struct Script final : Math {
  Formula base, script;
  float shift;  // of its baseline, in sizes of the base, downwards
  Script(Formula b, Formula s, float by) : base(std::move(b)), script(std::move(s)), shift(by) {}

  Extent extent(float size, const Measure& measure) const override {
    const Extent b = base->extent(size, measure), s = script->extent(size * small, measure);
    return {b.width + s.width + 0.06f * size, std::max(b.above, s.above - shift * size),
            std::max(b.below, s.below + shift * size)};
  }
  void draw(float x, float y, float size, const Measure& measure, Scene& to) const override {
    base->draw(x, y, size, measure, to);
    script->draw(x + base->extent(size, measure).width + 0.03f * size, y + shift * size, size * small, measure, to);
  }
};

struct Fraction final : Math {
  Formula upper, lower;
  Color line;
  Fraction(Formula a, Formula b, Color l) : upper(std::move(a)), lower(std::move(b)), line(l) {}
  static constexpr float part = 0.85f, axis = 0.3f, gap = 0.16f;  // axis: the line above the baseline

  Extent extent(float size, const Measure& measure) const override {
    const Extent a = upper->extent(size * part, measure), b = lower->extent(size * part, measure);
    return {std::max(a.width, b.width) + 0.3f * size, (axis + gap) * size + a.above + a.below,
            (gap - axis) * size + b.above + b.below};
  }
  void draw(float x, float y, float size, const Measure& measure, Scene& to) const override {
    const Extent a = upper->extent(size * part, measure), b = lower->extent(size * part, measure);
    const float width = extent(size, measure).width, middle = y - axis * size;
    upper->draw(x + (width - a.width) / 2, middle - gap * size - a.below, size * part, measure, to);
    lower->draw(x + (width - b.width) / 2, middle + gap * size + b.above, size * part, measure, to);
    to.marks.push_back(parts::line(x + 0.08f * size, middle, x + width - 0.08f * size, middle, line, 1));
  }
};

struct Root final : Math {
  Formula inside;
  Color line;
  Root(Formula i, Color l) : inside(std::move(i)), line(l) {}
  static constexpr float hook = 0.55f, gap = 0.12f;

  Extent extent(float size, const Measure& measure) const override {
    const Extent e = inside->extent(size, measure);
    return {e.width + (hook + 0.12f) * size, e.above + gap * size, e.below};
  }
  void draw(float x, float y, float size, const Measure& measure, Scene& to) const override {
    const Extent e = inside->extent(size, measure);
    const float top = y - e.above - gap * size + 0.5f, foot = y + e.below - 0.05f * size, turn = x + hook * size;
    to.marks.push_back(parts::line(x, y - 0.28f * size, x + 0.16f * size, y - 0.36f * size, line, 1));
    to.marks.push_back(parts::line(x + 0.16f * size, y - 0.36f * size, x + 0.33f * size, foot, line, 1.25f));
    to.marks.push_back(parts::line(x + 0.33f * size, foot, turn, top, line, 1));
    to.marks.push_back(parts::line(turn, top, turn + e.width + 0.1f * size, top, line, 1));
    inside->draw(turn + 0.05f * size, y, size, measure, to);
  }
};

struct Sum final : Math {
  Formula low, high;
  Color color;
  Sum(Formula l, Formula h, Color c) : low(std::move(l)), high(std::move(h)), color(c) {}
  static constexpr float sign = 1.45f, limit = 0.55f, gap = 0.1f;

  Formula sigma() const { return math::symbol("Σ", color); }
  Extent extent(float size, const Measure& measure) const override {
    const Extent s = sigma()->extent(size * sign, measure), l = low->extent(size * limit, measure),
                 h = high->extent(size * limit, measure);
    return {std::max({s.width, l.width, h.width}) + 0.25f * size, s.above + gap * size + h.above + h.below,
            s.below + gap * size + l.above + l.below};
  }
  void draw(float x, float y, float size, const Measure& measure, Scene& to) const override {
    const Extent s = sigma()->extent(size * sign, measure), l = low->extent(size * limit, measure),
                 h = high->extent(size * limit, measure);
    const float middle = x + (extent(size, measure).width - 0.1f * size) / 2;
    sigma()->draw(middle - s.width / 2, y + 0.12f * size, size * sign, measure, to);
    high->draw(middle - h.width / 2, y - s.above - gap * size - h.below, size * limit, measure, to);
    low->draw(middle - l.width / 2, y + s.below + gap * size + l.above, size * limit, measure, to);
  }
};

}  // namespace

namespace math {

Formula symbol(std::string text, Color color, Font font) {
  return std::make_shared<const Symbol>(std::move(text), color, font);
}
Formula row(std::vector<Formula> parts) { return std::make_shared<const Row>(std::move(parts)); }
Formula index(Formula base, Formula low) {
  return std::make_shared<const Script>(std::move(base), std::move(low), 0.28f);
}
Formula power(Formula base, Formula high) {
  return std::make_shared<const Script>(std::move(base), std::move(high), -0.38f);
}
Formula fraction(Formula above, Formula below, Color line) {
  return std::make_shared<const Fraction>(std::move(above), std::move(below), line);
}
Formula root(Formula inside, Color line) { return std::make_shared<const Root>(std::move(inside), line); }
Formula sum(Formula low, Formula high, Color color) {
  return std::make_shared<const Sum>(std::move(low), std::move(high), color);
}

}  // namespace math
}  // namespace attn::scene
