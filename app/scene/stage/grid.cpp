#include "app/scene/stage/grid.h"

#include <algorithm>
#include <cmath>

#include "app/scene/format.h"

namespace attn::scene::parts {
namespace {

constexpr float least_cell = 6, number_cell = 24;
constexpr Index most_cells = 2600;  // drawn one by one

Cut even(Index count, float length) {
  Cut cut;
  cut.count = count;
  cut.per = std::max<Index>(1, static_cast<Index>(std::ceil(static_cast<float>(count) / std::max(1.0f, length))));
  cut.shown = (count + cut.per - 1) / cut.per;
  cut.px = length / static_cast<float>(std::max<Index>(1, cut.shown));
  return cut;
}

float start(const Cut& cut, Index i) { return std::round(static_cast<float>(i / cut.per) * cut.px); }

float radius_of(const Rect& box) { return std::min(box.w, box.h) >= 13 ? 2.0f : 0.0f; }

void draw_one(Canvas& canvas, const Grid& grid, const Numbers& numbers, Index r, Index c, const Rect& box,
              float strength) {
  const double value = grid.value(r, c);
  Color color = cell_color(canvas.theme, value, grid.range);
  if (strength < 1) color = mixed(canvas.theme.bg0, color, static_cast<double>(strength));
  draw_cell(canvas.theme, numbers, value, color, box, grid.tag(r, c), canvas.scene);
}

void draw_cells(Canvas& canvas, const Grid& grid, const GridLook& look) {
  for (Index r = 0; r < grid.rows(); ++r)
    for (Index c = 0; c < grid.cols(); ++c) {
      const Rect box = grid.cell(r, c);
      if (look.done >= 0 && r * grid.cols() + c >= look.done) {
        draw_pending(canvas.theme, box, radius_of(box), grid.tag(r, c), canvas.scene);
        continue;
      }
      draw_one(canvas, grid, grid.numbers, r, c, box, look.faded.empty() ? 1 : look.faded[static_cast<std::size_t>(r)]);
    }
}

Shown shown_at(const Grid& grid, Index r, Index c, Index done) {
  if (!grid.turned) return strongest_of(*grid.of, grid.down, grid.across, r, c, done);
  return strongest_of(*grid.of, grid.across, grid.down, c, r, done);
}

void push(Image& image, Color color) {
  for (const std::uint8_t channel : {color.r, color.g, color.b, color.a}) image.rgba.push_back(channel);
}

void add_image(Canvas& canvas, const Grid& grid, const Rect& box, std::shared_ptr<const Image> image) {
  Mark mark;
  mark.kind = Mark::Kind::image;
  mark.rect = box;
  mark.image = std::move(image);
  mark.cell = {grid.step, 0, 0};
  mark.rows = grid.of->rows();
  mark.cols = grid.of->cols();
  canvas.add(std::move(mark));
}

// Masked cells let the strokes through that lie below the image.
void draw_image(Canvas& canvas, const Grid& grid, const GridLook& look) {
  constexpr Color clear{0, 0, 0, 0};
  const Theme& theme = canvas.theme;
  const Index done = look.done < 0 ? grid.of->size() : look.done;
  auto image = std::make_shared<Image>();
  image->width = static_cast<int>(grid.across.shown);
  image->height = static_cast<int>(grid.down.shown);
  const bool plain = !grid.turned && grid.down.per == 1 && grid.across.per == 1;
  bool masked = false;
  for (Index r = 0; r < grid.down.shown; ++r)
    for (Index c = 0; c < grid.across.shown; ++c) {
      const Shown shown = shown_at(grid, r, c, done);
      const bool pending = shown.row < 0;
      Color color = pending ? theme.bg1 : texel_color(theme, shown.value, grid.range, clear);
      masked = masked || (!pending && color == clear);
      if (!look.faded.empty())
        color = mixed(theme.bg0, color, static_cast<double>(look.faded[static_cast<std::size_t>(grid.down.first(r))]));
      push(*image, color);
      if (plain) continue;
      const Index first_r = grid.down.first(r), first_c = grid.across.first(c);
      const Index row = !pending ? shown.row : grid.turned ? first_c : first_r;
      const Index col = !pending ? shown.col : grid.turned ? first_r : first_c;
      image->cells.push_back(row * grid.of->cols() + col);
    }
  if (masked) draw_hatching(theme, grid.box, canvas.scene);
  add_image(canvas, grid, grid.box, std::move(image));
  if (!theme.dark || done < grid.of->size())
    canvas.add(outline(grown(grid.box, 0.5f), theme.dark ? theme.line1 : theme.line2, 1));
}

}  // namespace

Rect Grid::cells(Index r, Index c, Index r2, Index c2) const {
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

Grid grid(const Canvas& canvas, int step, bool turned, Rect box, const Range& range, bool numbers) {
  Grid made = source(canvas, step, range, turned);
  made.box = box;
  made.down = even(made.down.count, box.h);
  made.across = even(made.across.count, box.w);
  made.image = made.down.px < least_cell || made.across.px < least_cell || made.of->size() > most_cells;
  if (numbers && !made.image)
    made.numbers = choose_numbers(*made.of, range, false, std::floor(made.across.px) - 1, std::floor(made.down.px),
                                  canvas.ask.measure, true);
  return made;
}

void draw_grid(Canvas& canvas, const Grid& grid, const GridLook& look) {
  grid.image ? draw_image(canvas, grid, look) : draw_cells(canvas, grid, look);
}

Rect Strip::cell(Index c) const {
  const auto start = [&](Index i) { return std::round(static_cast<float>(i) * px); };
  const float x = start(c);
  return {box.x + x, box.y, std::max(1.0f, start(c + 1) - x), box.h};
}

Strip draw_row(Canvas& canvas, const Grid& grid, Index row, const Rect& box, Index done) {
  const Index count = grid.cols();
  Strip made{box, count, box.w / static_cast<float>(std::max<Index>(1, count))};
  if (count == 0 || box.h < 1 || box.w < 1) return made;
  if (done < 0) done = count;
  const Theme& theme = canvas.theme;
  if (made.px >= least_cell) {
    const Numbers numbers =
        made.px >= number_cell
            ? choose_numbers(*grid.of, grid.range, false, std::floor(made.px) - 1, box.h, canvas.ask.measure, true)
            : Numbers{};
    for (Index c = 0; c < count; ++c) {
      Rect at = made.cell(c);
      at.w -= 1;
      if (c < done)
        draw_one(canvas, grid, numbers, row, c, at, 1);
      else
        draw_pending(theme, at, radius_of(at), grid.tag(row, c), canvas.scene);
    }
    return made;
  }
  const Cut cut = even(count, box.w);
  auto image = std::make_shared<Image>();
  image->width = static_cast<int>(cut.shown);
  image->height = 1;
  for (Index bin = 0; bin < cut.shown; ++bin) {
    Index best = cut.first(bin);
    for (Index c = best; c < cut.end(bin); ++c)
      if (std::abs(grid.value(row, c)) > std::abs(grid.value(row, best))) best = c;
    push(*image, best < done ? texel_color(theme, grid.value(row, best), grid.range, theme.bg2) : theme.bg1);
    const CellTag at = grid.tag(row, best);
    image->cells.push_back(at.row * grid.of->cols() + at.col);
  }
  add_image(canvas, grid, box, std::move(image));
  canvas.add(outline(grown(box, 0.5f), theme.line1, 1));
  return made;
}

}  // namespace attn::scene::parts
