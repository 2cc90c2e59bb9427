#include "app/scene/stage/lens.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/scene/stage/lens_place.h"
#include "app/scene/text.h"
#include "engine/eigen.h"

namespace attn::scene::parts {
namespace {

constexpr Index side = 7, small_side = 5;
constexpr float cell_h = 18, pad = 12, head = 36, most_label = 66, radius = 10;

// So many of a side about a cell.
Window about(Index cell, Index most, Index count) {
  const Index seen = std::min(most, count);
  return {std::clamp<Index>(cell - seen / 2, 0, count - seen), seen};
}

bool overlaps(const Rect& a, const Rect& b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

// What the lens lies on does not look out from below it in part.
void clear_texts(Canvas& canvas, const Rect& box) {
  std::erase_if(canvas.scene.marks, [&](const Mark& mark) {
    return mark.kind == Mark::Kind::text && overlaps(box_of_text(canvas, mark), box);
  });
}

// Two lines from the square's corners to the lens's, on the sides that face each other.
void draw_wires(Canvas& canvas, const Rect& square, const Rect& lens) {
  const Color color = faded(canvas.theme.ink, 0.6);
  const float inset = radius * 0.4f;
  const bool below = lens.y >= square.y + square.h, above = lens.y + lens.h <= square.y;
  if (below || above) {
    const float from = below ? square.y + square.h : square.y, to = below ? lens.y + inset : lens.y + lens.h - inset;
    canvas.add(line(square.x, from, lens.x + inset, to, color, 1));
    canvas.add(line(square.x + square.w, from, lens.x + lens.w - inset, to, color, 1));
    return;
  }
  const bool right = lens.x >= square.x + square.w;
  const float from = right ? square.x + square.w : square.x, to = right ? lens.x + inset : lens.x + lens.w - inset;
  canvas.add(line(from, square.y, to, lens.y + inset, color, 1));
  canvas.add(line(from, square.y + square.h, to, lens.y + lens.h - inset, color, 1));
}

}  // namespace

bool wants_lens(const Grid& grid) {
  return grid.image && grid.down.in_sight() > side && grid.across.in_sight() > side && !grid.turned;
}

void draw_lens(Canvas& canvas, const Grid& grid, Index done, Index row, Index col, Color row_hue, Color col_hue,
               int before) {
  if (!wants_lens(grid) || !grid.of->contains(row, col) || grid.cell(row, col).w <= 0) return;
  const Theme& theme = canvas.theme;
  const Tensor& of = *grid.of;
  struct Plan {
    Window rows, cols;
    Numbers numbers;
    float cell_w = 0, labels = 0;
    Rect square;
    std::optional<Spot> spot;
  };
  const auto planned = [&](Index most) {
    Plan plan;
    plan.rows = about(row, most, of.rows()), plan.cols = about(col, most, of.cols());
    const Window &rows = plan.rows, &cols = plan.cols;
    const Tensor shown(mat_of(eigen(of.mat()).block(rows.from, cols.from, rows.seen, cols.seen)), {}, {});
    for (const float tried : {36.0f, 40.0f, 44.0f, 50.0f, 58.0f}) {
      plan.cell_w = tried;
      plan.numbers = choose_numbers(shown, grid.range, false, tried - 1, cell_h, canvas.ask.measure);
      if (plan.numbers.shown && !plan.numbers.narrow) break;
    }
    plan.numbers.size = std::min(plan.numbers.size, 10.0f);
    for (Index r = rows.from; r < rows.from + rows.seen; ++r)
      plan.labels = std::max(plan.labels, canvas.width(of.row_axis.label(r), Font::ui_bold, 11));
    plan.labels = std::ceil(std::clamp(plan.labels, 30.0f, most_label));
    plan.square = grid.cells(rows.from, cols.from, rows.from + rows.seen - 1, cols.from + cols.seen - 1);
    plan.spot = free_spot(
        canvas, grid, done, plan.square, pad + plan.labels + 8 + plan.cell_w * static_cast<float>(cols.seen) + pad,
        head + cell_h * static_cast<float>(rows.seen) + pad, {0, 0, canvas.ask.width, canvas.ask.height});
    return plan;
  };
  // A smaller one where the full one would hide something else.
  Plan plan = planned(side);
  if (!plan.spot || plan.spot->covers_others)
    if (Plan smaller = planned(small_side); smaller.spot) plan = std::move(smaller);
  if (!plan.spot) return;
  const Rect* const box = &plan.spot->box;
  const Rect& square = plan.square;
  const Window &rows = plan.rows, &cols = plan.cols;
  const Numbers& numbers = plan.numbers;
  const float cell_w = plan.cell_w, labels = plan.labels;
  canvas.scene.follows_pointer = true;

  clear_texts(canvas, grown(*box, 2));
  draw_wires(canvas, square, *box);
  canvas.add(outline(grown(square, 1), theme.ink_on, 3.5f, 2));
  canvas.add(outline(grown(square, 1), theme.ink, 1.75f, 2));
  canvas.add(fill(*box, theme.bg0, radius));
  canvas.add(outline(grown(*box, -0.75f), theme.ink, 1.5f, radius));
  canvas.write(box->x + pad, box->y + 14, std::to_string(rows.seen) + " × " + std::to_string(cols.seen),
               {Font::mono, 10, theme.t3}, labels + 8);
  const float x0 = box->x + pad + labels + 8, y0 = box->y + head;
  const auto at = [&](Index r, Index c) {
    return Rect{x0 + static_cast<float>(c - cols.from) * cell_w, y0 + static_cast<float>(r - rows.from) * cell_h,
                cell_w - 1, cell_h - 1};
  };
  for (Index c = cols.from; c < cols.from + cols.seen; ++c)
    canvas.write(at(row, c).x + (cell_w - 1) / 2, y0 - 10, of.col_axis.label(c),
                 {c == col ? Font::ui_bold : Font::ui, 11, c == col ? col_hue : theme.t2, Align::center}, cell_w - 3);
  for (Index r = rows.from; r < rows.from + rows.seen; ++r) {
    canvas.write(x0 - 8, at(r, col).y + cell_h / 2 - 0.5f, of.row_axis.label(r),
                 {r == row ? Font::ui_bold : Font::ui, 11, r == row ? row_hue : theme.t2, Align::right}, labels);
    for (Index c = cols.from; c < cols.from + cols.seen; ++c) {
      CellTag tag = grid.tag(r, c);
      const bool pending = done >= 0 && r * of.cols() + c >= done;
      if (pending && before < 0) {
        draw_pending(theme, at(r, c), 2, tag, canvas.scene);
        continue;
      }
      if (pending) tag.step = before;
      const double value = static_cast<double>(canvas.step(tag.step).out(r, c));
      draw_cell(theme, numbers, value, cell_color(theme, value, grid.range), at(r, c), tag, canvas.scene);
      if (beyond(value, grid.range)) draw_notch(theme, at(r, c), canvas.scene);
    }
  }
  canvas.halo(at(row, col));
  canvas.ring(at(row, col));
}

void offer_lens(Canvas& canvas, const Grid& grid, Index done, Color row_hue, Color col_hue, int before) {
  if (!wants_lens(grid)) return;
  canvas.scene.follows_pointer = true;
  if (const auto at = canvas.ask.pointed)
    canvas.on_top = [=](Canvas& to) { draw_lens(to, grid, done, at->first, at->second, row_hue, col_hue, before); };
}

void draw_row_progress(Canvas& canvas, float x, float y, float width, Index done, Index rows, Index cols) {
  const Theme& theme = canvas.theme;
  width = std::min(width, 312.0f);
  const Index begun = std::clamp<Index>((done + cols - 1) / std::max<Index>(1, cols), 0, rows);
  const std::string cells = canvas.text("stage.large.cells", {canvas.grouped(done), canvas.grouped(rows * cols)});
  const std::string begun_of = canvas.text("stage.large.rows", {std::to_string(begun), std::to_string(rows)});
  const float taken = canvas.write(x, y + 6, begun_of, {Font::ui, 11, theme.t2}, width);
  if (taken + 12 + canvas.width(cells, Font::ui, 11) <= width)
    canvas.write(x + width, y + 6, cells, {Font::ui, 11, theme.t2, Align::right}, width - taken);
  const float pitch = width / static_cast<float>(rows);
  if (pitch < 2) return;
  for (Index r = 0; r < rows; ++r)
    canvas.add(fill({x + static_cast<float>(r) * pitch, y + 18, std::max(1.0f, pitch - 1.5f), 5},
                    r < begun ? theme.t2 : theme.bg4, 1));
}

void draw_sweep(Canvas& canvas, const Grid& grid, Index done) {
  const Index cols = grid.of->cols();
  if (done <= 0 || done >= grid.of->size() || grid.turned) return;
  const Index row = (done - 1) / cols;
  if (!grid.down.sees(row)) return;
  const Rect at = grid.row(row);
  const float y = at.y + at.h;
  canvas.dashed({grid.box.x, y}, {grid.right(), y}, faded(canvas.theme.ink, 0.5), 1);
  canvas.write(grid.box.x - 12, at.y + at.h / 2, canvas.text("stage.large.row", {std::to_string(row + 1)}),
               {Font::mono, 10, canvas.theme.t2, Align::right}, 56);
  const Rect newest = grid.cell(row, (done - 1) % cols);
  canvas.add(outline(grown(newest, 0.75f), canvas.theme.ink, 1.5f, 2));
}

}  // namespace attn::scene::parts
