#include "app/scene/texels.h"

#include <cmath>
#include <utility>

#include "app/scene/heatmap_parts.h"

namespace attn::scene {
namespace {

// Cut so that rows and columns are the tensor's.
const Cut& row_cut(const Texels& m) { return m.turned ? m.across : m.down; }
const Cut& col_cut(const Texels& m) { return m.turned ? m.down : m.across; }

std::size_t place(const Texels& m, Index row, Index col) {
  return static_cast<std::size_t>(row * m.across.shown + col);
}

// The first cell of a texel, as row · columns + column: if it is pending, all of them are.
Index first_cell(const Texels& m, Index row, Index col) {
  const Index r = m.down.first(row), c = m.across.first(col);
  return m.turned ? c * m.of.cols() + r : r * m.of.cols() + c;
}

Color mixed(Color from, Color to, float part) {
  const auto mix = [part](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>(std::lround(static_cast<float>(a) + static_cast<float>(b - a) * part));
  };
  return {mix(from.r, to.r), mix(from.g, to.g), mix(from.b, to.b), 255};
}

}  // namespace

Palette palette_of(const Theme& theme, const Range& range) {
  Palette palette;
  palette.masked = theme.bg2, palette.broken = theme.err, palette.pending = theme.bg1, palette.ground = theme.bg0;
  const auto put = [&](const ColorTable& below, const ColorTable& above) {
    std::copy(below.begin(), below.end(), palette.ramp.begin());
    std::copy(above.begin(), above.end(), palette.ramp.begin() + 256);
  };
  if (range.kind == Range::Kind::symmetric) put(theme.neg, theme.pos);
  if (range.kind == Range::Kind::names) palette.ramp.fill(theme.bg3);
  if (range.kind == Range::Kind::unit) {
    ColorTable nothing;
    nothing.fill(theme.seq[0]);
    put(nothing, theme.seq);
  }
  return palette;
}

std::size_t ramp_entry(double value, double limit) {
  const double t = std::clamp(std::abs(value) / (limit > 0 ? limit : 1), 0.0, 1.0);
  return (value < 0 ? 0u : 256u) + static_cast<std::size_t>(t * 255 + 0.5);
}

std::shared_ptr<const Texels> with_bins(Texels matrix) {
  auto made = std::make_shared<Texels>(std::move(matrix));
  Texels& m = *made;
  if (!m.binned()) return made;
  const auto texels = static_cast<std::size_t>(m.down.shown * m.across.shown);
  m.values.reserve(texels);
  m.cells.reserve(texels);
  for (Index r = 0; r < m.down.shown; ++r)
    for (Index c = 0; c < m.across.shown; ++c) {
      const parts::Shown shown =
          parts::strongest_of(m.of, row_cut(m), col_cut(m), m.turned ? c : r, m.turned ? r : c, m.done);
      m.values.push_back(static_cast<Real>(shown.value));
      m.cells.push_back(shown.row < 0 ? first_cell(m, r, c) : shown.row * m.of.cols() + shown.col);
    }
  return made;
}

Index cell_of(const Texels& m, Index row, Index col) {
  return m.cells.empty() ? first_cell(m, row, col) : m.cells[place(m, row, col)];
}

Color texel_color(const Texels& m, Index row, Index col) {
  const Palette& palette = m.palette;
  Color color = palette.pending;
  if (first_cell(m, row, col) < m.done) {
    const Index cell = cell_of(m, row, col);
    const Real value = m.of(cell / m.of.cols(), cell % m.of.cols());
    const bool masked = std::isinf(value) && value < 0;
    color = masked                  ? palette.masked
            : !std::isfinite(value) ? palette.broken
                                    : palette.ramp[ramp_entry(static_cast<double>(value), m.limit)];
  }
  return m.strength.empty() ? color : mixed(palette.ground, color, m.strength[static_cast<std::size_t>(row)]);
}

Image image_of(const Texels& m) {
  Image image;
  image.width = m.width();
  image.height = m.height();
  const auto texels = static_cast<std::size_t>(m.down.shown * m.across.shown);
  image.rgba.resize(texels * 4);
  image.cells.resize(texels);
  std::uint8_t* to = image.rgba.data();
  Index* cell = image.cells.data();
  for (Index r = 0; r < m.down.shown; ++r)
    for (Index c = 0; c < m.across.shown; ++c) {
      const Color color = texel_color(m, r, c);
      *to++ = color.r, *to++ = color.g, *to++ = color.b, *to++ = color.a;
      *cell++ = cell_of(m, r, c);
    }
  return image;
}

Image enlarged(const Image& image, const Rect& box) {
  constexpr float pixels_per_unit = 2;
  const int most = 16;
  const auto factor = [most](float length, int texels) {
    return std::clamp(static_cast<int>(std::ceil(pixels_per_unit * length / static_cast<float>(texels))), 1, most);
  };
  const int across = factor(box.w, image.width), down = factor(box.h, image.height);
  Image large;
  large.width = image.width * across;
  large.height = image.height * down;
  large.rgba.reserve(image.rgba.size() * static_cast<std::size_t>(across * down));
  for (int y = 0; y < large.height; ++y)
    for (int x = 0; x < large.width; ++x) {
      const auto texel = image.rgba.begin() + (static_cast<std::ptrdiff_t>(y / down) * image.width + x / across) * 4;
      large.rgba.insert(large.rgba.end(), texel, texel + 4);
    }
  return large;
}

Mark texels_mark(int step, const Rect& box, std::shared_ptr<const Texels> matrix) {
  Mark mark;
  mark.kind = Mark::Kind::texels;
  mark.rect = box;
  mark.cell = {step, 0, 0};
  mark.rows = matrix->of.rows();
  mark.cols = matrix->of.cols();
  mark.texels = std::move(matrix);
  return mark;
}

}  // namespace attn::scene
