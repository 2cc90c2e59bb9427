// Matrices and single rows of a step: labels, brackets, cells with their numbers, or one image.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/rows.h"

namespace attn::scene::rows {
namespace {

constexpr float least_cell = 6, label_gap = 16, title_height = 24;

std::shared_ptr<Image> texels(int width) {
  auto image = std::make_shared<Image>();
  image->width = width;
  image->height = 1;
  return image;
}

void push(Image& image, Color color) {
  for (const std::uint8_t channel : {color.r, color.g, color.b, color.a}) image.rgba.push_back(channel);
}

// "A 5×5 after": the letter in its hue, how large the matrix is, what is to be said of it.
void title(Canvas& canvas, int step, const GridLook& look, float x, float y, float room) {
  const Step& s = canvas.step(step);
  const float end = x + room;
  if (!look.letter.empty())
    x += 8 + canvas.write(x, y, look.letter, {Font::ui_bold, 14, role_color(canvas.theme, s.path)}, room);
  if (canvas.width(s.out.shape(), Font::mono, 10.5f) <= end - x)
    x += 10 + canvas.write(x, y, s.out.shape(), {Font::mono, 10.5f, canvas.theme.t3}, end - x);
  if (!look.note.empty() && end - x > 20) canvas.write(x, y, look.note, {Font::ui, 11, canvas.theme.t3}, end - x);
}

}  // namespace

void colour_bar(Canvas& canvas, float x, float y, float width, const Range& range, std::string_view label) {
  const Theme& theme = canvas.theme;
  if (!label.empty()) {
    const float w = std::min(canvas.width(label, Font::ui, 11), width / 2);
    canvas.write(x, y + 5, label, {Font::ui, 11, theme.t3}, w + 1);
    x += w + 10;
    width -= w + 10;
  }
  if (width < 40) return;
  auto image = texels(0);
  const bool unit = range.kind == Range::Kind::unit;
  if (!unit)
    for (auto color = theme.neg.rbegin(); color != theme.neg.rend() - 1; ++color) push(*image, *color);
  for (const Color& color : unit ? theme.seq : theme.pos) push(*image, color);
  image->width = static_cast<int>(image->rgba.size() / 4);
  Mark bar;
  bar.kind = Mark::Kind::image;
  bar.rect = {x, y, width, 10};
  bar.image = image;
  canvas.add(bar);
  canvas.add(parts::outline({x - 0.5f, y - 0.5f, width + 1, 11}, theme.line2, 1));
  const Style tick{Font::mono, 9, theme.t3};
  const auto at = [&](float tx, const std::string& words, Align align) {
    canvas.write(tx, y + 18, words, {tick.font, tick.size, tick.color, align}, width);
  };
  at(x, unit ? "0" : range_text(-range.limit), Align::left);
  at(x + width, unit ? "1" : range_text(range.limit), Align::right);
  if (width >= 84) at(x + width / 2, unit ? "0.5" : "0", Align::center);
}

Rect Grid::row(Index r) const {
  const float h = rows.px;
  return {cells.x, cells.y + static_cast<float>(r / rows.per) * h, cells.w - (image ? 0 : 1), h - (image ? 0 : 1)};
}

Rect Grid::column(Index c) const {
  const float w = cols.px;
  return {cells.x + static_cast<float>(c / cols.per) * w, cells.y, w - (image ? 0 : 1), cells.h - (image ? 0 : 1)};
}

Rect Grid::cell(Index r, Index c) const {
  const Rect a = row(r), b = column(c);
  return {b.x, a.y, b.w, a.h};
}

Grid grid(Canvas& canvas, int step, const Rect& room, const GridLook& look) {
  const Step& s = canvas.step(step);
  Grid made;
  const bool titled = !look.letter.empty() || !look.note.empty();
  const float top = titled ? title_height : 0, edge = look.bracket ? 6 : 0;
  // Less than this is not a picture of a matrix.
  if (s.out.size() == 0 || room.w < 24 || room.h - top - 2 * edge < 10) return made;
  HeatmapOptions options;
  options.theme = canvas.theme;
  options.selected = {step, look.row, look.col};
  const Measure& measure = canvas.ask.measure;
  parts::Layout l;
  l.trace = &canvas.ask.trace;
  l.step = step;
  l.options = &options;
  l.measure = &measure;
  l.range = look.range;
  l.rows.count = s.out.rows();
  l.cols.count = s.out.cols();
  l.done = look.done < 0 ? s.out.size() : std::min(look.done, s.out.size());
  l.computing = look.computing && l.done > 0;
  for (Index i = 0; i < s.out.size(); ++i) {
    const Real v = s.out.mat().data()[i];
    if (!std::isfinite(v)) (std::isinf(v) && v < 0 ? l.has_masked : l.has_broken) = true;
  }

  const float label_most = !look.row_words   ? 0
                           : look.gutter > 0 ? look.gutter - label_gap
                                             : std::min(120.0f, room.w * 0.3f);
  parts::Labels row_words, col_words;
  float overhang = 0;
  // The labels decide how large the cells are, the cells which labels fit.
  for (int attempt = 0; attempt < 3; ++attempt) {
    const float gutter = look.gutter > 0 ? look.gutter : row_words.extent > 0 ? row_words.extent + label_gap : edge;
    const float header = look.col_words && col_words.extent > 0 ? col_words.extent + 14 : edge;
    l.cols = parts::cut_axis(l.cols.count, room.w - gutter - std::max(edge, overhang), look.most_w);
    l.rows = parts::cut_axis(l.rows.count, room.h - top - header - edge, look.most_h);
    if (look.row_words) row_words = parts::row_labels(s.out.row_axis, l.rows, label_most, look.row, measure);
    if (look.col_words)
      col_words = parts::column_labels(s.out.col_axis, l.cols, std::min(90.0f, room.h * 0.3f), look.col, {}, measure);
    overhang = std::ceil(col_words.overhang);
  }
  const float gutter = look.gutter > 0 ? look.gutter : row_words.extent > 0 ? row_words.extent + label_gap : edge;
  const float header = look.col_words && col_words.extent > 0 ? col_words.extent + (col_words.slanted ? 14 : 8) : edge;
  l.image = l.rows.per > 1 || l.cols.per > 1 || std::min(l.rows.px, l.cols.px) < least_cell;
  const float spare = room.w - gutter - l.cols.length() - std::max(edge, overhang);
  const float shift = look.align == Align::left ? 0 : look.align == Align::center ? spare / 2 : spare;
  l.cells = {room.x + gutter + std::floor(std::max(0.0f, shift)), room.y + top + header, l.cols.length(),
             l.rows.length()};
  const bool whole =
      l.range.kind == Range::Kind::names || (l.range.kind == Range::Kind::symmetric && all_whole(s.out.mat()));
  if (!l.image) l.numbers = parts::choose_numbers(s.out, l.range, whole, l.cols.px - 1, l.rows.px, measure);

  Scene& scene = canvas.scene;
  if (titled) title(canvas, step, look, l.cells.x - edge, room.y + 9, room.x + room.w - l.cells.x + edge);
  parts::draw_labels(l, row_words, col_words, scene);
  if (look.bracket) parts::draw_bracket(l, scene);
  if (l.image)
    parts::draw_image(l, scene);
  else
    parts::draw_cells(l, scene);
  if (!look.selected) options.selected = {};
  parts::draw_rings(l, scene);
  made.cells = l.cells;
  made.rows = l.rows;
  made.cols = l.cols;
  made.image = l.image;
  return made;
}

Strip strip(Canvas& canvas, int step, Index row, const Rect& box, const Range& range, Index done) {
  const Step& s = canvas.step(step);
  const Index count = s.out.cols();
  const parts::Cut cut = parts::cut_axis(count, box.w, box.w);
  Strip made{{box.x, box.y, cut.length(), box.h}, count, cut.px / static_cast<float>(cut.per)};
  if (count == 0 || box.h < 1) return made;
  if (cut.per == 1) {  // the whole box: its cells need not have whole pixels
    made.box.w = box.w;
    made.px = box.w / static_cast<float>(count);
  }
  if (done < 0) done = count;
  const Theme& theme = canvas.theme;
  if (cut.per == 1 && made.px >= least_cell) {
    for (Index c = 0; c < count; ++c) {
      Rect at = made.cell(c);
      at.w -= 1;
      const float radius = at.h >= 14 ? 2.0f : 0.0f;
      const bool there = c < done;
      canvas.add(parts::fill(at, there ? cell_color(theme, value_at(s, row, c), range) : theme.bg1, radius)).cell = {
          step, row, c};
      if (!there)
        canvas.add(parts::outline({at.x + 0.5f, at.y + 0.5f, at.w - 1, at.h - 1}, theme.line1, 1, radius));
      else if (!theme.dark)
        canvas.add(parts::outline({at.x + 0.375f, at.y + 0.375f, at.w - 0.75f, at.h - 0.75f}, faded(theme.ink, 0.07),
                                  0.75f, radius));
    }
    return made;
  }
  auto image = texels(static_cast<int>(cut.shown));
  for (Index bin = 0; bin < cut.shown; ++bin) {
    Index best = cut.first(bin);
    for (Index c = best; c < cut.end(bin); ++c)
      if (std::abs(value_at(s, row, c)) > std::abs(value_at(s, row, best))) best = c;
    push(*image, best < done ? parts::texel_color(theme, value_at(s, row, best), range, theme.bg2) : theme.bg1);
    image->cells.push_back(row * count + best);
  }
  Mark mark;
  mark.kind = Mark::Kind::image;
  mark.rect = made.box;
  mark.image = std::move(image);
  mark.cell = {step, 0, 0};
  mark.rows = s.out.rows();
  mark.cols = count;
  canvas.add(std::move(mark));
  canvas.add(parts::outline({made.box.x - 0.5f, made.box.y - 0.5f, made.box.w + 1, made.box.h + 1}, theme.line1, 1));
  return made;
}

}  // namespace attn::scene::rows
