#include "app/scene/oklab.h"

#include <algorithm>
#include <cmath>

namespace attn::scene {
namespace {

using Triple = std::array<double, 3>;

double to_linear(std::uint8_t channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

std::uint8_t from_linear(double c) {
  c = std::clamp(c, 0.0, 1.0);
  const double gamma = c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(255 * gamma));
}

Triple lab_of(Color color) {
  const double r = to_linear(color.r), g = to_linear(color.g), b = to_linear(color.b);
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

Color color_of(const Triple& lab) {
  const auto cube = [](double x) { return x * x * x; };
  const double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
  const double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
  const double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2]);
  return {from_linear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
          from_linear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
          from_linear(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s), 255};
}

}  // namespace

ColorTable color_table(std::initializer_list<Color> stops, std::initializer_list<double> places) {
  ColorTable table;
  const std::size_t gaps = stops.size() - 1;
  const auto start = [&](std::size_t stop) {
    return places.size() > 0 ? places.begin()[stop] : static_cast<double>(stop) / static_cast<double>(gaps);
  };
  std::size_t gap = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const double place = static_cast<double>(i) / static_cast<double>(table.size() - 1);
    while (gap + 1 < gaps && place >= start(gap + 1)) ++gap;
    const double t = (place - start(gap)) / (start(gap + 1) - start(gap));
    const Triple from = lab_of(stops.begin()[gap]), to = lab_of(stops.begin()[gap + 1]);
    Triple mixed;
    for (std::size_t k = 0; k < 3; ++k) mixed[k] = from[k] + (to[k] - from[k]) * t;
    table[i] = color_of(mixed);
  }
  return table;
}

double luminance(Color color) {
  return 0.2126 * to_linear(color.r) + 0.7152 * to_linear(color.g) + 0.0722 * to_linear(color.b);
}

}  // namespace attn::scene
