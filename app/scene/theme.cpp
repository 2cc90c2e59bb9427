#include "app/scene/theme.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <numeric>
#include <vector>

#include "app/scene/oklab.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

constexpr Color hex(std::uint32_t rgb) {
  return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8 & 255),
          static_cast<std::uint8_t>(rgb & 255), 255};
}

// Of the stops of neg and pos.
constexpr std::initializer_list<double> signed_places{0, 0.12, 0.30, 0.60, 1};

// A float that stands for 0.1 is a little more than 0.1; that is no reason to take the next limit.
constexpr double slack = 1 + 1e-6;

Color entry(const ColorTable& table, double t) {
  return table[static_cast<std::size_t>(std::lround(std::clamp(t, 0.0, 1.0) * 255))];
}

// Every how many numbers of a matrix are looked at: so few that it stays cheap, and not always of the same columns.
Index sampling_step(const Mat& values) {
  constexpr Index most = 65536;
  Index step = std::max<Index>(1, (values.size() + most - 1) / most);
  while (step > 1 && std::gcd(step, values.cols()) > 1) ++step;
  return step;
}

// The size that 98 of 100 finite numbers do not exceed; 0 if there are none.
double usual_size(const Mat& values) {
  const Index step = sampling_step(values);
  std::vector<Real> sizes;
  sizes.reserve(static_cast<std::size_t>(values.size() / step + 1));
  for (Index i = 0; i < values.size(); i += step)
    if (const Real v = values.data()[i]; std::isfinite(v)) sizes.push_back(std::abs(v));
  if (sizes.empty()) return 0;
  const auto at = sizes.begin() + (98 * std::ssize(sizes) + 99) / 100 - 1;
  std::nth_element(sizes.begin(), at, sizes.end());
  return static_cast<double>(*at);
}

}  // namespace

Theme dark_theme() {
  Theme t;
  t.dark = true;
  t.bg0 = hex(0x0C0F13), t.bg1 = hex(0x12161C), t.bg2 = hex(0x191E26), t.bg3 = hex(0x222933), t.bg4 = hex(0x2E3744);
  t.line1 = hex(0x232A34), t.line2 = hex(0x3A4554), t.line3 = hex(0x6B788B);
  t.t1 = hex(0xEEF2F8), t.t2 = hex(0xB1BBC9), t.t3 = hex(0x8692A3);
  t.ink = hex(0xFFFFFF), t.ink_on = hex(0x0C0F13);
  t.q = hex(0x4FA3FF), t.k = hex(0xFF9A4A), t.v = hex(0x4CCB8A);
  t.o = hex(0xCBB2FF), t.e = hex(0x6FE0DA), t.a = hex(0xFF86A6);
  t.edit = hex(0xD6F04C), t.err = hex(0xFF7A7A), t.ok = hex(0x6FD98F);
  t.seq = color_table({hex(0x191E26), hex(0x532860), hex(0x9E2C71), hex(0xDF4F70), hex(0xFE9F73), hex(0xFDEFCF)});
  t.neg = color_table({hex(0x191E26), hex(0x283E6C), hex(0x3660AF), hex(0x558CE0), hex(0x8EBDFD)}, signed_places);
  t.pos = color_table({hex(0x191E26), hex(0x523B1D), hex(0x825B17), hex(0xB78618), hex(0xF1C035)}, signed_places);
  return t;
}

