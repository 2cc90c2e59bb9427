#include "app/scene/stage/waterfall.h"

#include <algorithm>
#include <cmath>

#include "app/scene/format.h"

namespace attn::scene::parts {
namespace {

struct Span {
  double low = 0, high = 0;
};

Span span_of(const std::vector<Fall>& falls) {
  Span span;
  double sum = 0;
  for (const Fall& fall : falls) {
    sum += fall.value;
    if (!std::isfinite(sum)) continue;
    span.low = std::min(span.low, sum);
    span.high = std::max(span.high, sum);
  }
  return span;
}

std::string signed_text(double value, int decimals) {
  const std::string text = rounded_text(value, decimals);
  return value > 0 && !text.starts_with("≈") ? "+" + text : text;
}

constexpr float factor_h = 16;

// The factors of a term as cells with their numbers.
void draw_factors(Canvas& canvas, const Fall& fall, float middle, float y, float w) {
  for (const Fall::Factor& factor : fall.cells) {
    const Tensor& of = canvas.step(factor.at.step).out;
    const Tensor one(Mat::filled(1, 1, of(factor.at.row, factor.at.col)), {}, {});
    const Rect box{std::round(middle - w / 2), y, std::round(w), factor_h - 1};
    const Numbers numbers = choose_numbers(one, factor.range, false, box.w - 2, box.h, canvas.ask.measure, true);
    const auto value = static_cast<double>(one(0, 0));
    draw_cell(canvas.theme, numbers, value, cell_color(canvas.theme, value, factor.range), box, factor.at,
              canvas.scene);
    if (beyond(value, factor.range)) draw_notch(canvas.theme, box, canvas.scene);
    y += factor_h;
  }
}

}  // namespace

void draw_waterfall(Canvas& canvas, const Rect& box, const std::string& title, const std::vector<Fall>& falls,
                    std::size_t shown, const std::string& sum_name, double sum, Color hue) {
  const Theme& theme = canvas.theme;
  canvas.card(box);
  constexpr float pad = 14;
  canvas.write(box.x + pad, box.y + 18, title, {Font::ui_bold, 11, theme.t3}, box.w - 2 * pad);
  const float column = (box.w - 2 * pad) / static_cast<float>(falls.size() + 1), bar = std::min(48.0f, column * 0.56f);
  const bool factors = box.h >= 150 && column >= 62;
  std::size_t most = 0;
  for (const Fall& fall : falls) most = std::max(most, fall.cells.size());
  const bool cells = most > 0 && box.h >= 150 && column >= 40;
  const float top = box.y + (cells     ? 62 + factor_h * static_cast<float>(most)
                             : factors ? 76.0f
                                       : 58.0f),
              bottom = box.y + box.h - 32;
  const Span span = span_of(falls);
  const float per_unit = span.high > span.low ? (bottom - top) / static_cast<float>(span.high - span.low) : 0;
  const auto y_of = [&](double value) { return top + static_cast<float>(span.high - value) * per_unit; };
  const float zero = y_of(0);
  canvas.add(line(box.x + pad, zero, box.x + box.w - pad, zero, theme.line2, 1));
  const int decimals = std::max(std::abs(span.high), std::abs(span.low)) < 10 ? 3 : 2;
  double from = 0;
  for (std::size_t i = 0; i <= falls.size(); ++i) {
    const bool last = i == falls.size();
    const float middle = box.x + pad + (static_cast<float>(i) + 0.5f) * column;
    const std::string& name = last ? sum_name : falls[i].name;
    const Color name_color = last ? theme.t1 : falls[i].strong ? *falls[i].strong : theme.t2;
    const Font font = last || falls[i].strong ? Font::ui_bold : Font::ui;
    const float size = canvas.width(name, font, 11.5f) > column - 6 ? 10.0f : 11.5f;
    canvas.write(middle, box.y + 40, name, {font, size, name_color, Align::center}, column - 4);
    if (!last && cells)
      draw_factors(canvas, falls[i], middle, box.y + 52, std::min(52.0f, column - 6));
    else if (!last && factors)
      canvas.write(middle, box.y + 58, falls[i].factors, {Font::mono, 10, theme.t3, Align::center}, column - 4);
    const bool there = last ? shown >= falls.size() : i < shown;
    const double value = last ? sum : falls[i].value, start = last ? 0 : from, end = last ? sum : from + value;
    if (!std::isfinite(end)) continue;
    const float high = std::min(y_of(start), y_of(end)), low = std::max(y_of(start), y_of(end));
    const Rect bar_box{std::round(middle - bar / 2), high, bar, std::max(1.5f, low - high)};
    const Color color = last ? hue : sign_color(theme, value);
    if (there)
      canvas.add(fill(bar_box, last ? faded(color, 0.55) : color, 2));
    else
      canvas.add(outline(bar_box, theme.line2, 1, 2));
    if (last) canvas.add(outline(bar_box, color, 1.25f, 2));
    if (!last && there) {  // on to the next
      const float next = i + 1 < falls.size() ? middle + column - bar / 2 : middle + column - bar / 2;
      canvas.dashed({middle + bar / 2 + 1, y_of(end)}, {next - 1, y_of(end)}, theme.t3, 1);
    }
    std::string number = last ? rounded_text(value, decimals) : signed_text(value, decimals);
    for (int fewer = 2; fewer > 0 && canvas.width(number, Font::mono, 10.5f) > column - 2; --fewer)
      number = rounded_text(value, fewer, true);
    if (there)
      canvas.write(middle, box.y + box.h - 16, number, {Font::mono, 10.5f, last ? hue : theme.t1, Align::center},
                   column - 2);
    from = end;
  }
}

}  // namespace attn::scene::parts
