#include <algorithm>
#include <cmath>

#include "app/scene/marks.h"
#include "app/scene/views/heads_grid.h"
#include "engine/eigen.h"

namespace attn::scene {
namespace {

using parts::Cut;

constexpr int most_texels = 4096;  // in a row or column: what every graphics card takes

struct Item {
  const HeadThumb* thumb = nullptr;
  Cut rows, cols;
};

// The cell of largest size that is not masked; none: row −1. NaN and +∞ before any number, −∞ only where there is
// nothing else.
struct Cell {
  Index row = -1, col = -1;
};
double size_of(Real value) {
  return std::isfinite(value) ? static_cast<double>(std::abs(value)) : std::isinf(value) && value < 0 ? -0.5 : 1e300;
}
Cell strongest(const HeadThumb& thumb, Index row, Index end_row, Index col, Index end_col) {
  Cell best;
  double most = -1;
  const Mat& all = thumb.values->mat();
  for (Index r = row; r < end_row; ++r) {
    const Real* const values = all.data() + r * all.cols();
    const Index end = thumb.causal ? std::min(end_col, r + 1) : end_col;
    auto bound = static_cast<Real>(most);
    for (Index c = col; c < end; ++c) {
      if (std::abs(values[c]) <= bound) continue;  // millions of them: most are not larger
      const double size = size_of(values[c]);
      if (size <= most) continue;
      most = size;
      best = {r, c};
      bound = static_cast<Real>(most);
    }
  }
  return best;
}

void paint(const Item& item, const Rect& part, const Theme& theme, Image& image) {
  const HeadThumb& thumb = *item.thumb;
  const Range range = thumb.range.limit > 0 ? thumb.range : own_range(*thumb.values, thumb.causal, thumb.range.kind);
  for (Index r = 0; r < item.rows.shown; ++r)
    for (Index c = 0; c < item.cols.shown; ++c) {
      const Cell cell = strongest(thumb, item.rows.first(r), item.rows.end(r), item.cols.first(c), item.cols.end(c));
      const Color color =
          cell.row < 0
              ? theme.bg2
              : parts::texel_color(theme, static_cast<double>((*thumb.values)(cell.row, cell.col)), range, theme.bg2);
      const auto x = static_cast<std::size_t>(part.x) + static_cast<std::size_t>(c),
                 y = static_cast<std::size_t>(part.y) + static_cast<std::size_t>(r);
      const std::size_t texel = y * static_cast<std::size_t>(image.width) + x;
      const std::uint8_t rgba[] = {color.r, color.g, color.b, color.a};
      std::copy(rgba, rgba + 4, image.rgba.begin() + static_cast<std::ptrdiff_t>(4 * texel));
      const Index shown_row = cell.row < 0 ? item.rows.first(r) : cell.row;
      const Index shown_col = cell.row < 0 ? item.cols.end(c) - 1 : cell.col;
      image.cells[texel] = shown_row * item.cols.count + shown_col;
    }
}

// Left to right, then below; returns how high it gets.
int place(const std::vector<Item>& items, int width, std::vector<Rect>& places) {
  int x = 0, y = 0, shelf = 0;
  places.clear();
  for (const Item& item : items) {
    const auto w = static_cast<int>(item.cols.shown), h = static_cast<int>(item.rows.shown);
    if (x + w > width) {
      x = 0;
      y += shelf;
      shelf = 0;
    }
    places.push_back({static_cast<float>(x), static_cast<float>(y), static_cast<float>(w), static_cast<float>(h)});
    x += w;
    shelf = std::max(shelf, h);
  }
  return y + shelf;
}

std::vector<Item> items_of(const HeadThumbRow& row, float side, float cell) {
  std::vector<Item> items;
  for (const HeadThumb& thumb : row.thumbs)
    items.push_back(thumb.values ? Item{&thumb, parts::cut_axis(thumb.values->rows(), side, cell),
                                        parts::cut_axis(thumb.values->cols(), side, cell)}
                                 : Item{});
  return items;
}

// As large as fits into one image.
std::vector<Item> fitted(const HeadThumbRow& row, const HeadsGridMeasures& m, std::vector<Rect>& places) {
  std::vector<Item> items;
  int height = most_texels + 1;
  for (float side = m.side; height > most_texels && side >= 1; side /= 2) {
    items = items_of(row, side, m.cell);
    height = place(items, most_texels, places);
  }
  return items;
}

}  // namespace

Range own_range(const Tensor& values, bool causal, Range::Kind kind) {
  double most = 0;
  for (Index r = 0; r < values.rows(); ++r) {
    const auto row = eigen(values.mat()).row(r).head(causal ? std::min(r + 1, values.cols()) : values.cols());
    const Real largest = row.size() > 0 ? row.cwiseAbs().maxCoeff() : 0;
    if (std::isfinite(largest) && row.allFinite()) {
      most = std::max(most, static_cast<double>(largest));
      continue;
    }
    for (const Real value : row)
      if (std::isfinite(value)) most = std::max(most, std::abs(static_cast<double>(value)));
  }
  if (kind == Range::Kind::unit) return {kind, most > 0 ? most : 1};
  return {kind, round_range(most)};
}

HeadsAtlas heads_atlas(const HeadsGridRequest& request) {
  const HeadsGridMeasures m = measures_of(request);
  HeadsAtlas atlas;
  std::vector<Rect> places;
  for (const HeadThumbSection& section : request.sections)
    for (const HeadThumbRow& row : section.rows) {
      fitted(row, m, places);
      atlas.parts.insert(atlas.parts.end(), places.begin(), places.end());
      atlas.images.emplace_back();
    }
  return atlas;
}

void paint_heads(const HeadsGridRequest& request, std::size_t row, HeadsAtlas& atlas) {
  const HeadsGridMeasures m = measures_of(request);
  std::size_t at = 0;
  for (const HeadThumbSection& section : request.sections)
    for (const HeadThumbRow& one : section.rows) {
      if (at++ != row) continue;
      std::vector<Rect> places;
      const std::vector<Item> items = fitted(one, m, places);
      auto image = std::make_shared<Image>();
      for (const Rect& part : places) {
        image->width = std::max(image->width, static_cast<int>(part.x + part.w));
        image->height = std::max(image->height, static_cast<int>(part.y + part.h));
      }
      const auto texels = static_cast<std::size_t>(image->width) * static_cast<std::size_t>(image->height);
      image->rgba.resize(4 * texels);
      image->cells.resize(texels);
      for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i].thumb) paint(items[i], places[i], request.theme, *image);
      atlas.images[row] = std::move(image);
      return;
    }
}

}  // namespace attn::scene
