#include "app/scene/stage/grid.h"

#include <algorithm>
#include <cmath>

#include "app/scene/stage/parts.h"

namespace attn::scene::parts {
namespace {

constexpr float least_cell = 6;
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

void draw_number(const StageRequest& request, const Numbers& numbers, double value, const Rect& box, Color ground,
                 Color color, const CellTag& tag, Scene& to) {
  const std::string shown = number_text(numbers, value);
  const float middle = box.x + box.w / 2, y = box.y + box.h / 2;
  const bool decimal = std::isfinite(value) && !shown.starts_with("≈");
  const Color ink = std::isfinite(value) ? number_color(request.theme, shown, value, ground) : color;
  to.marks.push_back(text(decimal ? middle + numbers.width / 2 : middle, y, shown, Font::mono, numbers.size, ink,
                          decimal ? Align::right : Align::center));
  to.marks.back().cell = tag;
}

void draw_cell(const StageRequest& request, const Grid& grid, const Numbers& numbers, double value, const Rect& box,
               float strength, const CellTag& tag, Scene& to) {
  const Theme& theme = request.theme;
  const float radius = std::min(box.w, box.h) >= 13 ? 2.0f : 0.0f;
  Color color = cell_color(theme, value, grid.range);
  if (strength < 1) color = mixed(theme.bg0, color, static_cast<double>(strength));
  to.marks.push_back(fill(box, color, radius));
  to.marks.back().cell = tag;
  if (!theme.dark) to.marks.push_back(outline(grown(box, -0.375f), faded(theme.ink, 0.07), 0.75f, radius));
  const bool masked = std::isinf(value) && value < 0, broken = !std::isfinite(value) && !masked;
  if (masked) {
    const float in = std::min(box.w, box.h) * 0.15f;
    to.marks.push_back(line(box.x + in, box.y + box.h - in, box.x + box.w - in, box.y + in, theme.line3, 1));
  }
  if (broken) to.marks.push_back(outline(grown(box, -0.75f), theme.err, 1.5f, radius));
  if (numbers.shown && !masked) draw_number(request, numbers, value, box, color, theme.err, tag, to);
}

void draw_cells(const StageRequest& request, const Grid& grid, const GridLook& look, Scene& to) {
  for (Index r = 0; r < grid.rows(); ++r)
    for (Index c = 0; c < grid.cols(); ++c) {
      const Rect box = grid.cell(r, c);
      if (look.done >= 0 && r * grid.cols() + c >= look.done) {
        draw_pending(request.theme, box, std::min(box.w, box.h) >= 13 ? 2.0f : 0.0f, grid.tag(r, c), to);
        continue;
      }
      const float strength = look.faded.empty() ? 1 : look.faded[static_cast<std::size_t>(r)];
      draw_cell(request, grid, grid.numbers, grid.value(r, c), box, strength, grid.tag(r, c), to);
    }
}

Shown shown_at(const Grid& grid, Index r, Index c, Index done) {
  if (!grid.turned) return strongest_of(*grid.of, grid.down, grid.across, r, c, done);
  return strongest_of(*grid.of, grid.across, grid.down, c, r, done);
}

void draw_image(const StageRequest& request, const Grid& grid, const GridLook& look, Scene& to) {
  const Theme& theme = request.theme;
  const Index done = look.done < 0 ? grid.of->size() : look.done;
  auto image = std::make_shared<Image>();
  image->width = static_cast<int>(grid.across.shown);
  image->height = static_cast<int>(grid.down.shown);
  const bool plain = !grid.turned && grid.down.per == 1 && grid.across.per == 1;
  for (Index r = 0; r < grid.down.shown; ++r)
    for (Index c = 0; c < grid.across.shown; ++c) {
      const Shown shown = shown_at(grid, r, c, done);
      const bool pending = shown.row < 0;
      Color color = pending ? theme.bg1 : texel_color(theme, shown.value, grid.range, theme.bg2);
      if (!look.faded.empty())
        color = mixed(theme.bg0, color, static_cast<double>(look.faded[static_cast<std::size_t>(grid.down.first(r))]));
      for (const std::uint8_t channel : {color.r, color.g, color.b, color.a}) image->rgba.push_back(channel);
      if (plain) continue;
      const Index first_r = grid.down.first(r), first_c = grid.across.first(c);
      const Index row = !pending ? shown.row : grid.turned ? first_c : first_r;
      const Index col = !pending ? shown.col : grid.turned ? first_r : first_c;
      image->cells.push_back(row * grid.of->cols() + col);
    }
  Mark mark;
  mark.kind = Mark::Kind::image;
  mark.rect = grid.box;
  mark.image = std::move(image);
  mark.cell = {grid.step, 0, 0};
  mark.rows = grid.of->rows();
  mark.cols = grid.of->cols();
  to.marks.push_back(std::move(mark));
  if (!theme.dark || done < grid.of->size())
    to.marks.push_back(outline(grown(grid.box, 0.5f), theme.dark ? theme.line1 : theme.line2, 1));
}

}  // namespace

Rect Grid::cells(Index r, Index c, Index r2, Index c2) const {
  const float gap = image ? 0 : 1;
  const float x = box.x + start(across, c), y = box.y + start(down, r);
  const float w = box.x + start(across, c2 + across.per) - gap - x, h = box.y + start(down, r2 + down.per) - gap - y;
  const float more_w = std::max(0.0f, 3 - w) / 2, more_h = std::max(0.0f, 3 - h) / 2;
  return {x - more_w, y - more_h, w + 2 * more_w, h + 2 * more_h};
}

Grid grid(const StageRequest& request, int step, bool turned, Rect box, const Range& range, bool numbers) {
  Grid made;
  made.step = step;
  made.of = &request.trace[step].out;
  made.turned = turned;
  made.range = range;
  made.box = box;
  made.down = even(turned ? made.of->cols() : made.of->rows(), box.h);
  made.across = even(turned ? made.of->rows() : made.of->cols(), box.w);
  made.image = made.down.px < least_cell || made.across.px < least_cell || made.of->size() > most_cells;
  if (numbers && !made.image)
    made.numbers = choose_numbers(*made.of, range, false, std::floor(made.across.px) - 1, std::floor(made.down.px),
                                  request.measure, true);
  return made;
}

void draw_grid(const StageRequest& request, const Grid& grid, const GridLook& look, Scene& to) {
  grid.image ? draw_image(request, grid, look, to) : draw_cells(request, grid, look, to);
}

void draw_row(const StageRequest& request, const Grid& grid, Index row, const Rect& box, Index count, Scene& to) {
  const float pitch = box.w / static_cast<float>(grid.cols());
  const float gap = pitch >= 6 ? 1 : 0;
  const Numbers numbers =
      pitch >= 24 ? choose_numbers(*grid.of, grid.range, false, std::floor(pitch) - 1, box.h, request.measure, true)
                  : Numbers{};
  for (Index c = 0; c < std::min(count, grid.cols()); ++c) {
    const float x = std::round(box.x + static_cast<float>(c) * pitch);
    const float end = std::round(box.x + static_cast<float>(c + 1) * pitch) - gap;
    draw_cell(request, grid, numbers, grid.value(row, c), {x, box.y, end - x, box.h}, 1, grid.tag(row, c), to);
  }
}

Range joined(const Range& a, const Range& b) {
  if (a.kind != b.kind) return a;
  return a.limit >= b.limit ? a : b;
}

Range range_of(const Trace& trace, int step) { return choose_range(trace[step].role, trace[step].out.mat()); }

}  // namespace attn::scene::parts