Theme light_theme() {
  Theme t;
  t.dark = false;
  t.bg0 = hex(0xEEF1F5), t.bg1 = hex(0xFFFFFF), t.bg2 = hex(0xF6F8FA), t.bg3 = hex(0xE9EDF2), t.bg4 = hex(0xD9E0E8);
  t.line1 = hex(0xDFE4EB), t.line2 = hex(0xB9C3D0), t.line3 = hex(0x7D8999);
  t.t1 = hex(0x0F141B), t.t2 = hex(0x404B5A), t.t3 = hex(0x5E6A7B);
  t.ink = hex(0x0B0F14), t.ink_on = hex(0xFFFFFF);
  t.q = hex(0x1565CF), t.k = hex(0xB04E00), t.v = hex(0x0F7A49);
  t.o = hex(0x5520A8), t.e = hex(0x05585F), t.a = hex(0xB01E5A);
  t.edit = hex(0x5B6700), t.err = hex(0xBF2626), t.ok = hex(0x11743A);
  t.seq = color_table({hex(0xFFFFFF), hex(0xFCDEC7), hex(0xFEA88D), hex(0xEB596E), hex(0x9C286A), hex(0x431446)});
  t.neg = color_table({hex(0xFFFFFF), hex(0xC1DCFE), hex(0x81B0F0), hex(0x427FD8), hex(0x194AAC)}, signed_places);
  t.pos = color_table({hex(0xFFFFFF), hex(0xF6DE9E), hex(0xE6B14E), hex(0xC17F21), hex(0x8D4E10)}, signed_places);
  return t;
}

double round_range(double largest) {
  if (!(largest > 0)) return 1;
  const double power = std::pow(10.0, std::floor(std::log10(largest)));
  for (const double step : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0})
    if (largest <= step * power * slack) return step * power;
  return 10 * power;
}

Range choose_range(const Role& role, const Mat& values) {
  if (role.range == Role::Range::ids) return {Range::Kind::names, 0};
  // Edits and mechanisms other than softmax can take weights out of 0…1; there the scale must show it.
  bool unit = role.range == Role::Range::unit;
  double most = 0;
  for (Index i = 0; i < values.size(); ++i) {
    const auto v = static_cast<double>(values.data()[i]);
    if (!std::isfinite(v)) continue;
    if (std::abs(v) > std::abs(most)) most = v;
    if (v < -1e-3 || v > 1 + 1e-3) unit = false;
  }
  if (unit) return {Range::Kind::unit, 1};
  const double usual = usual_size(values);
  Range range{Range::Kind::symmetric, round_range(usual > 0 ? usual : std::abs(most))};
  if (beyond(most, range)) range.most = most;
  return range;
}

bool beyond(double value, const Range& range) {
  return range.kind == Range::Kind::symmetric && std::isfinite(value) && std::abs(value) > range.limit * slack;
}

Color cell_color(const Theme& theme, double value, const Range& range) {
  if (!std::isfinite(value)) return theme.bg2;
  switch (range.kind) {
    case Range::Kind::unit:
      return entry(theme.seq, range.limit > 0 ? value / range.limit : value);
    case Range::Kind::names:
      return theme.bg3;
    case Range::Kind::symmetric:
      break;
  }
  const double limit = range.limit > 0 ? range.limit : 1;
  return entry(value < 0 ? theme.neg : theme.pos, std::abs(value) / limit);
}

Color sign_color(const Theme& theme, double value) {
  constexpr std::size_t fourth_stop = 153;  // 0.60 of 255
  return faded(value < 0 ? theme.neg[fourth_stop] : theme.pos.back(), 0.85);
}

double contrast(Color a, Color b) {
  const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
  return std::max(x, y) / std::min(x, y);
}

Color text_on(Color background) {
  const Color black = hex(0x000000), white = hex(0xFFFFFF);
  return contrast(background, black) >= contrast(background, white) ? black : white;
}

Color role_color(const Theme& t, const Role& role) {
  switch (role.group) {
    case Role::Group::query:
      return t.q;
    case Role::Group::key:
      return t.k;
    case Role::Group::value:
      return t.v;
    case Role::Group::weights:
      return t.a;
    case Role::Group::output:
      return t.o;
    case Role::Group::state:
      return t.e;
    case Role::Group::none:
      break;
  }
  return t.t2;
}

LabelHues label_hues(const Theme& theme, const Role& role) {
  for (const Role* asked : {&roles::scores, &roles::scaled, &roles::mask, &roles::masked, &roles::weights})
    if (role.is(*asked)) return {theme.q, theme.k};
  const Color own = role.group == Role::Group::none ? theme.t1 : role_color(theme, role);
  return {own, own};
}

Color faded(Color color, double alpha) {
  color.a = static_cast<std::uint8_t>(std::lround(color.a * std::clamp(alpha, 0.0, 1.0)));
  return color;
}

}  // namespace attn::scene
