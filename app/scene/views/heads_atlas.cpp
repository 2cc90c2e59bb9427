#include <algorithm>
#include <cmath>

#include "app/scene/heatmap_parts.h"
#include "app/scene/views/heads_grid.h"

namespace attn::scene {
namespace {

using parts::Cut;

constexpr int most_texels = 4096;  // in a row or column: what every graphics card takes

struct Item {
  const HeadThumb* thumb = nullptr;
  Cut rows, cols;
};

// The cell of largest size that is not masked; none: row −1.
struct Cell {
  Index row = -1, col = -1;
};
Cell strongest(const HeadThumb& thumb, Index row, Index end_row, Index col, Index end_col) {
  Cell best;
  double most = -1;
  for (Index r = row; r < end_row; ++r)
    for (Index c = col; c < (thumb.causal ? std::min(end_col, r + 1) : end_col); ++c) {
      const auto value = static_cast<double>((*thumb.values)(r, c));
      const double size = std::isfinite(value) ? std::abs(value) : std::isinf(value) && value < 0 ? -0.5 : 1e300;
      if (size > most) {
        most = size;
        best = {r, c};
      }
    }
  return best;
}

void paint(const Item& item, const Rect& part, const Theme& theme, Image& image) {
  for (Index r = 0; r < item.rows.shown; ++r)
    for (Index c = 0; c < item.cols.shown; ++c) {
      const Cell cell =
          strongest(*item.thumb, item.rows.first(r), item.rows.end(r), item.cols.first(c), item.cols.end(c));
      const Color color =
          cell.row < 0 ? theme.bg2
                       : parts::texel_color(theme, static_cast<double>((*item.thumb->values)(cell.row, cell.col)),
                                            item.thumb->range, theme.bg2);
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

}  // namespace

HeadsAtlas heads_atlas(const HeadsGridRequest& request) {
  const HeadsGridMeasures m = measures_of(request);
  HeadsAtlas atlas;
  std::vector<Item> items;
  int height = most_texels + 1;
  for (float side = m.side; height > most_texels && side >= 1; side /= 2) {
    items.clear();
    for (const HeadThumbSection& section : request.sections)
      for (const HeadThumbRow& row : section.rows)
        for (const HeadThumb& thumb : row.thumbs)
          items.push_back(thumb.values ? Item{&thumb, parts::cut_axis(thumb.values->rows(), side, m.cell),
                                              parts::cut_axis(thumb.values->cols(), side, m.cell)}
                                       : Item{});
    height = place(items, most_texels, atlas.parts);
  }
  auto image = std::make_shared<Image>();
  for (const Rect& part : atlas.parts) image->width = std::max(image->width, static_cast<int>(part.x + part.w));
  image->height = height;
  const auto texels = static_cast<std::size_t>(image->width) * static_cast<std::size_t>(image->height);
  image->rgba.resize(4 * texels);
  image->cells.resize(texels);
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].thumb) paint(items[i], atlas.parts[i], request.theme, *image);
  atlas.image = std::move(image);
  return atlas;
}

}  // namespace attn::scene
