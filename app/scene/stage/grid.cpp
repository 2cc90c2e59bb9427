#include "app/scene/stage/grid.h"

#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "engine/eigen.h"

namespace attn::scene::parts {
namespace {

constexpr float least_cell = 6, number_cell = 24, number_height = 14;
constexpr Index most_cells = 32 * 32;  // drawn one by one, unless they are large enough for numbers

Cut even(Index count, const Window& sight, float length) {
  Cut cut;
  cut.count = count;
  cut.from = sight.from, cut.seen = sight.seen;
  const Index seen = cut.in_sight();
  cut.per = std::max<Index>(1, static_cast<Index>(std::ceil(static_cast<float>(seen) / std::max(1.0f, length))));
  cut.shown = (seen + cut.per - 1) / cut.per;
  cut.px = length / static_cast<float>(std::max<Index>(1, cut.shown));
  return cut;
}

float start(const Cut& cut, Index i) { return std::round(static_cast<float>(cut.position(i)) * cut.px); }

float radius_of(const Rect& box) { return std::min(box.w, box.h) >= 13 ? 2.0f : 0.0f; }

// Another step's matrix where this one is.
Grid in_place_of(const Canvas& canvas, const Grid& grid, int step) {
  Grid other = grid;
  other.step = step;
  other.of = &canvas.step(step).out;
  if (!other.image)
    other.numbers =
        choose_numbers(in_sight(other), other.range, false, grid.across.px - 1, grid.down.px, canvas.ask.measure);
  return other;
}

void draw_one(Canvas& canvas, const Grid& grid, const Numbers& numbers, Index r, Index c, const Rect& box,
              float strength) {
  const double value = grid.value(r, c);
  Color color = cell_color(canvas.theme, value, grid.range);
  if (strength < 1) color = mixed(canvas.theme.bg0, color, static_cast<double>(strength));
  draw_cell(canvas.theme, numbers, value, color, box, grid.tag(r, c), canvas.scene);
  if (beyond(value, grid.range)) draw_notch(canvas.theme, box, canvas.scene);
}

void draw_cells(Canvas& canvas, const Grid& grid, const GridLook& look) {
  const Grid before = look.before >= 0 ? in_place_of(canvas, grid, look.before) : Grid{};
  for (Index r = grid.down.from; r < grid.down.till(); ++r)
    for (Index c = grid.across.from; c < grid.across.till(); ++c) {
      const Rect box = grid.cell(r, c);
      if (look.done >= 0 && grid.number(r, c) >= look.done) {
        if (look.before >= 0) {
          draw_one(canvas, before, before.numbers, r, c, box, 1);
          continue;
        }
        draw_pending(canvas.theme, box, radius_of(box), grid.tag(r, c), canvas.scene);
        continue;
      }
      draw_one(canvas, grid, grid.numbers, r, c, box, look.faded.empty() ? 1 : look.faded[static_cast<std::size_t>(r)]);
    }
}

// The rows before the split (upper) or from it on.
Grid half_of(const Grid& grid, Index split, bool upper) {
  Grid half = grid;
  const Index seen = split - grid.down.from;
  half.down.from = upper ? grid.down.from : split;
  half.down.seen = upper ? seen : grid.down.in_sight() - seen;
  half.down.shown = (half.down.seen + half.down.per - 1) / half.down.per;
  const float top = std::round(static_cast<float>(seen / grid.down.per) * grid.down.px);
  half.box = upper ? Rect{grid.box.x, grid.box.y, grid.box.w, top}
                   : Rect{grid.box.x, grid.box.y + top, grid.box.w, grid.box.h - top};
  return half;
}

Texels texels_of(const Canvas& canvas, const Grid& grid) {
  Texels texels;
  texels.of = *grid.of;
  texels.turned = grid.turned;
  texels.down = grid.down, texels.across = grid.across;
  texels.limit = grid.range.limit;
  texels.colors = number_colors(canvas.theme, grid.range);
  texels.done = grid.of->size();
  return texels;
}

bool has_masked(const Tensor& tensor, Index done) {
  const Real* numbers = tensor.mat().data();
  return std::any_of(numbers, numbers + done, [](Real v) { return std::isinf(v) && v < 0; });
}

// Masked cells let the strokes through that lie below the image.
void draw_image(Canvas& canvas, const Grid& grid, const GridLook& look) {
  const Theme& theme = canvas.theme;
  if (look.before >= 0 && look.done >= 0 && look.done < grid.of->size()) {
    const Index rows = look.done / std::max<Index>(1, grid.of->cols()) - grid.down.from;
    const Index split = grid.down.from + std::clamp<Index>(rows - rows % grid.down.per, 0, grid.down.in_sight());
    if (split > grid.down.from) draw_image(canvas, half_of(grid, split, true), {});
    if (split < grid.down.till()) draw_image(canvas, half_of(in_place_of(canvas, grid, look.before), split, false), {});
    return;
  }
  Texels texels = texels_of(canvas, grid);
  if (look.done >= 0) texels.done = std::min(look.done, grid.of->size());
  texels.colors.masked = {0, 0, 0, 0};
  if (!look.faded.empty())
    for (Index i = 0; i < grid.down.shown; ++i)
      texels.strength.push_back(look.faded[static_cast<std::size_t>(grid.down.first(i))]);
  const bool pending = texels.done < grid.of->size();
  if (has_masked(*grid.of, texels.done)) draw_hatching(theme, grid.box, canvas.scene);
  canvas.add(texels_mark(grid.step, grid.box, with_bins(std::move(texels))));
  if (!theme.dark || pending) canvas.add(outline(grown(grid.box, 0.5f), theme.dark ? theme.line1 : theme.line2, 1));
}

}  // namespace

Rect Grid::cells(Index r, Index c, Index r2, Index c2) const {
  r = std::max(r, down.from), r2 = std::min(r2, down.till() - 1);
  c = std::max(c, across.from), c2 = std::min(c2, across.till() - 1);
  if (r > r2 || c > c2) return {box.x, box.y, 0, 0};
  const float gap = image ? 0 : 1;
  const float x = box.x + start(across, c), y = box.y + start(down, r);
  const float w = box.x + start(across, c2 + across.per) - gap - x, h = box.y + start(down, r2 + down.per) - gap - y;
  const float more_w = std::max(0.0f, 3 - w) / 2, more_h = std::max(0.0f, 3 - h) / 2;
  return {x - more_w, y - more_h, w + 2 * more_w, h + 2 * more_h};
}

Grid source(const Canvas& canvas, int step, const Range& range, bool turned) {
  Grid made;
  made.step = step;
  made.of = &canvas.step(step).out;
  made.turned = turned;
  made.range = range;
  made.down.count = turned ? made.of->cols() : made.of->rows();
  made.across.count = turned ? made.of->rows() : made.of->cols();
  return made;
}

Grid grid(const Canvas& canvas, int step, bool turned, Rect box, const Range& range, bool numbers, Sides sides) {
  Grid made = source(canvas, step, range, turned);
  made.box = box;
  made.sides = sides;
  made.down = even(made.down.count, sight_of(canvas, sides.down, made.down.count), box.h);
  made.across = even(made.across.count, sight_of(canvas, sides.across, made.across.count), box.w);
  const bool many = made.down.in_sight() * made.across.in_sight() > most_cells;
  made.image = made.down.px < (many ? number_height : least_cell) || made.across.px < (many ? number_cell : least_cell);
  if (numbers && !made.image)
    made.numbers = choose_numbers(in_sight(made), range, false, std::floor(made.across.px) - 1,
                                  std::floor(made.down.px), canvas.ask.measure, true);
  return made;
}

Window sight_of(const Canvas& canvas, Pane::Side side, Index count) {
  const Sight& sight = canvas.ask.sight;
  switch (side) {
    case Pane::Side::rows:
      return window(sight.zoom, sight.rows, count);
    case Pane::Side::cols:
      return window(sight.zoom, sight.cols, count);
    case Pane::Side::inner:
      return window(sight.zoom, sight.inner, count);
    case Pane::Side::none:
      break;
  }
  return {0, count};
}

Tensor in_sight(const Grid& grid) {
  const Cut &rows = grid.turned ? grid.across : grid.down, &cols = grid.turned ? grid.down : grid.across;
  if (rows.in_sight() == grid.of->rows() && cols.in_sight() == grid.of->cols()) return *grid.of;
  return Tensor(mat_of(eigen(grid.of->mat()).block(rows.from, cols.from, rows.in_sight(), cols.in_sight())), {}, {});
}

void draw_grid(Canvas& canvas, const Grid& grid, const GridLook& look) {
  grid.image ? draw_image(canvas, grid, look) : draw_cells(canvas, grid, look);
  const auto [down, across] = grid.sides;
  if (down == Pane::Side::none && across == Pane::Side::none) return;
  canvas.scene.panes.push_back({grid.box,
                                {down, grid.down.count, grid.down.from, grid.down.in_sight()},
                                {across, grid.across.count, grid.across.from, grid.across.in_sight()}});
}

Rect Strip::cell(Index c) const {
  if (c < from || c >= from + count) return {box.x, box.y, 0, 0};
  const auto start = [&](Index i) { return std::round(static_cast<float>(i - from) * px); };
  const float x = start(c);
  return {box.x + x, box.y, std::max(1.0f, start(c + 1) - x), box.h};
}

Strip draw_row(Canvas& canvas, const Grid& grid, Index row, const Rect& box, Index done) {
  const Index from = grid.across.from, count = grid.across.in_sight();
  Strip made{box, from, count, box.w / static_cast<float>(std::max<Index>(1, count))};
  if (count == 0 || box.h < 1 || box.w < 1) return made;
  if (done < 0) done = grid.cols();
  const Theme& theme = canvas.theme;
  if (made.px >= least_cell) {
    const Numbers numbers =
        made.px >= number_cell
            ? choose_numbers(*grid.of, grid.range, false, std::floor(made.px) - 1, box.h, canvas.ask.measure, true)
            : Numbers{};
    for (Index c = from; c < from + count; ++c) {
      Rect at = made.cell(c);
      at.w -= 1;
      if (c < done)
        draw_one(canvas, grid, numbers, row, c, at, 1);
      else
        draw_pending(theme, at, radius_of(at), grid.tag(row, c), canvas.scene);
    }
    return made;
  }
  // One row of the texels: those of the whole that lie in it.
  Texels texels = texels_of(canvas, grid);
  texels.down = {grid.rows(), 1, 1, box.h, row, 1};
  texels.across = even(grid.cols(), {from, count}, box.w);
  if (!grid.turned) texels.done = row * grid.cols() + done;
  canvas.add(texels_mark(grid.step, box, with_bins(std::move(texels))));
  canvas.add(outline(grown(box, 0.5f), theme.line1, 1));
  return made;
}

}  // namespace attn::scene::parts
