#include "app/scene/texels.h"

#include <cmath>
#include <cstring>
#include <utility>

#include "app/scene/marks.h"

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

Color color_of(const Texels& m, Real value) {
  if (std::isfinite(value)) return m.colors.ramp[ramp_entry(static_cast<double>(value), m.limit)];
  return std::isinf(value) && value < 0 ? m.colors.masked : m.colors.broken;
}

Color mixed(Color from, Color to, float part) {
  const auto mix = [part](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>(std::lround(static_cast<float>(a) + static_cast<float>(b - a) * part));
  };
  return {mix(from.r, to.r), mix(from.g, to.g), mix(from.b, to.b), 255};
}

}  // namespace

NumberColors number_colors(const Theme& theme, const Range& range) {
  NumberColors colors;
  colors.masked = theme.bg2, colors.broken = theme.err, colors.pending = theme.bg1, colors.ground = theme.bg0;
  const auto put = [&](const ColorTable& below, const ColorTable& above) {
    std::copy(below.begin(), below.end(), colors.ramp.begin());
    std::copy(above.begin(), above.end(), colors.ramp.begin() + 256);
  };
  if (range.kind == Range::Kind::symmetric) put(theme.neg, theme.pos);
  if (range.kind == Range::Kind::names) colors.ramp.fill(theme.bg3);
  if (range.kind == Range::Kind::unit) {
    ColorTable nothing;
    nothing.fill(theme.seq[0]);
    put(nothing, theme.seq);
  }
  return colors;
}

std::size_t ramp_entry(double value, double limit) {
  const double t = std::abs(value) / (limit > 0 ? limit : 1);
  return static_cast<std::size_t>((value < 0 ? 0 : 256) + static_cast<int>((t < 1 ? t : 1) * 255 + 0.5));
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
  Color color = m.colors.pending;
  if (first_cell(m, row, col) < m.done) color = color_of(m, m.of.mat().data()[cell_of(m, row, col)]);
  return m.strength.empty() ? color : mixed(m.colors.ground, color, m.strength[static_cast<std::size_t>(row)]);
}

namespace {

// The colours of neighbours in a row: first all entries of the ramp, so that the divisions need not wait for each
// other.
void colors_of(const Texels& m, const Real* values, std::vector<int>& entries, std::vector<Color>& colors) {
  static_assert(sizeof(Color) == 4, "the bytes of a pixel");
  const double limit = m.limit;
  for (std::size_t i = 0; i < entries.size(); ++i)
    entries[i] = static_cast<int>(ramp_entry(static_cast<double>(values[i]), limit));
  for (std::size_t i = 0; i < entries.size(); ++i)
    colors[i] = std::isfinite(values[i]) ? m.colors.ramp[static_cast<std::size_t>(entries[i])] : color_of(m, values[i]);
}

}  // namespace

Image image_of(const Texels& m) {
  Image image;
  image.width = m.width();
  image.height = m.height();
  const auto width = static_cast<std::size_t>(image.width), height = static_cast<std::size_t>(image.height);
  image.rgba.resize(width * height * 4);
  image.cells.resize(width * height);
  const bool plain = !m.binned() && !m.turned && m.strength.empty() && m.done >= m.of.size();
  std::vector<Color> colors(width);
  std::vector<int> entries(width);
  for (std::size_t r = 0; r < height; ++r) {
    const auto row = static_cast<Index>(r);
    if (plain)
      colors_of(m, m.of.mat().data() + first_cell(m, row, 0), entries, colors);
    else
      for (std::size_t c = 0; c < width; ++c) colors[c] = texel_color(m, row, static_cast<Index>(c));
    std::memcpy(image.rgba.data() + r * width * 4, colors.data(), width * sizeof(Color));
    for (std::size_t c = 0; c < width; ++c) image.cells[r * width + c] = cell_of(m, row, static_cast<Index>(c));
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
