#include "app/scene/stage/product.h"

#include "app/scene/stage/by_rows.h"
#include "app/scene/stage/lens.h"

#include <algorithm>
#include <cmath>

namespace attn::scene::parts {
namespace {

constexpr float middle = 38;     // between the right factor and the result: the left factor's name and index
constexpr float name_room = 58;  // between the left factor and the result: name of the right factor, "="
constexpr float edge = 12;       // brackets and halos reach beyond the cells
constexpr float most_cell = 44;
constexpr float zone_title = 22;  // above the words of the right factor's columns

struct Across {
  float left = 0, result = 0;  // width of one cell
};

// Cells wide enough for their numbers where there is room, else as wide as all of them can be.
Across widths(const ProductPlan& plan, Index k, Index m, float room) {
  const auto kf = static_cast<float>(k), mf = static_cast<float>(m);
  if (plan.left_cell >= 20) {
    const float result = std::floor((room - kf * plan.left_cell) / mf);
    if (result >= 36) {
      const float left = std::min(36.0f, std::floor(room / (kf + 1.9f * mf)));
      return left > plan.left_cell ? Across{left, std::min(72.0f, std::floor((room - kf * left) / mf))}
                                   : Across{plan.left_cell, std::min(72.0f, result)};
    }
    const float cell = std::min(most_cell, std::floor(room / (kf + 1.9f * mf)));
    if (cell >= 6) {  // many words: the result must not push the words aside
      const float left = cell < 14 ? std::min(10.0f, std::floor(0.3f * room / kf)) : cell;
      return {left, std::floor((room - kf * left) / mf)};
    }
    const float left = std::min(0.4f * room, kf * 8);
    return {left / kf, (room - left) / mf};
  }
  // Left factor as an image: what it does not need is the result's.
  const float wanted = mf * 29, share = kf > mf ? 0.5f : kf < mf ? 0.3f : 0.45f;
  if (wanted <= 0.72f * room) {
    const float left = std::floor(std::min(plan.left_cell * kf, room - wanted) / kf * 2) / 2 * kf;
    return {left / kf, std::min(most_cell, std::floor((room - left) / mf))};
  }
  const float left = std::min(share * room, kf * 8);
  return {left / kf, (room - left) / mf};
}

struct Down {
  float above = 0, row = 0;  // height of one row
  float foot = 0;
  bool high = false;  // the foot has its vectors
};

Down heights(const ProductPlan& plan, Index k, Index n, float room) {
  const auto kf = static_cast<float>(k), nf = static_cast<float>(n);

  struct Try {
    float foot, above;  // least height of the right factor's rows, as a part of what it aims at
    bool high;
  };
  for (const Try& t : {Try{strip_high + 14, 0.58f, true}, Try{strip_low + 14, 0.45f, false}, Try{0, 0.3f, false}}) {
    if (!plan.foot && t.foot > 0) continue;
    const float rest = room - t.foot;
    const float comfortable = n <= 6    ? 18.0f
                              : n <= 16 ? 15.0f
                                        : std::clamp((plan.foot ? 0.58f : 0.66f) * rest / nf, 1.0f, 9.0f);
    float row = plan.row, above = plan.above_row;
    if (nf * row + kf * above > rest) {  // the right factor gives way down to 14, then the rows, then again
      const float kept = std::min(above, 14 * plan.above_row / 15.5f);
      above = std::clamp((rest - nf * row) / kf, kept, above);
      row = std::min(row, (rest - kf * above) / nf);
      if (row < comfortable) {
        row = comfortable;
        above = (rest - nf * row) / kf;
      }
    } else {  // room to grow
      const float grow = std::min(1.3f, rest / (nf * row + kf * above));
      row = std::floor(row * grow);
      above = above >= 6 ? std::floor(above * grow) : above * grow;
    }
    if (above < t.above * plan.above_row && t.foot > 0) continue;
    if (above < t.above * plan.above_row) {  // all give way
      const float all = nf * comfortable + kf * plan.above_row * 0.3f;
      row = comfortable * rest / all;
      above = plan.above_row * 0.3f * rest / all;
    }
    if (row >= 6) row = std::floor(row);
    if (above >= 6) above = std::floor(above * 2) / 2;
    return {above, row, t.foot, t.high};
  }
  return {};
}

void frame_seen(Canvas& canvas, const Rect& cells, Color hue) {
  if (cells.w > 0) canvas.frame(grown(cells, -0.25f), hue);
}

// A frame with its title at its top left, and at its right what is said of it, where that keeps `name` for something
// beside the title. Returns where the title ends.
float draw_zone(Canvas& canvas, const Rect& box, const std::string& title, const std::string& note, Color hue,
                float name) {
  canvas.add(outline(box, faded(hue, 0.45), 1, 8));
  const float x = box.x + 11, y = box.y + 12, end = box.x + box.w - 12;
  const float words = canvas.write(x, y, title, {Font::ui_bold, 11, hue}, end - x);
  if (canvas.width(note, Font::ui, 11) <= end - x - words - name - 12)
    canvas.write(end, y, note, {Font::ui, 11, canvas.theme.t3, Align::right}, end - x);
  return x + words;
}

}  // namespace

Product lay_out(Canvas& canvas, const ProductPlan& plan, const Cursor& active) {
  const Trace& trace = canvas.ask.trace;
  const Tensor& result = trace[canvas.ask.step].out;
  const Index n = result.rows(), m = result.cols(), k = trace[plan.left].out.cols();
  const float w = canvas.ask.width, h = canvas.ask.height;
  Product p;

  // Row labels as wide as the widest, within reason.
  const float widest = std::min(110.0f, 0.15f * w);
  const Cut rows_probe{n, 1, n, 20};
  p.rows = row_labels(result.row_axis, rows_probe, widest, active.row, canvas.ask.measure);
  p.label = std::ceil(std::max(p.rows.extent, 40.0f)) + 20;

  // Columns' labels may have to be slanted: then they reach up and to the right.
  float right = edge, zone = plan.above_zone.empty() ? 0 : zone_title, top = 24 + zone;
  Across across;
  for (int attempt = 0; attempt < 2; ++attempt) {
    across = widths(plan, k, m, w - p.label - name_room - right);
    const Cut cols{m, 1, m, across.result};
    p.cols = column_labels(result.col_axis, cols, std::min(64.0f, 0.16f * h), active.col, {}, canvas.ask.measure,
                           strong_rows(result, cols, true));
    if (!p.cols.slanted) break;
    top = p.cols.extent + 14 + zone;
    right = std::max(edge, std::min(44.0f, std::ceil(p.cols.overhang) + 5));
  }
  const Down down = heights(plan, k, n, h - top - middle - 8);
  const float left_w = across.left * static_cast<float>(k), result_w = across.result * static_cast<float>(m);
  const float above_h = down.above * static_cast<float>(k), result_h = down.row * static_cast<float>(n);
  const float slack = std::max(0.0f, w - p.label - name_room - right - left_w - result_w);
  const float result_x = p.label + left_w + name_room + std::floor(slack);
  const float result_y = top + above_h + middle;
  const Rect left_box{p.label, result_y, left_w, result_h}, above_box{result_x, top, result_w, above_h};

  const bool close = canvas.ask.sight.zoom > 1;
  const Range range = range_of(canvas.step(plan.left)), range_above = range_of(canvas.step(plan.above));
  const bool one = plan.turned;  // queries and keys are compared: one scale
  const Range both = joined(range, range_above);
  using Side = Pane::Side;
  p.left = grid(canvas, plan.left, false, left_box, one ? both : range, true, {Side::rows, Side::inner});
  p.above = grid(canvas, plan.above, plan.turned, above_box, one ? both : range_above, plan.numbers_above || close,
                 {Side::inner, Side::cols});
  p.result = grid(canvas, canvas.ask.step, false, {result_x, result_y, result_w, result_h}, range_of(canvas.step()),
                  true, {Side::rows, Side::cols});
  if (plan.bias >= 0)
    p.bias = grid(canvas, plan.bias, false, {result_x, result_y - 24, result_w, 10}, range_of(canvas.step(plan.bias)),
                  false, {Side::none, Side::cols});
  if (close)
    p.cols = column_labels(result.col_axis, p.result.across, std::max(16.0f, top - zone - 14), active.col, {},
                           canvas.ask.measure, strong_rows(result, p.result.across, true));
  p.rows = row_labels(result.row_axis, p.result.down, widest, active.row, canvas.ask.measure,
                      strong_rows(result, p.result.down));
  std::erase_if(p.cols.labels, [&](const Label& label) {
    return p.result.x_of(label.index) + (p.cols.slanted ? (label.width + 8) * 0.7072f : label.width / 2) > w;
  });

  const float name =
      std::max(formula_width(canvas, plan.above_name, 14), canvas.width(trace[plan.above].out.shape(), Font::mono, 10));
  p.idea = {0, 0, result_x - 24 - name, result_y - middle - 4};
  const float bottom = result_y + result_h + 14;
  if (down.foot <= 0 || h - bottom < strip_low - 12) return p;
  const float foot_h = std::min(h - bottom, 200.0f);
  p.own_columns = across.left >= 14 && !close;
  const float own_end = p.label + left_w;
  // Many terms need the room more than the card does.
  const float card_w =
      p.own_columns ? std::clamp(w - own_end - 24, 150.0f, 240.0f) : std::clamp(0.23f * w, 150.0f, 186.0f);
  // With the result above it, where that gives it a fair width.
  const float own_card = w - (result_x - 5);
  const bool below_result = own_card >= 150 && own_card <= 280 && own_end + 16 <= result_x - 5;
  const float card_x = below_result ? result_x - 5 : w - card_w;
  if (p.own_columns && own_end + 16 <= card_x)
    p.foot = {p.label, bottom, left_w, foot_h};
  else {
    p.own_columns = false;
    p.foot = {p.label, bottom, card_x - 20 - p.label, foot_h};
  }
  const float card_h = std::min(foot_h, plan.bias >= 0 ? 146.0f : 134.0f);
  const float below_name = plan.bias >= 0 ? 8.0f : 4.0f;
  p.result_card = {card_x, bottom + below_name, w - card_x, card_h - below_name};
  p.row_height = !down.high ? 0 : p.own_columns ? 19.0f : 14.0f;
  return p;
}

void draw_product(Canvas& canvas, const ProductPlan& plan, const Product& p, const Cursor& active) {
  const Theme& theme = canvas.theme;
  const Trace& trace = canvas.ask.trace;
  const Rect row = p.left.row(active.row), col = p.above.col(active.col);
  const Rect at = p.result.cell(active.row, active.col), newest_cells = newest(p.result, active);
  if (at.w > 0) {
    canvas.beam({row.x + row.w + 1, at.y, at.x - row.x - row.w - 1, at.h}, plan.left_hue);
    canvas.beam({at.x, col.y + col.h + 1, at.w, at.y - col.y - col.h - 1}, plan.above_hue);
  }

  float left_name = p.left.box.x - 2;
  if (!plan.above_zone.empty()) {
    const float x = p.above.box.x - 46;
    draw_zone(canvas, {x, 1, canvas.ask.width - x - 1, p.above.bottom() + 5}, plan.above_zone, plan.above_note,
              plan.above_hue, 0);
    const float shape = canvas.width(trace[plan.left].out.shape(), Font::mono, 10);
    const float name = formula_width(canvas, plan.left_name, 14) + shape + 24;
    left_name =
        std::max(left_name, 14 + draw_zone(canvas, {1, p.left.box.y - 37, p.left.right() + 8, p.left.box.h + 45},
                                           plan.left_zone, plan.left_note, plan.left_hue, name));
  }
  draw_grid(canvas, p.left, {});
  draw_grid(canvas, p.above, {});
  draw_grid(canvas, p.result, {active.all ? Index{-1} : active.done, {}});
  if (plan.bias >= 0) {
    draw_grid(canvas, p.bias, {});
    frame_seen(canvas, p.bias.cell(0, active.col), plan.above_hue);
    canvas.write(p.bias.box.x - 12, p.bias.box.y + 5, "b", {Font::ui_bold, 12, plan.above_hue, Align::right}, 20);
    canvas.write(p.bias.box.x - 24, p.bias.box.y + 5, "+", {Font::ui, 13, theme.t3, Align::right}, 20);
  }
  if (p.foot.h > 0 && !p.own_columns) {  // the terms are these columns, drawn wider
    const float from = p.left.box.y + p.left.box.h + 5, end = p.left.box.x + p.left.box.w;
    canvas.dashed({end + 4, from}, {p.foot.x + p.foot.w, p.foot.y - 3}, theme.line2, 1);
  }
  bracket(canvas, p.left.box, plan.left_hue);
  bracket(canvas, p.above.box, plan.above_hue);
  bracket(canvas, p.result.box, plan.result_hue);
  frame_seen(canvas, row, plan.left_hue);
  frame_seen(canvas, col, plan.above_hue);

  draw_row_labels(canvas, p.result, p.rows, p.label - 20, active.row, plan.left_hue);
  draw_col_labels(canvas, p.result, p.cols, p.above.box.y - (p.cols.slanted ? 12.0f : 14.0f), active.col,
                  plan.above_hue);

  // Names. The index of the terms above the left factor, where its columns are wide enough.
  const std::string left_shape = trace[plan.left].out.shape(), result_shape = trace[canvas.ask.step].out.shape();
  const Tensor& above = trace[plan.above].out;
  const std::string above_shape =
      plan.turned ? std::to_string(above.cols()) + "×" + std::to_string(above.rows()) : above.shape();
  const float left_top = p.left.box.y;
  draw_name(canvas, left_name, left_top - 26, plan.left_name, left_shape);
  const Labels index = column_labels(trace[plan.left].out.col_axis, p.left.across, 12, -1, {}, canvas.ask.measure);
  draw_col_labels(canvas, p.left, index, left_top - 11, -1, theme.t3);

  const float gap_right = p.result.box.x - 12;
  draw_name_left(canvas, gap_right, p.above.box.y + 6, plan.above_name, above_shape, p.above.box.h >= 34);
  const Rect& result = p.result.box;
  if (!plan.above_zone.empty()) {  // in neither zone
    draw_name(canvas, result.x - 2, result.y - 16, plan.result_name, result_shape);
  } else if (plan.bias < 0) {  // beside the left factor's name, if that leaves room for it
    const float shape = canvas.width(result_shape, Font::mono, 10), y = result.y - 26;
    const float from = gap_right - shape - 7 - formula_width(canvas, plan.result_name, 14);
    const float other = formula_width(canvas, plan.left_name, 14) + 8 + canvas.width(left_shape, Font::mono, 10);
    if (from > p.left.box.x + other + 6) {
      canvas.add(text(gap_right, y, result_shape, Font::mono, 10, theme.t3, Align::right));
      draw_name_left(canvas, gap_right - shape - 7, y, plan.result_name, {}, false);
    }
  } else if (p.foot.h > 0) {
    const float shape = canvas.width(result_shape, Font::mono, 10), y = result.y + result.h + 11;
    canvas.add(text(result.x + result.w, y, result_shape, Font::mono, 10, theme.t3, Align::right));
    draw_name_left(canvas, result.x + result.w - shape - 7, y, plan.result_name, {}, false);
  }
  // "=" between the factors and the result, where neither the beam nor the number of the row being computed is.
  const Index done = active.all ? 0 : active.done;
  const Rect newest =
      wants_lens(p.result) && done > 0 ? p.result.row((done - 1) / p.result.of->cols()) : Rect{0, -100, 0, 0};
  for (const float part : {0.5f, 0.75f, 0.25f}) {
    const float y = result.y + result.h * part;
    if (std::abs(y - (at.y + at.h / 2)) < at.h / 2 + 9 || std::abs(y - newest.y) < 14) continue;
    canvas.add(text(result.x - name_room / 2, y, "=", Font::ui, 18, theme.t3, Align::center));
    break;
  }

  if (active.computing || !active.all) canvas.halo(newest_cells);
  canvas.ring(active.sweep ? at : newest_cells);
  if (wants_lens(p.result)) {
    draw_sweep(canvas, p.result, active.all ? p.result.of->size() : active.done);
    canvas.on_top = [=, grid = p.result, row_hue = plan.left_hue, col_hue = plan.above_hue](Canvas& to) {
      draw_lens(to, grid, active.all ? Index{-1} : active.done, active.row, active.col, row_hue, col_hue);
    };
  }
  const float x = at.x + at.w / 2;
  const bool free_below = !active.all || active.row + 1 == p.result.rows();
  const bool through_name = plan.bias >= 0 && x > result.x + result.w - 84;
  if (at.w > 0 && !wants_lens(p.result) && free_below && !through_name && p.result_card.h > 0)
    draw_lead(canvas, p.result_card, at);
}

}  // namespace attn::scene::parts
