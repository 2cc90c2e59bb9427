#include "app/scene/thumbnail.h"

#include <algorithm>

#include "app/scene/marks.h"

namespace attn::scene {
namespace {

constexpr Index most_rows = 20, most_cols = 48;

parts::Cut bins(Index count, Index most) {
  parts::Cut cut;
  cut.count = count;
  cut.per = (count + most - 1) / most;
  cut.shown = (count + cut.per - 1) / cut.per;
  return cut;
}

}  // namespace

std::shared_ptr<const Image> thumbnail(const Tensor& tensor, const Role& role, const Theme& theme) {
  if (tensor.size() == 0) return nullptr;
  const Range range = choose_range(role, tensor.mat());
  if (range.kind == Range::Kind::names) return nullptr;
  const parts::Cut rows = bins(tensor.rows(), most_rows), cols = bins(tensor.cols(), most_cols);
  auto image = std::make_shared<Image>();
  image->width = static_cast<int>(cols.shown);
  image->height = static_cast<int>(rows.shown);
  image->rgba.reserve(static_cast<std::size_t>(rows.shown * cols.shown) * 4);
  for (Index r = 0; r < rows.shown; ++r)
    for (Index c = 0; c < cols.shown; ++c) {
      const double value = parts::strongest_of(tensor, rows, cols, r, c, tensor.size()).value;
      const Color color = parts::texel_color(theme, value, range, theme.bg2);
      for (const std::uint8_t channel : {color.r, color.g, color.b, color.a}) image->rgba.push_back(channel);
    }
  return image;
}

Size thumbnail_size(Index rows, Index cols) {
  return {std::min(static_cast<float>(most_cols), 5 * static_cast<float>(cols)),
          std::min(static_cast<float>(most_rows), 4.5f * static_cast<float>(rows))};
}

}  // namespace attn::scene
